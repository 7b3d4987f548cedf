import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { SessionsStore } from './sessions.store.js';

/** How often uses are stored, and rows of ended sessions deleted, in milliseconds. */
const STORE_EVERY_MS = 15_000;
const PRUNE_EVERY_MS = 600_000;

/** Stores when sessions were used last, and from where: many uses in one statement, since every request is one. Deletes ended ones. */
@Injectable()
export class SessionUses implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionUses.name);
  /** Addresses by the ids of sessions. */
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

  /** A session was used. Returns at once. */
  add(sessionId: string, address: string): void {
    this.uses.set(sessionId, address);
  }

  private async store(): Promise<void> {
    if (this.uses.size === 0) return;
    const uses = this.uses;
    this.uses = new Map();
    await this.sessions.used(uses);
  }

  private async prune(): Promise<void> {
    while (await this.sessions.prune());
  }
}
