import { DatabaseError } from 'pg';

// Classes of SQLSTATE: 08 connection exceptions, 53 insufficient resources, 57P the server is going away or starting; and 25P03, it has
// closed a connection whose transaction stood still.
const SQLSTATE = /^(08|53|57P|25P03$)/;
const SYSTEM = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
// What `pg` raises without a code of any kind.
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|Driver not Connected)/;

/** True when the database could not be asked, or went away while it was: whether it did what was asked is not known. */
export function isConnectionFailure(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (SQLSTATE.test(code) || SYSTEM.has(code))) return true;
  return typeof message === 'string' && WORDS.test(message);
}

// Failures to connect: nothing was asked.
const UNASKED = /^(ECONNREFUSED|ENOENT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|53300|57P03)$/;

/** True when a statement was sent and its answer never came: it may have been carried out. */
export function isUnanswered(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (!isConnectionFailure(error) || UNASKED.test(String(code))) return false;
  return !/^(timeout exceeded when trying to connect|Connection terminated due to connection timeout|Cannot use a pool)/.test(
    String(message),
  );
}

/** True when a statement was given up because no answer came in time. PostgreSQL would have said so: its own limit is shorter. */
export function isTimedOut(error: unknown): boolean {
  return (error as { message?: unknown } | undefined)?.message === 'Query read timeout';
}

/** SQLSTATE of a statement that waited too long for a lock. */
export const LOCK_NOT_AVAILABLE = '55P03';

/** SQLSTATE of a prepared statement whose result has other columns since a table was altered; no other statement here meets it. */
export const STALE_PLAN = '0A000';

/** SQLSTATE of a statement that PostgreSQL cancelled, because it took too long. */
export const QUERY_CANCELED = '57014';

/** True when PostgreSQL gave a statement up because of its time limits: nothing of it is stored. */
export function isTooSlow(error: unknown): boolean {
  const state = refusalState(error);
  return state === LOCK_NOT_AVAILABLE || state === QUERY_CANCELED;
}

/**
 * The SQLSTATE with which PostgreSQL refused a statement that it was free to carry out: nothing of it is stored, and it
 * may be run again. Undefined for every other failure.
 */
export function refusalState(error: unknown): string | undefined {
  return error instanceof DatabaseError && !isConnectionFailure(error) ? error.code : undefined;
}
