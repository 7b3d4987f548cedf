import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from './sql.js';

/** The pause between attempts to terminate a statement, in milliseconds. */
const PAUSE_MS = 1000;

/** Terminates statements that were never answered, once the database can be asked. */
export class UnansweredStatements {
  /** For each failure of a statement that may still run, what to call when it no longer can. */
  private readonly unfinished = new Map<unknown, () => void>();
  private readonly stopping = new AbortController();
  private isTerminating = false;

  constructor(private readonly sql: Sql) {}

  /**
   * Resolves once a statement can no longer run; never, when {@link stop} comes first.
   *
   * @param failure what `Sql.write` failed with
   */
  terminate(failure: unknown): Promise<void> {
    const over = Promise.withResolvers<void>();
    this.unfinished.set(failure, over.resolve);
    if (!this.isTerminating) void this.terminateAll();
    return over.promise;
  }

  /** Makes no more attempts: the server is shutting down. */
  stop(): void {
    this.stopping.abort();
  }

  /** One statement after the other: they must not occupy the connections on which the lease is renewed. */
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
