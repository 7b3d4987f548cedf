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

/**
 * The interval at which a request polls for the result of another attempt, in milliseconds; the interval grows from
 * `first` to `last`.
 */
const POLL_MS = { first: 25, last: 1000 };
/**
 * How many insights a node makes at once unless `INSIGHTS_AT_ONCE` is set. With a model the node mostly waits; the
 * built-in digest uses the CPU.
 */
const DEFAULT_CONCURRENCY = { model: 8, extractive: 2 };

/** One request for the insight of a conversation. */
interface InsightRequest {
  readonly actor: Actor;
  readonly conversationId: string;
  /**
   * The `holder` of the attempt that had already failed when this request arrived. The failure of that attempt is not
   * reported to this request.
   */
  readonly earlierFailedHolder: string | undefined;
  /** Aborted after `INSIGHT_TIMEOUT`, or when the server shuts down. */
  readonly signal: AbortSignal;
}

/**
 * Returns and makes the insights of conversations.
 *
 * Invariants: a conversation has at most one insight, made once, however many users request it and on however many
 * nodes. A row in `insight_claims` is the claim of one attempt to make the insight; the claim expires when the node
 * that renews it dies. A failed attempt stores no insight. A request acquires the claim and reads the conversation only
 * when its turn in the queue of this node has come; while it waits, it holds no database connection.
 */
@Injectable()
export class InsightsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger(InsightsService.name);
  private readonly stopping = new AbortController();
  private readonly queue: FairQueue;
  /**
   * By user and conversation: a repeated request of the same user shares the result of the request that is already
   * open.
   */
  private readonly openRequests = new Map<string, Promise<Insight>>();

  constructor(
    private readonly store: InsightsStore,
    private readonly conversations: ConversationsService,
    private readonly maker: InsightMaker,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.queue = new FairQueue({
      concurrency:
        config.INSIGHTS_AT_ONCE ?? (hasModel(config) ? DEFAULT_CONCURRENCY.model : DEFAULT_CONCURRENCY.extractive),
      maxWaiting: config.INSIGHT_QUEUE,
      maxWaitingPerUser: config.INSIGHT_QUEUE_PER_USER,
    });
  }

  /**
   * Aborts all running and waiting attempts while error responses can still be sent; another node can make the
   * insights.
   */
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
    for (let pollMs = POLL_MS.first; ; pollMs = Math.min(pollMs * 1.5, POLL_MS.last)) {
      const insight = await this.maker.find(conversationId);
      if (insight) return insight;
      if (await this.canClaim(request)) {
        const newInsight = await this.queue.run(actor.id, () => this.attempt(request), signal);
        if (newInsight) return newInsight;
      }
      await delay(pollMs, undefined, { signal });
    }
  }

  /**
   * Whether no other attempt is making the insight.
   *
   * @throws ProblemError if an attempt has failed since this request arrived, with the failure of that attempt:
   *   otherwise a model that is down would be called once per waiting user
   */
  private async canClaim({ conversationId, earlierFailedHolder }: InsightRequest): Promise<boolean> {
    const claim = await this.store.findClaim(conversationId);
    if (claim?.failure && claim.holder !== earlierFailedHolder) throw toProblemError(claim.failure);
    return claim?.isFree ?? true;
  }

  /**
   * Acquires the claim, and makes the insight.
   *
   * @returns undefined when another attempt has the claim
   */
  private async attempt(request: InsightRequest): Promise<Insight | undefined> {
    const { actor, conversationId, signal } = request;
    const attempt = { conversationId, holder: uuid() };
    // Other attempts may have failed, started or finished while this request waited for its turn.
    if (!(await this.canClaim(request)) || !(await this.store.acquireClaim(attempt, this.config.INSIGHT_LEASE)))
      return undefined;
    const stored = await this.maker.find(conversationId);
    if (stored) return this.store.releaseClaim(attempt).then(() => stored);
    const lease = startLeaseRenewal(
      () => this.store.renewClaim(attempt, this.config.INSIGHT_LEASE),
      this.config.INSIGHT_LEASE,
    );
    try {
      return await this.maker.make(actor, attempt, AbortSignal.any([lease.lost, signal]));
    } catch (error) {
      await this.endClaim(attempt, error);
      throw error;
    } finally {
      lease.stop();
    }
  }

  /**
   * Ends the claim of an attempt that threw an error: records the failure, or releases the claim if this node is
   * shutting down, so that another node can make the insight.
   */
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
