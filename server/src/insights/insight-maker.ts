import { Inject, Injectable } from '@nestjs/common';
import type { Insight } from '@smart-hub/contract/insights';
import { v7 as uuid } from 'uuid';
import { ConversationsService } from '../conversations/conversations.service.js';
import { MessagesService } from '../messages/messages.service.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { Publisher } from '../realtime/publisher.js';
import { toInsight } from './insight.mapper.js';
import { InsightsStore, type Attempt } from './insights.store.js';
import { retryStatement } from './retry-statement.js';
import { SUMMARIZER, type TranscriptLimits, type Summarizer, type Transcript } from './summarizer.js';

/**
 * Makes one insight for an attempt that holds the claim: summarizes the conversation, stores the result and publishes
 * it.
 */
@Injectable()
export class InsightMaker {
  constructor(
    private readonly store: InsightsStore,
    private readonly conversations: ConversationsService,
    private readonly messages: MessagesService,
    private readonly publisher: Publisher,
    @Inject(SUMMARIZER) private readonly summarizer: Summarizer,
  ) {}

  async find(conversationId: string): Promise<Insight | null> {
    const row = await this.store.find(conversationId);
    return row ? toInsight(row) : null;
  }

  /**
   * @param signal aborted when another attempt has acquired the claim, or when the time limit or the shutdown has ended
   *   the request
   * @throws ProblemError `insight.no_messages`, `insight.model_unavailable`, `insight.model_misconfigured`
   */
  async make(actor: Actor, attempt: Attempt, signal: AbortSignal): Promise<Insight> {
    const { conversationId } = attempt;
    const source = {
      conversationId,
      requestedBy: actor.id,
      read: (limits: TranscriptLimits) => this.read(conversationId, limits),
    };
    const digest = await this.summarizer.summarize(source, {
      signal,
      // Volatile: each text contains the previous one, so a slow client misses nothing.
      onText: (text) => this.publisher.toUsersVolatile([actor.id], 'insight_progress', { conversationId, text }),
    });
    const id = uuid();
    await this.store.storeDigest(attempt, id, actor.id, digest);
    return this.publish(actor, conversationId, id);
  }

  private async read(conversationId: string, limits: TranscriptLimits): Promise<Transcript> {
    const transcript = await this.messages.transcript(conversationId, limits);
    if (transcript.messages.length === 0)
      throw new ProblemError('insight.no_messages', 'There are no messages in this conversation to summarize.');
    return transcript;
  }

  /** Publishes the stored insight if this attempt stored it; otherwise the attempt that stored it publishes it. */
  private async publish(actor: Actor, conversationId: string, id: string): Promise<Insight> {
    const insight = await retryStatement(() => this.find(conversationId));
    if (!insight)
      throw new ProblemError('insight.model_unavailable', 'Another attempt has taken over: try again in a moment.');
    const participants = await retryStatement(() => this.conversations.requireParticipants(actor, conversationId));
    if (insight.id === id) this.publisher.toUsers(participants, 'insight_created', { conversationId, insight });
    return insight;
  }
}
