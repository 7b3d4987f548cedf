import { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../startup-error.js';
import { describeOpenFailure } from './open-failure.js';

/** How long name resolution, TCP, TLS and login may take together in one attempt, in milliseconds. */
const LOGIN_LIMIT_MS = 5000;
/** How long one attempt may take, including closing the connection, in milliseconds. */
const ATTEMPT_LIMIT_MS = 2 * LOGIN_LIMIT_MS;
/** The pause between two attempts, in milliseconds. */
const PAUSE_MS = 500;

/**
 * Failures that disappear by themselves when services start in any order: of the network, of name resolution, of
 * PostgreSQL.
 */
const TRANSIENT_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  '53300', // too many connections
  '57P03', // starting up or shutting down
]);
/** The messages of the transient failures that `pg` raises without a code. */
const TRANSIENT_MESSAGES = /^Connection terminated|timeout/;

interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: ClientConfig['password'];
  readonly database?: string;
  readonly ssl?: boolean | object;
  readonly keyPrefix?: string;
}

interface WaitOptions {
  /**
   * For how long to make attempts, in seconds. With 0 there is no check: the first connection shows whether the
   * database is up.
   */
  readonly seconds: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Receives the messages about the wait; by default they are printed on the console. */
  readonly log?: ((sentence: string) => void) | undefined;
}

/**
 * Waits until a database accepts a login, so that the database can be started after the server. Logs when the wait
 * begins and when it is over. Gives up at once on a permanent failure, such as a wrong password.
 *
 * The last attempt may begin when the time is over, and still has its full time limit.
 *
 * @throws StartupError when the database cannot be opened; the message says what to do
 * @throws Error `AbortError` when the signal ends the wait
 */
export async function waitForDatabase(
  target: Target,
  { seconds, signal, log = console.log }: WaitOptions,
): Promise<void> {
  if (seconds === 0) return;
  const startedAt = performance.now();
  const msLeft = () => startedAt + seconds * 1000 - performance.now();
  let isWaiting = false;
  for (;;) {
    const failure = await attempt(target, signal);
    signal.throwIfAborted();
    if (failure === undefined) break;
    if (!isTransient(failure) || msLeft() <= 0) throw new StartupError(describeOpenFailure(failure, target));
    if (!isWaiting) log(`${describeOpenFailure(failure, target)} Waiting for it for up to ${seconds} s.`);
    isWaiting = true;
    await delay(Math.max(0, Math.min(PAUSE_MS, msLeft())), undefined, { signal });
  }
  if (isWaiting) log(`PostgreSQL at ${target.host}:${target.port} is available now.`);
}

/** Whether a failure to connect may disappear by itself. */
export function isTransient(failure: unknown): boolean {
  const { code, message = '' } = failure as { code?: string; message?: string };
  return code === undefined ? TRANSIENT_MESSAGES.test(message) : TRANSIENT_CODES.has(code);
}

/** Logs in and out. @returns the failure, which may be an abort; undefined after a successful login */
async function attempt({ username, ssl, ...target }: Target, signal: AbortSignal): Promise<unknown> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_LIMIT_MS)]);
  const client = new Client({
    ...target,
    user: username,
    // TypeORM declares a different type for the same options.
    ssl: ssl as ClientConfig['ssl'],
    connectionTimeoutMillis: LOGIN_LIMIT_MS,
    application_name: 'smart-hub',
    stream: () => addAbortSignal(limit, new Socket()),
  });
  // A connection that is lost after the login has still shown that the database is available.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return error;
  }
  await client.end();
  return undefined;
}
