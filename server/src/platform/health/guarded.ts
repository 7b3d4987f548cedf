import type { Logger } from '@nestjs/common';
import type { Counters } from './counters.js';

/** Where a caught error is reported. */
export interface ErrorReporting {
  readonly counters: Counters;
  readonly logger: Pick<Logger, 'error'>;
}

/** Logs and counts an error that was caught where no caller could handle it. */
export function reportCaughtError({ counters, logger }: ErrorReporting, action: string, error: unknown): void {
  counters.add('errors.caught');
  logger.error(error, `${action} failed`);
}

/**
 * Wraps a function that a timer, a listener or a promise calls, so that its errors are logged and counted
 * (`errors.caught`) instead of ending the process. Do not use it where the process must not continue after an error.
 *
 * @param action the name of the action for the log, such as `Expiring a typing indicator`
 * @param act may return a promise
 */
export function guarded<Args extends unknown[]>(
  errors: ErrorReporting,
  action: string,
  act: (...args: Args) => unknown,
): (...args: Args) => void {
  // An async function runs synchronously up to its first `await`, and turns a thrown error into a rejection.
  return (...args) =>
    void (async () => act(...args))().catch((error: unknown) => reportCaughtError(errors, action, error));
}
