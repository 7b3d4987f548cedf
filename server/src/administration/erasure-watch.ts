import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RepeatingTask } from '../platform/repeating-task.js';
import { Publisher } from '../realtime/publisher.js';
import { ErasureWatchStore, type ErasureRow } from './erasure-watch.store.js';

/** How often it is looked, in milliseconds. Clients are asked to catch up within the next 3 s. */
const EVERY_MS = 1000;

/**
 * Has clients catch up in whose conversations messages were deleted. Accounts are erased by a command, beside the nodes; so each node
 * looks in the database how far that has come, and asks the clients that are connected to it.
 */
@Injectable()
export class ErasureWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ErasureWatch.name);
  private readonly task = new RepeatingTask(
    () => this.look(),
    // That the database is away, others say; the next look goes on.
    (error) => this.logger.debug(error, 'The progress of erasures could not be read'),
  );
  private lastLook: Date | undefined;
  /** Up to which conversation the partners of a user were asked. */
  private reached = new Map<string, string>();

  constructor(
    private readonly store: ErasureWatchStore,
    private readonly publisher: Publisher,
  ) {}

  onModuleInit(): void {
    this.task.start(EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  private async look(): Promise<void> {
    const { at, erasures } = await this.store.progressed(this.lastLook);
    const reached = new Map<string, string>();
    for (const erasure of erasures) await this.askPartners(erasure, reached);
    // An erasing that has stopped, and goes on later than the look reaches back, begins with the first conversation again.
    this.reached = reached;
    this.lastLook = at;
  }

  private async askPartners(
    { user_id: userId, after_conversation_id: upTo }: ErasureRow,
    reached: Map<string, string>,
  ) {
    if (upTo === null) return;
    const after = this.reached.get(userId);
    if (after !== upTo) this.publisher.catchUpHere(await this.store.partners(userId, after, upTo));
    reached.set(userId, upTo);
  }
}
