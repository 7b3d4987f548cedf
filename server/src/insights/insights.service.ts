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
import { InsightsStore, type Attempt, type AttemptFailure } from './insights.store.js';
import { startLeaseRenewal } from './lease-renewal.js';
import { hasModel } from './summarizer.js';

/** The interval in which a request polls for the result of another attempt, in milliseconds; it grows from `first` to `last`. */
const POLL_MS = { first: 25, last: 1000 };
/** How many insights a node makes at once: with a model the node mostly waits, while the built-in digest uses the CPU. */
const DEFAULT_CONCURRENCY = { model: 8, extractive: 2 };

/** One request for the insight of a conversation. */
interface InsightRequest {
  readonly actor: Actor;
  readonly conversationId: string;
  /** The holder of an attempt that had failed before the request: its failure does not fail this request. */
  readonly earlierFailedHolder: string | undefined;
  /** Aborted when `INSIGHT_TIMEOUT` is over, or the server stops. */
  readonly signal: AbortSignal;
}

/**
 * Owns the insights of conversations.
 *
 * Invariants: a conversation has at most one insight, made once, however many users request it and on however many nodes. A
 * row in the database is the claim to make it, and expires when its holder dies. A failure stores no insight. A request
 * claims and reads its conversation only when its turn in the queue of this node has come. Meanwhile no connection to the
 * database is held.
 */
@Injectable()
export class InsightsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(InsightsService.name);
  private readonly stopping = new AbortController();
  private readonly queue: FairQueue;
  /** By user and conversation: a repeated request of the same user shares the result of the open one. */
  private readonly openRequests = new Map<string, Promise<Insight>>();

  constructor(
    private readonly store: InsightsStore,
    private readonly conversations: ConversationsService,
    private readonly maker: InsightMaker,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.queue = new FairQueue({
      concurrency: config.INSIGHTS_AT_ONCE ?? (hasModel(config) ? DEFAULT_CONCURRENCY.model : DEFAULT_CONCURRENCY.extractive),
      maxWaiting: config.INSIGHT_QUEUE,
      maxWaitingPerUser: config.INSIGHT_QUEUE_PER_USER,
    });
  }

  /** Aborts all running and waiting attempts while responses can still be sent; another node takes them over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.openRequests.values());
  }

  /** @throws ProblemError `conversation.not_found` */
  async find(actor: Actor, conversationId: string): Promise<Insight | null> {
    await this.conversations.requireParticipant(actor, conversationId);
    return this.maker.find(conversationId);
  }

  /**
   * Returns the insight, and makes it first if there is none.
   *
   * @throws ProblemError `conversation.not_found`, `insight.no_messages`, `insight.model_unavailable`,
   *   `insight.model_misconfigured`, `server.overloaded`
   */
  async create(actor: Actor, conversationId: string): Promise<Insight> {
    await this.conversations.requireParticipant(actor, conversationId);
    const key = `${actor.id} ${conversationId}`;
    const openRequest = this.openRequests.get(key);
    if (openRequest) return openRequest;
    const request = this.handleRequest(actor, conversationId).finally(() => this.openRequests.delete(key));
    this.openRequests.set(key, request);
    return request;
  }

  private async handleRequest(actor: Actor, conversationId: string): Promise<Insight> {
    const timeout = AbortSignal.timeout(Math.ceil(this.config.INSIGHT_TIMEOUT * 1000));
    const signal = AbortSignal.any([this.stopping.signal, timeout]);
    try {
      const claim = await this.store.findClaim(conversationId);
      const earlierFailedHolder = claim?.failure ? claim.holder : undefined;
      return await this.makeOrAwait({ actor, conversationId, earlierFailedHolder, signal });
    } catch (error) {
      if (this.stopping.signal.aborted)
        throw new ProblemError('insight.model_unavailable', 'The server is stopping: try again.');
      if (!signal.aborted || error instanceof ProblemError) throw error;
      throw new ProblemError('insight.model_unavailable', 'The insight could not be finished in time: try again.');
    }
  }

  /** Makes the insight as soon as no other attempt is making it, or waits for the result of that attempt. */
  private async makeOrAwait(request: InsightRequest): Promise<Insight> {
    const { actor, conversationId, signal } = request;
    for (let pause = POLL_MS.first; ; pause = Math.min(pause * 1.5, POLL_MS.last)) {
      const insight = await this.maker.find(conversationId);
      if (insight) return insight;
      if (await this.canClaim(request)) {
        const made = await this.queue.run(actor.id, () => this.attempt(request), signal);
        if (made) return made;
      }
      await delay(pause, undefined, { signal });
    }
  }

  /**
   * Whether no other attempt is making the insight.
   *
   * @throws ProblemError the failure of an attempt that failed since the request: otherwise a model that is down would be
   *   called once per waiting user
   */
  private async canClaim({ conversationId, earlierFailedHolder }: InsightRequest): Promise<boolean> {
    const claim = await this.store.findClaim(conversationId);
    if (claim?.failure && claim.holder !== earlierFailedHolder) throw toProblemError(claim.failure);
    return claim?.isFree ?? true;
  }

  /** @returns undefined when another attempt has the claim */
  private async attempt(request: InsightRequest): Promise<Insight | undefined> {
    const { actor, conversationId, signal } = request;
    const attempt = { conversationId, holder: uuid() };
    // Other attempts may have failed, started or finished while this request waited for its turn.
    if (!(await this.canClaim(request)) || !(await this.store.acquireClaim(attempt, this.config.INSIGHT_LEASE)))
      return undefined;
    const stored = await this.maker.find(conversationId);
    if (stored) return this.store.releaseClaim(attempt).then(() => stored);
    const lease = startLeaseRenewal(() => this.store.renewClaim(attempt, this.config.INSIGHT_LEASE), this.config.INSIGHT_LEASE);
    try {
      return await this.maker.make(actor, attempt, AbortSignal.any([lease.lost, signal]));
    } catch (error) {
      await this.endClaim(attempt, error);
      throw error;
    } finally {
      lease.stop();
    }
  }

  /** Ends the claim of a failed attempt. An attempt that ends because this node stops is no failure: another node takes it over. */
  private async endClaim(attempt: Attempt, error: unknown): Promise<void> {
    try {
      if (this.stopping.signal.aborted) await this.store.releaseClaim(attempt);
      else await this.store.recordFailure(attempt, toFailure(error));
    } catch (claimError) {
      // The lease expires by itself, and the request fails with its original error.
      this.logger.warn(claimError, 'Cannot end the claim of an insight');
    }
  }
}

function toFailure(error: unknown): AttemptFailure {
  if (error instanceof ProblemError) return { code: error.code, detail: error.message };
  return { code: 'server.error', detail: 'Something went wrong on the server; the error was logged.' };
}

function toProblemError({ code, detail }: AttemptFailure): ProblemError {
  return new ProblemError(code in problems ? (code as ProblemCode) : 'server.error', detail);
}
