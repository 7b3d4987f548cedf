import { describeError, type LoggedError } from './platform/logging/serializers.js';
import { StartupError } from './platform/startup-error.js';
import { tellSupervisor } from './supervised.js';

/** How long one thing may take to end, in milliseconds, before the next is ended regardless. */
const ACTION_LIMIT_MS = 5000;

/** How long stopping may take in all, in milliseconds, before the process ends anyway. */
const STOP_LIMIT_MS = 30_000;

/** The same after an error that nothing has caught: the state of the process is not known, and clients shall go elsewhere. */
const CRASH_LIMIT_MS = 5000;

interface Action {
  readonly run: () => Promise<unknown>;
  readonly limitMs: number;
}

const actions: Action[] = [];
const stopping = new AbortController();

/** Aborted when stopping begins, before anything that `onStop` was given is done: for waits that have no other end. */
export const stopSignal: AbortSignal = stopping.signal;

/**
 * Has something done when the process stops; what was added last is done first.
 *
 * @throws Error when stopping has begun: whoever was about to begin more must not
 */
export function onStop(run: () => Promise<unknown>, limitMs = ACTION_LIMIT_MS): void {
  if (stopSignal.aborted) throw new Error('Stopping has begun.');
  actions.push({ run, limitMs });
}

/** Stops for a reason: in words if the operator can act on it, everything that is known otherwise. Exit code 1. */
export function stopWith(error: unknown): void {
  if (stopSignal.aborted) return;
  console.error(error instanceof StartupError ? `\n${error.message}\n` : printable(error));
  stop(1);
}

/** Stops because of an error that nothing has caught, within 5 s. One that comes while the process stops is only logged. */
function crash(error: unknown): void {
  console.error(printable(error));
  stop(1, CRASH_LIMIT_MS);
}

/** Without what an error of the database or of a client quotes. */
function printable(error: unknown): string {
  return inLines(describeError(error));
}

function inLines({ type, message, stack = '', cause }: LoggedError): string {
  return [`${type}: ${message}`, stack, ...(cause ? [`[cause]: ${inLines(cause)}`] : [])].join('\n');
}

/**
 * Stops on Ctrl-C and SIGTERM, once, however often they come: a terminal and `pnpm` both pass them on.
 *
 * @param exitCode not 0 for a command that is not done when it is interrupted
 */
export function stopOnSignals(exitCode = 0): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(exitCode));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

/** Has this process stop when the one that supervises it is gone, however that ended. Does nothing where there is none. */
export function stopWithSupervisor(): void {
  if (process.connected) process.once('disconnect', () => stop(0));
}

/**
 * Ends the process after all that was to be done then.
 *
 * @param limitMs how long that may take, in milliseconds
 */
export function stop(exitCode: number, limitMs = STOP_LIMIT_MS): void {
  if (stopSignal.aborted) return;
  stopping.abort();
  const giveUp = () => {
    console.error(`Stopping took longer than ${limitMs / 1000} seconds: the process ends now.`);
    exit(1);
  };
  setTimeout(giveUp, limitMs).unref();
  void runActions().then((clean) => exit(clean ? exitCode : 1));
}

/** Node itself may hang while it exits (nodejs/node#54918): the supervisor, told before, ends it then. */
function exit(exitCode: number): void {
  tellSupervisor({ exitCode }, () => process.exit(exitCode));
}

/** Does them all, whatever becomes of one: the database ends even if what uses it will not. */
async function runActions(): Promise<boolean> {
  let clean = true;
  for (const { run, limitMs } of actions.toReversed()) {
    await inTime(run(), limitMs).catch((error: unknown) => {
      console.error(printable(error));
      clean = false;
    });
  }
  return clean;
}

function inTime(promise: Promise<unknown>, limitMs: number): Promise<unknown> {
  if (limitMs === Infinity) return promise;
  const late = new Promise((_, reject) => {
    const words = `Stopping goes on without what did not end within ${limitMs / 1000} seconds.`;
    setTimeout(() => reject(new Error(words)), limitMs).unref();
  });
  return Promise.race([promise, late]);
}
