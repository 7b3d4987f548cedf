import { describeError, type LoggedError } from './platform/logging/serializers.js';
import { StartupError } from './platform/startup-error.js';
import { reportToSupervisor } from './supervisor-report.js';

/** How long one shutdown action may take, in milliseconds, before the next one starts regardless. */
const ACTION_LIMIT_MS = 5000;

/** How long the whole shutdown may take, in milliseconds, before the process exits anyway. */
const STOP_LIMIT_MS = 30_000;

/**
 * How long the shutdown after an uncaught error may take, in milliseconds. The state of the process is unknown, so
 * clients should move to another node soon.
 */
const CRASH_LIMIT_MS = 5000;

interface ShutdownAction {
  readonly run: () => Promise<unknown>;
  readonly limitMs: number;
}

const actions: ShutdownAction[] = [];
const stopping = new AbortController();

/** Aborted when the shutdown begins, before the first `onStop` action runs. For waits that would otherwise not end. */
export const stopSignal: AbortSignal = stopping.signal;

/**
 * Registers an action to run when the process stops. Actions run in reverse order of registration.
 *
 * @throws Error when the shutdown has already begun, so that the caller does not start anything that would never be
 *   stopped
 */
export function onStop(run: () => Promise<unknown>, limitMs = ACTION_LIMIT_MS): void {
  if (stopSignal.aborted) throw new Error('The shutdown has already begun.');
  actions.push({ run, limitMs });
}

/**
 * Prints an error and stops with exit code 1: the message alone for a `StartupError`, which the operator can act on,
 * else all details.
 */
export function stopWith(error: unknown): void {
  if (stopSignal.aborted) return;
  console.error(error instanceof StartupError ? `\n${error.message}\n` : printable(error));
  stop(1);
}

/** Stops within 5 s because of an uncaught error. If the process is already stopping, the error is only logged. */
function crash(error: unknown): void {
  console.error(printable(error));
  stop(1, CRASH_LIMIT_MS);
}

/** Returns the error as text, without the values that errors of the database or of a client quote. */
function printable(error: unknown): string {
  return formatError(describeError(error));
}

function formatError({ type, message, stack = '', cause }: LoggedError): string {
  return [`${type}: ${message}`, stack, ...(cause ? [`[cause]: ${formatError(cause)}`] : [])].join('\n');
}

/**
 * Stops on SIGINT (Ctrl-C), SIGTERM and SIGHUP, and on uncaught errors. Repeated signals have no effect, because a
 * terminal and `pnpm` each deliver the same signal.
 *
 * @param exitCode not 0 for a command that is incomplete when it is interrupted
 */
export function stopOnSignals(exitCode = 0): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(exitCode));
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}

/** Stops this process when its supervisor has ended, for whatever reason. Does nothing without a supervisor. */
export function stopWithSupervisor(): void {
  if (process.connected) process.once('disconnect', () => stop(0));
}

/**
 * Runs the `onStop` actions, then exits.
 *
 * @param limitMs how long the actions may take in total, in milliseconds
 */
export function stop(exitCode: number, limitMs = STOP_LIMIT_MS): void {
  if (stopSignal.aborted) return;
  stopping.abort();
  const giveUp = () => {
    console.error(`Stopping took longer than ${limitMs / 1000} seconds: the process exits now.`);
    exit(1);
  };
  setTimeout(giveUp, limitMs).unref();
  void runActions().then((clean) => exit(clean ? exitCode : 1));
}

/**
 * Reports the exit code to the supervisor first: Node may hang while it exits (nodejs/node#54918), and the supervisor
 * then kills it.
 */
function exit(exitCode: number): void {
  reportToSupervisor({ exitCode }, () => process.exit(exitCode));
}

/**
 * Runs all actions even if one fails, so that the database is closed even if the code that uses it does not stop.
 *
 * @returns whether all succeeded
 */
async function runActions(): Promise<boolean> {
  let clean = true;
  for (const { run, limitMs } of actions.toReversed()) {
    await withTimeLimit(run(), limitMs).catch((error: unknown) => {
      console.error(printable(error));
      clean = false;
    });
  }
  return clean;
}

function withTimeLimit(promise: Promise<unknown>, limitMs: number): Promise<unknown> {
  if (limitMs === Infinity) return promise;
  const timeout = new Promise((_, reject) => {
    const message = `A shutdown action did not finish within ${limitMs / 1000} seconds; the shutdown continues without it.`;
    setTimeout(() => reject(new Error(message)), limitMs).unref();
  });
  return Promise.race([promise, timeout]);
}
