import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { UnfoldedNamesStore, type UnfoldedName } from './unfolded-names.store.js';

const EVERY_MS = 1000;
/** How many names one statement folds: for some milliseconds it locks their users. */
const BATCH = 100;

/**
 * Folds the names that a version has written which knows nothing of folding: it may run beside this one during an update. Every
 * node looks once a second; each batch is folded by whichever comes first.
 */
@Injectable()
export class NameFolder implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(NameFolder.name);
  private readonly task = new RepeatingTask(
    () => this.foldAll(),
    // That the database is away, others say; the next round goes on.
    (error) => this.logger.debug(error, 'Names could not be folded'),
  );
  private isStopping = false;

  constructor(private readonly names: UnfoldedNamesStore) {}

  onModuleInit(): void {
    this.task.start(EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.task.stop();
  }

  private async foldAll(): Promise<void> {
    let after: string | null = null;
    while (!this.isStopping) {
      const users: UnfoldedName[] = await this.names.next(after, BATCH);
      if (users.length === 0) return;
      await this.names.fold(users);
      after = users.at(-1)!.id;
    }
  }
}
