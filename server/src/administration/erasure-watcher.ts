import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { Publisher } from '../realtime/publisher.js';
import { ErasureWatcherStore, type ErasureRow } from './erasure-watcher.store.js';

/** The polling interval, in milliseconds. Clients get `resync` within 3 s after a poll. */
const INTERVAL_MS = 1000;

/**
 * Sends `resync` to clients after messages in their conversations were deleted with an account. Accounts are erased by
 * a command in another process, so each node polls the database for the progress of erasures, and notifies its own
 * clients.
 */
@Injectable()
export class ErasureWatcher implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ErasureWatcher.name);
  private readonly task = new RepeatingTask(
    () => this.poll(),
    // Logged at level debug only, because other components log that the database is unreachable. The next poll retries.
    (error) => this.logger.debug(error, 'The progress of erasures could not be read'),
  );
  private lastPolledAt: Date | undefined;
  /** By erased user: the id of the last conversation whose participants have been sent `resync`. */
  private resyncedUpTo = new Map<string, string>();

  constructor(
    private readonly store: ErasureWatcherStore,
    private readonly publisher: Publisher,
  ) {}

  onModuleInit(): void {
    this.task.start(INTERVAL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  private async poll(): Promise<void> {
    const { at, erasures } = await this.store.progressSince(this.lastPolledAt);
    const resyncedUpTo = new Map<string, string>();
    for (const erasure of erasures) await this.resyncPartners(erasure, resyncedUpTo);
    // If an erasure makes no progress for longer than the overlap of the queries, it is forgotten here. When it
    // progresses again, the participants of all its finished conversations are sent `resync` again.
    this.resyncedUpTo = resyncedUpTo;
    this.lastPolledAt = at;
  }

  private async resyncPartners(
    { user_id: userId, after_conversation_id: upTo }: ErasureRow,
    resyncedUpTo: Map<string, string>,
  ) {
    if (upTo === null) return;
    const after = this.resyncedUpTo.get(userId);
    if (after !== upTo) this.publisher.resyncLocalUsers(await this.store.partners(userId, after, upTo));
    resyncedUpTo.set(userId, upTo);
  }
}
