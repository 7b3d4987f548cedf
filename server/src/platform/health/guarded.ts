import type { Logger } from '@nestjs/common';
import type { Counters } from './counters.js';

/** What is told of an error that is caught. */
export interface Guard {
  readonly counters: Counters;
  readonly logger: Pick<Logger, 'error'>;
}

/** Logs and counts an error that nobody waits for. */
export function caught({ counters, logger }: Guard, what: string, error: unknown): void {
  counters.add('errors.caught');
  logger.error(error, `${what} failed`);
}

/**
 * For what a timer, a listener or a promise calls, and nobody waits for: an error would end the process. It is logged and
 * counted (`errors.caught`) instead. Not for what must not go on after an error: that had better end with the process.
 *
 * @param what is done, for the log, such as `Ending a typist`
 * @param act may return a promise
 */
export function guarded<Args extends unknown[]>(
  guard: Guard,
  what: string,
  act: (...args: Args) => unknown,
): (...args: Args) => void {
  // An async function begins at once, and throws nothing.
  return (...args) => void (async () => act(...args))().catch((error: unknown) => caught(guard, what, error));
}
