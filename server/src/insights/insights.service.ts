import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Insight } from '@smart-hub/contract/insights';
import { problems, type ProblemCode } from '@smart-hub/contract/problem';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Publisher } from '../realtime/publisher.js';
import { toInsight } from './insight.mapper.js';
import { InsightsStore, type Attempt, type Failure } from './insights.store.js';
import { SUMMARIZER, type Digest, type Progress, type Summarizer } from './summarizer.js';

/** No insight reads further back than this, whoever writes it. */
const MOST = { messages: 20_000, characters: 4_000_000 };
/** How often those who wait look, in milliseconds: quickly at first, for the built-in digest takes no time. */
const LOOK = { first: 25, last: 1000 };

/**
 * Owns what conversations are summed up to.
 *
 * What holds for ever: a conversation has one insight at most, made once, whoever asks, on whatever node; a row in the
 * database is the claim to make it, and ends by itself when its holder dies; a failure stores nothing. No connection to
 * the database is held while it is made. How one is made is the `Summarizer`'s.
 */
@Injectable()
export class InsightsService implements OnApplicationShutdown {
  private readonly logger = new Logger(InsightsService.name);
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();

  constructor(
    private readonly store: InsightsStore,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesService,
    private readonly publisher: Publisher,
    @Inject(SUMMARIZER) private readonly summarizer: Summarizer,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** What is being made is given up, so that another node need not wait for the end of the lease. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.running);
  }

  /** @throws ProblemError `conversation.not_found` */
  async find(actor: Actor, conversationId: string): Promise<Insight | null> {
    await this.conversations.requireParticipant(actor, conversationId);
    return this.stored(conversationId);
  }

  /**
   * The insight; made now if there is none.
   *
   * @throws ProblemError `conversation.not_found`, `insight.no_messages`, `insight.model_unavailable`,
   *   `insight.model_misconfigured`
   */
  async create(actor: Actor, conversationId: string): Promise<Insight> {
    await this.conversations.requireParticipant(actor, conversationId);
    const attempt = { conversationId, holder: uuid() };
    const deadline = performance.now() + this.config.INSIGHT_TIMEOUT * 1000;
    let awaited: string | undefined;
    for (let pause = LOOK.first; performance.now() < deadline; pause = Math.min(pause * 1.5, LOOK.last)) {
      const insight = await this.stored(conversationId);
      if (insight) return insight;
      const claim = await this.store.claim(conversationId);
      // Who waited for an attempt shares its failure: a model that is down is not asked once per waiting person.
      if (claim?.failure && claim.holder === awaited) throw toError(claim.failure);
      if ((claim?.free ?? true) && (await this.store.take(attempt, this.config.INSIGHT_LEASE)))
        return this.attend(this.make(actor, attempt));
      awaited = claim?.holder;
      await delay(pause);
    }
    throw new ProblemError('insight.model_unavailable', 'The insight is still being made: ask again in a moment.');
  }

  private async stored(conversationId: string): Promise<Insight | null> {
    const row = await this.store.find(conversationId);
    return row ? toInsight(row) : null;
  }

  private attend<T>(work: Promise<T>): Promise<T> {
    const attended = work.finally(() => this.running.delete(attended));
    this.running.add(attended);
    return attended;
  }

  private async make(actor: Actor, attempt: Attempt): Promise<Insight> {
    // Another may have finished between our look and our claim.
    const made = await this.stored(attempt.conversationId);
    if (made) return this.store.release(attempt).then(() => made);
    const lease = this.keepLease(attempt);
    try {
      const digest = await this.summarize(actor, attempt.conversationId, lease.signal);
      return await this.finish(actor, attempt, digest);
    } catch (error) {
      await this.store.fail(attempt, toFailure(error));
      throw error;
    } finally {
      lease.stop();
    }
  }

  private async summarize(actor: Actor, conversationId: string, signal: AbortSignal): Promise<Digest> {
    const { messages, older } = await this.messages.transcript(conversationId, MOST);
    if (messages.length === 0)
      throw new ProblemError('insight.no_messages', 'There are no messages in this conversation to sum up.');
    const transcript = { conversationId, requestedBy: actor.id, messages, older };
    const progress: Progress = {
      signal,
      // Each text holds the one before: who does not keep up misses nothing.
      onText: (text) => this.publisher.toUsersWhoKeepUp([actor.id], 'insight_progress', { conversationId, text }),
    };
    return this.summarizer.summarize(transcript, progress);
  }

  private async finish(actor: Actor, attempt: Attempt, digest: Digest): Promise<Insight> {
    const { conversationId } = attempt;
    const mine = await this.store.finish(attempt, uuid(), actor.id, digest);
    const insight = await this.stored(conversationId);
    if (!insight)
      throw new ProblemError('insight.model_unavailable', 'Another attempt has taken over: ask again in a moment.');
    const participants = await this.conversations.requireParticipants(actor, conversationId);
    if (mine) this.publisher.toUsers(participants, 'insight_created', { conversationId, insight });
    return insight;
  }

  /** Prolongs the lease as long as the work lasts, within its limit; once it is lost, the work is ended. */
  private keepLease(attempt: Attempt): { signal: AbortSignal; stop(): void } {
    const { INSIGHT_LEASE: lease, INSIGHT_TIMEOUT: limit } = this.config;
    const lost = new AbortController();
    const renew = async () => {
      if (!(await this.store.renew(attempt, lease))) lost.abort();
    };
    const timer = setInterval(
      () => {
        renew().catch((error: unknown) => this.logger.warn(error, 'The lease of an insight could not be renewed'));
      },
      (lease * 1000) / 3,
    );
    return {
      signal: AbortSignal.any([lost.signal, this.stopping.signal, AbortSignal.timeout(limit * 1000)]),
      stop: () => clearInterval(timer),
    };
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof ProblemError) return { code: error.code, detail: error.message };
  return { code: 'server.error', detail: 'Something went wrong here; it has been logged.' };
}

function toError({ code, detail }: Failure): ProblemError {
  return new ProblemError(code in problems ? (code as ProblemCode) : 'server.error', detail);
}
