import { Inject, Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Insight } from '@smart-hub/contract/insights';
import { problems, type ProblemCode } from '@smart-hub/contract/problem';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { ConversationsService } from '../conversations/conversations.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { FairQueue } from './fair-queue.js';
import { InsightMaker } from './insight-maker.js';
import { InsightsStore, type Attempt, type Failure } from './insights.store.js';
import { keepLease } from './lease.js';
import { hasModel } from './summarizer.js';

/** How often a request looks for the result of somebody else's attempt, in milliseconds: often at first. */
const LOOK = { first: 25, last: 1000 };
/** How many insights a node makes at once: a model is mostly waited for, the built-in digest computes. */
const AT_ONCE = { model: 8, extractive: 2 };

/** One request for the insight of a conversation. */
interface Request {
  readonly actor: Actor;
  readonly conversationId: string;
  /** The holder of a failed attempt that was there before the request: its failure is not this request's. */
  readonly failedBefore: string | undefined;
  /** Aborted when the time for an insight is over, or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Owns the insights of conversations.
 *
 * Invariants: a conversation has at most one insight, made once, whoever asks and on whatever node; a row in the database
 * is the claim to make it, and expires when its holder dies; a failure stores nothing. A request claims its conversation
 * and reads it only when the queue of this node has come to it. No connection to the database is held meanwhile.
 */
@Injectable()
export class InsightsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(InsightsService.name);
  private readonly stopping = new AbortController();
  private readonly queue: FairQueue;
  /** By user and conversation: whoever asks again while a request is open shares its result. */
  private readonly requests = new Map<string, Promise<Insight>>();

  constructor(
    private readonly store: InsightsStore,
    private readonly conversations: ConversationsService,
    private readonly maker: InsightMaker,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.queue = new FairQueue({
      atOnce: config.INSIGHTS_AT_ONCE ?? (hasModel(config) ? AT_ONCE.model : AT_ONCE.extractive),
      waiting: config.INSIGHT_QUEUE,
      waitingPerUser: config.INSIGHT_QUEUE_PER_USER,
    });
  }

  /** Gives up what is being made or waits, while requests can still be answered: another node takes it over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.requests.values());
  }

  /** @throws ProblemError `conversation.not_found` */
  async find(actor: Actor, conversationId: string): Promise<Insight | null> {
    await this.conversations.requireParticipant(actor, conversationId);
    return this.maker.stored(conversationId);
  }

  /**
   * The insight; made now if there is none.
   *
   * @throws ProblemError `conversation.not_found`, `insight.no_messages`, `insight.model_unavailable`,
   *   `insight.model_misconfigured`, `server.overloaded`
   */
  async create(actor: Actor, conversationId: string): Promise<Insight> {
    await this.conversations.requireParticipant(actor, conversationId);
    const key = `${actor.id} ${conversationId}`;
    const open = this.requests.get(key);
    if (open) return open;
    const request = this.answer(actor, conversationId).finally(() => this.requests.delete(key));
    this.requests.set(key, request);
    return request;
  }

  private async answer(actor: Actor, conversationId: string): Promise<Insight> {
    const limit = AbortSignal.timeout(Math.ceil(this.config.INSIGHT_TIMEOUT * 1000));
    const signal = AbortSignal.any([this.stopping.signal, limit]);
    try {
      const claim = await this.store.claim(conversationId);
      const failedBefore = claim?.failure ? claim.holder : undefined;
      return await this.obtain({ actor, conversationId, failedBefore, signal });
    } catch (error) {
      if (this.stopping.signal.aborted)
        throw new ProblemError('insight.model_unavailable', 'The server is stopping: ask again.');
      if (!signal.aborted || error instanceof ProblemError) throw error;
      throw new ProblemError('insight.model_unavailable', 'The insight could not be finished in time: ask again.');
    }
  }

  /** Makes the insight as soon as nobody else is making it, or waits for the result of whoever is. */
  private async obtain(request: Request): Promise<Insight> {
    const { actor, conversationId, signal } = request;
    for (let pause = LOOK.first; ; pause = Math.min(pause * 1.5, LOOK.last)) {
      const insight = await this.maker.stored(conversationId);
      if (insight) return insight;
      if (await this.isUnclaimed(request)) {
        const made = await this.queue.run(actor.id, () => this.attempt(request), signal);
        if (made) return made;
      }
      await delay(pause, undefined, { signal });
    }
  }

  /**
   * Whether nobody is making the insight.
   *
   * @throws ProblemError the failure of an attempt that ended since the request: a model that is down is not asked once
   *   per waiting person
   */
  private async isUnclaimed({ conversationId, failedBefore }: Request): Promise<boolean> {
    const claim = await this.store.claim(conversationId);
    if (claim?.failure && claim.holder !== failedBefore) throw toError(claim.failure);
    return claim?.free ?? true;
  }

  /** @returns nothing when another attempt is being made */
  private async attempt(request: Request): Promise<Insight | undefined> {
    const { actor, conversationId, signal } = request;
    const attempt = { conversationId, holder: uuid() };
    // Others may have failed, begun or finished while this request waited for its turn.
    if (!(await this.isUnclaimed(request)) || !(await this.store.take(attempt, this.config.INSIGHT_LEASE)))
      return undefined;
    const stored = await this.maker.stored(conversationId);
    if (stored) return this.store.release(attempt).then(() => stored);
    const lease = keepLease(() => this.store.renew(attempt, this.config.INSIGHT_LEASE), this.config.INSIGHT_LEASE);
    try {
      return await this.maker.make(actor, attempt, AbortSignal.any([lease.lost, signal]));
    } catch (error) {
      await this.giveUp(attempt, error);
      throw error;
    } finally {
      lease.stop();
    }
  }

  /** Ends the claim of a failed attempt. One that this node gives up because it stops is no failure: others take it over. */
  private async giveUp(attempt: Attempt, error: unknown): Promise<void> {
    try {
      if (this.stopping.signal.aborted) await this.store.release(attempt);
      else await this.store.fail(attempt, toFailure(error));
    } catch (unsaved) {
      // The lease expires by itself; the request fails with its own error.
      this.logger.warn(unsaved, 'The claim of an insight could not be ended');
    }
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof ProblemError) return { code: error.code, detail: error.message };
  return { code: 'server.error', detail: 'Something went wrong on the server; the error was logged.' };
}

function toError({ code, detail }: Failure): ProblemError {
  return new ProblemError(code in problems ? (code as ProblemCode) : 'server.error', detail);
}
