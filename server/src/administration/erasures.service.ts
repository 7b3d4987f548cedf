import { CredentialsService } from '../auth/credentials.service.js';
import type { Config } from '../platform/config/config.js';
import { LOCK_NOT_AVAILABLE, refusalState } from '../platform/database/connection-failure.js';
import type { Sql } from '../platform/database/sql.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ErasuresStore, type Extent } from './erasures.store.js';
import { Refusal } from './refusal.js';

/** How many conversations are looked up at once. */
const PAGE = 200;
/** How long a row may stay locked by somebody else, in milliseconds; each attempt waits for 2 s. */
const LOCKED_MS = 30_000;

/** Told of the progress of an erasing. */
export interface ErasingListener {
  /** @param done and what there is in all, since this command was started */
  onProgress(done: Extent, all: Extent): void;
  onLocked(): void;
}

/**
 * Erases accounts: removes what identifies a person, and turns their messages into tombstones that keep their place.
 *
 * Invariants: it may be interrupted at any point, and goes on from there when it is run again; no server need be running. From the first
 * step on nobody can use the account, and no conversation with it can be made; in a conversation that was closed nothing can be sent. A
 * person is renamed before the revisions of their conversations are taken, so that whoever has these knows them by the new name.
 */
export class ErasuresService {
  private constructor(
    private readonly store: ErasuresStore,
    private readonly credentials: CredentialsService,
  ) {}

  static over(sql: Sql, config: Config): ErasuresService {
    return new ErasuresService(new ErasuresStore(sql), CredentialsService.over(sql, config));
  }

  /**
   * Erases an account, or goes on with it.
   *
   * @returns what was done, since this command was started
   * @throws Refusal when a row stays locked
   */
  async erase(userId: string, listener: ErasingListener): Promise<Extent> {
    await this.credentials.forgetFailures(userId);
    await this.unlocked(() => this.store.begin(userId), listener);
    logSecurity('admin.user_erasing', { userId });
    const all = await this.store.extent(userId);
    const done = await this.eraseConversations(userId, all, listener);
    await this.unlocked(() => this.store.finish(userId), listener);
    logSecurity('admin.user_erased', { userId });
    return done;
  }

  private async eraseConversations(userId: string, all: Extent, listener: ErasingListener): Promise<Extent> {
    let done: Extent = { conversations: 0, messages: 0 };
    for (;;) {
      const conversationIds = await this.store.next(userId, PAGE);
      if (conversationIds.length === 0) return done;
      for (const conversationId of conversationIds) {
        let step = { seq: 0, isDone: false };
        while (!step.isDone) {
          const { seq } = step;
          const next = await this.unlocked(() => this.store.eraseFrom(userId, conversationId, seq), listener);
          done = {
            conversations: done.conversations + (next.isDone ? 1 : 0),
            messages: done.messages + next.deleted,
          };
          listener.onProgress(done, all);
          step = next;
        }
      }
    }
  }

  /** Tries again for a while where somebody else has locked a row. */
  private async unlocked<T>(act: () => Promise<T>, listener: ErasingListener): Promise<T> {
    const deadline = performance.now() + LOCKED_MS;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (refusalState(error) !== LOCK_NOT_AVAILABLE) throw error;
        if (performance.now() > deadline)
          throw new Refusal('Another transaction keeps a row locked: end it, and run the command again to go on.');
        listener.onLocked();
      }
    }
  }
}
