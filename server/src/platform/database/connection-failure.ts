import { DatabaseError } from 'pg';

// SQLSTATE codes of connection failures. Class 08: connection exceptions. Class 53: insufficient resources. 57P..: the
// server is stopping or starting. 25P03: the server closed a connection because its transaction was idle for too long.
const SQLSTATE = /^(08|53|57P|25P03$)/;
const SYSTEM_ERRORS = new Set([
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
// Messages of errors that `pg` raises without any code.
const MESSAGES_WITHOUT_CODE =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|Driver not Connected)/;

/**
 * True when the database could not be reached, or the connection was lost during a statement, so that the outcome of
 * the statement may be unknown.
 */
export function isConnectionFailure(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && (SQLSTATE.test(code) || SYSTEM_ERRORS.has(code))) return true;
  return typeof message === 'string' && MESSAGES_WITHOUT_CODE.test(message);
}

// Codes of failures to connect, after which no statement was sent.
const NEVER_SENT = /^(ECONNREFUSED|ENOENT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|53300|57P03)$/;

/** True when a statement was sent and no response came: the statement may have been executed. */
export function hasUnknownOutcome(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (!isConnectionFailure(error) || NEVER_SENT.test(String(code))) return false;
  return !/^(timeout exceeded when trying to connect|Connection terminated due to connection timeout|Cannot use a pool)/.test(
    String(message),
  );
}

/**
 * True when the client gave up on a statement because no response came in time. PostgreSQL's own time limit is shorter,
 * so this means that PostgreSQL does not respond.
 */
export function isTimedOut(error: unknown): boolean {
  return (error as { message?: unknown } | undefined)?.message === 'Query read timeout';
}

/** SQLSTATE of a statement that waited too long for a lock. */
export const LOCK_NOT_AVAILABLE = '55P03';

/**
 * SQLSTATE of a prepared statement whose result columns have changed because a table was altered. No other statement
 * here raises it.
 */
export const STALE_PLAN = '0A000';

/** SQLSTATE of a statement that PostgreSQL cancelled because it exceeded its time limit. */
export const QUERY_CANCELED = '57014';

/** True when PostgreSQL cancelled a statement because of a time limit: the statement has stored nothing. */
export function isTooSlow(error: unknown): boolean {
  const state = refusalState(error);
  return state === LOCK_NOT_AVAILABLE || state === QUERY_CANCELED;
}

/**
 * Returns the SQLSTATE with which PostgreSQL itself rejected a statement: the statement has stored nothing, and can be
 * run again. Undefined for every other failure.
 */
export function refusalState(error: unknown): string | undefined {
  return error instanceof DatabaseError && !isConnectionFailure(error) ? error.code : undefined;
}
