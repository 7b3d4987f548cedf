import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { UnfoldedNamesStore, type UnfoldedName } from './unfolded-names.store.js';

/** The polling interval, in milliseconds. */
const INTERVAL_MS = 1000;
/** How many names one statement folds. It locks the rows of the users for some milliseconds. */
const BATCH_SIZE = 100;

/**
 * Folds names that an older release has written without folding them. Such a release can run beside this one during an
 * upgrade. Every node polls once a second, and the first node to lock a batch folds it.
 */
@Injectable()
export class NameFolder implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(NameFolder.name);
  private readonly task = new RepeatingTask(
    () => this.foldAll(),
    // Logged at level debug only, because other components log that the database is unreachable. The next run retries.
    (error) => this.logger.debug(error, 'Names could not be folded'),
  );
  private isStopping = false;

  constructor(private readonly names: UnfoldedNamesStore) {}

  onModuleInit(): void {
    this.task.start(INTERVAL_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.task.stop();
  }

  private async foldAll(): Promise<void> {
    let after: string | null = null;
    while (!this.isStopping) {
      const users: UnfoldedName[] = await this.names.next(after, BATCH_SIZE);
      if (users.length === 0) return;
      await this.names.fold(users);
      after = users.at(-1)!.id;
    }
  }
}
