import { stop } from './lifecycle.js';

/** What a server tells the process that has started it, once it serves. */
export interface Serving {
  readonly port: number;
}

/** Has this process stop when the one that supervises it is gone, however that ended. Does nothing where there is none. */
export function stopWithSupervisor(): void {
  if (process.connected) process.once('disconnect', () => stop(0));
}

/** Tells the supervisor, if there is one, where this process serves. */
export function tellSupervisor(serving: Serving): void {
  // That it is gone is noticed by the above.
  process.send?.(serving, undefined, undefined, () => undefined);
}
