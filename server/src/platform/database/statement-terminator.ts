import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from './sql.js';

/** The pause between attempts to terminate a statement, in milliseconds. */
const PAUSE_MS = 1000;

/** Terminates statements whose outcome is unknown, as soon as the database responds again. */
export class StatementTerminator {
  /** For the failure of each statement that may still run: the function that resolves its promise. */
  private readonly unfinished = new Map<unknown, () => void>();
  private readonly stopping = new AbortController();
  private isTerminating = false;

  constructor(private readonly sql: Sql) {}

  /**
   * Resolves once a statement can no longer run; never if {@link stop} is called first.
   *
   * @param failure the error with which `Sql.write` failed
   */
  terminate(failure: unknown): Promise<void> {
    const over = Promise.withResolvers<void>();
    this.unfinished.set(failure, over.resolve);
    if (!this.isTerminating) void this.terminateAll();
    return over.promise;
  }

  /** Stops trying to terminate statements, because the server is shutting down. */
  stop(): void {
    this.stopping.abort();
  }

  /** Terminates one statement at a time, so as not to occupy the connections on which the lease is renewed. */
  private async terminateAll(): Promise<void> {
    const { signal } = this.stopping;
    this.isTerminating = true;
    while (this.unfinished.size > 0 && !signal.aborted) {
      await delay(PAUSE_MS, undefined, { ref: false, signal }).catch(() => undefined);
      for (const [failure, resolve] of this.unfinished) {
        const isOver = await this.sql.terminate(failure).then(
          () => true,
          () => false,
        );
        if (!isOver) continue;
        this.unfinished.delete(failure);
        resolve();
      }
    }
    this.isTerminating = false;
  }
}
