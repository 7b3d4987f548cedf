import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { SessionsStore } from './sessions.store.js';

/** How often uses are stored, in milliseconds. */
const STORE_EVERY_MS = 15_000;
/** How often ended sessions are deleted, in milliseconds. */
const PRUNE_EVERY_MS = 600_000;

/**
 * Stores the time and the network address of the last use of each session. Batches them into one statement per
 * interval, because every request is a use. Also deletes ended sessions.
 */
@Injectable()
export class SessionUsage implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionUsage.name);
  /** The latest network address by session id. */
  private uses = new Map<string, string>();
  private readonly storing = new RepeatingTask(
    () => this.store(),
    (error) => this.logger.warn(error, 'Uses of sessions could not be stored'),
  );
  private readonly pruning = new RepeatingTask(
    () => this.prune(),
    (error) => this.logger.warn(error, 'Ended sessions could not be deleted'),
  );

  constructor(private readonly sessions: SessionsStore) {}

  onModuleInit(): void {
    this.storing.start(STORE_EVERY_MS);
    this.pruning.start(PRUNE_EVERY_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.storing.stop(), this.pruning.stop()]);
    await this.store().catch((error: unknown) => this.logger.warn(error, 'Uses of sessions could not be stored'));
  }

  /** Records a use of a session, to be stored with the next batch. */
  record(sessionId: string, address: string): void {
    this.uses.set(sessionId, address);
  }

  private async store(): Promise<void> {
    if (this.uses.size === 0) return;
    const uses = this.uses;
    this.uses = new Map();
    await this.sessions.storeUses(uses);
  }

  private async prune(): Promise<void> {
    while (await this.sessions.prune());
  }
}
