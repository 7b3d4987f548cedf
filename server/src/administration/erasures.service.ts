import { CredentialsService } from '../auth/credentials.service.js';
import type { Config } from '../platform/config/config.js';
import { LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import type { Sql } from '../platform/database/sql.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ErasuresStore, type ErasureCounts } from './erasures.store.js';
import { CommandError } from './command-error.js';

/** How many conversations one query looks up. */
const PAGE_SIZE = 200;
/**
 * For how long a transaction is retried while another transaction has locked a row, in milliseconds. Each attempt waits
 * for the lock for 2 s.
 */
const LOCK_TIMEOUT_MS = 30_000;

/** Receives the progress of an erasure. */
export interface ErasureListener {
  /** Both arguments count from the start of this command, not from the start of the erasure. */
  onProgress(done: ErasureCounts, total: ErasureCounts): void;
  /** Called whenever a transaction is retried because another transaction has locked a row. */
  onLocked(): void;
}

/**
 * Erases accounts: removes all data that identifies the person, and turns the person's messages into tombstones, which
 * keep their `seq`.
 *
 * Invariants: an erasure can be interrupted at any point, and resumes from that point when the command is run again. No
 * server needs to run. From the first step on, the account cannot be used and no conversation with it can be created;
 * no message can be sent to a closed conversation. The person is renamed before the revisions of their conversations
 * change, so that a client that has these revisions also has the new name.
 */
export class ErasuresService {
  private constructor(
    private readonly store: ErasuresStore,
    private readonly credentials: CredentialsService,
  ) {}

  static forCommand(sql: Sql, config: Config): ErasuresService {
    return new ErasuresService(new ErasuresStore(sql), CredentialsService.forCommand(sql, config));
  }

  /**
   * Erases an account, or resumes its erasure.
   *
   * @returns what was erased since the start of this command
   * @throws CommandError if a row stays locked
   */
  async erase(userId: string, listener: ErasureListener): Promise<ErasureCounts> {
    await this.credentials.forgetFailures(userId);
    await this.retryWhileLocked(() => this.store.begin(userId), listener);
    logSecurity('admin.user_erasing', { userId });
    const total = await this.store.countRemaining(userId);
    const done = await this.eraseConversations(userId, total, listener);
    await this.retryWhileLocked(() => this.store.finish(userId), listener);
    logSecurity('admin.user_erased', { userId });
    return done;
  }

  private async eraseConversations(
    userId: string,
    total: ErasureCounts,
    listener: ErasureListener,
  ): Promise<ErasureCounts> {
    let done: ErasureCounts = { conversations: 0, messages: 0 };
    for (;;) {
      const conversationIds = await this.store.nextConversations(userId, PAGE_SIZE);
      if (conversationIds.length === 0) return done;
      for (const conversationId of conversationIds) {
        let step = { seq: 0, isDone: false };
        while (!step.isDone) {
          const { seq } = step;
          const next = await this.retryWhileLocked(() => this.store.eraseBatch(userId, conversationId, seq), listener);
          done = {
            conversations: done.conversations + (next.isDone ? 1 : 0),
            messages: done.messages + next.deleted,
          };
          listener.onProgress(done, total);
          step = next;
        }
      }
    }
  }

  /** Retries a transaction for up to {@link LOCK_TIMEOUT_MS} while another transaction has locked a row. */
  private async retryWhileLocked<T>(transaction: () => Promise<T>, listener: ErasureListener): Promise<T> {
    const deadline = performance.now() + LOCK_TIMEOUT_MS;
    for (;;) {
      try {
        return await transaction();
      } catch (error) {
        if (refusalState(error) !== LOCK_NOT_AVAILABLE) throw error;
        if (performance.now() > deadline)
          throw new CommandError(
            'Another transaction keeps a row locked. End it, and run the command again to resume.',
          );
        listener.onLocked();
      }
    }
  }
}
