import { Socket } from 'node:net';
import { addAbortSignal } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import { StartupError } from '../startup-error.js';
import { inWords } from './open-failure.js';

/** How long name resolution, TCP, TLS and login may take together in one attempt, in milliseconds. */
const LOGIN_LIMIT_MS = 5000;
/** The same with the end of the connection. */
const ATTEMPT_LIMIT_MS = 2 * LOGIN_LIMIT_MS;
/** Between two attempts, in milliseconds. */
const PAUSE_MS = 500;

/** Failures that pass by themselves when services start in any order: of the network, of name resolution, of PostgreSQL. */
const PASSING = new Set([
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
/** The same, where `pg` raises them without a code. */
const PASSING_WORDS = /^Connection terminated|timeout/;

interface Target {
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: ClientConfig['password'];
  readonly database?: string;
  readonly ssl?: boolean | object;
  readonly keys?: string;
}

interface WaitOptions {
  /** How long to go on making attempts, in seconds; 0 makes none: the first connection finds out. */
  readonly seconds: number;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Takes what is said of the wait, instead of the console. */
  readonly say?: ((sentence: string) => void) | undefined;
}

/**
 * Waits until a database takes a login, so that it may be started after the server. Says on the console that it waits, and
 * when the wait is over. Whatever no wait can mend, such as a wrong password, ends it at once.
 *
 * The last attempt may begin when the time is over, and has its whole time limit.
 *
 * @throws StartupError when it cannot be opened, in words that say what to do
 * @throws Error `AbortError` when the signal ends the wait
 */
export async function waitForDatabase(
  target: Target,
  { seconds, signal, say = console.log }: WaitOptions,
): Promise<void> {
  if (seconds === 0) return;
  const begun = performance.now();
  const msLeft = () => begun + seconds * 1000 - performance.now();
  let waits = false;
  for (;;) {
    const failure = await attempt(target, signal);
    signal.throwIfAborted();
    if (failure === undefined) break;
    if (!mayPass(failure) || msLeft() <= 0) throw new StartupError(inWords(failure, target));
    if (!waits) say(`${inWords(failure, target)} Waiting for it for up to ${seconds} s.`);
    waits = true;
    await delay(Math.max(0, Math.min(PAUSE_MS, msLeft())), undefined, { signal });
  }
  if (waits) say(`PostgreSQL at ${target.host}:${target.port} answers now.`);
}

/** Whether a failure to connect may pass by itself. */
export function mayPass(failure: unknown): boolean {
  const { code, message = '' } = failure as { code?: string; message?: string };
  return code === undefined ? PASSING_WORDS.test(message) : PASSING.has(code);
}

/** Logs in and out again. Returns the failure, if it is one; an abort is one, too. */
async function attempt({ username, ssl, ...target }: Target, signal: AbortSignal): Promise<unknown> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(ATTEMPT_LIMIT_MS)]);
  const client = new Client({
    ...target,
    user: username,
    // TypeORM has another type for the same.
    ssl: ssl as ClientConfig['ssl'],
    connectionTimeoutMillis: LOGIN_LIMIT_MS,
    application_name: 'smart-hub',
    stream: () => addAbortSignal(limit, new Socket()),
  });
  // A connection that breaks after the login has still shown that the database is there.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    return error;
  }
  await client.end();
  return undefined;
}
