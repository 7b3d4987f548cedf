import type { Insight } from '@smart-hub/contract/insights';
import type { InsightItems } from './insight.entity.js';

/**
 * A row of `insights` as queries return it, with the number of messages that the conversation has received since the
 * insight was made.
 */
export interface InsightRow {
  readonly id: string;
  readonly conversation_id: string;
  readonly summary: string;
  readonly items: InsightItems;
  readonly dropped_items: number;
  readonly generator: 'openai' | 'extractive';
  readonly model: string | null;
  readonly from_seq: number;
  readonly to_seq: number;
  readonly covered_messages: number;
  readonly skipped_messages: number;
  readonly messages_since: number;
  readonly requested_by: string;
  readonly prompt_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly created_at: Date;
  readonly updated_at: Date;
}

export function toInsight(row: InsightRow): Insight {
  const { keyPoints, decisions, actionItems, openQuestions } = row.items;
  return {
    id: row.id,
    conversation: { id: row.conversation_id },
    summary: row.summary,
    keyPoints,
    decisions,
    actionItems,
    openQuestions,
    droppedItems: row.dropped_items,
    generator: row.generator,
    model: row.model,
    fromSeq: row.from_seq,
    toSeq: row.to_seq,
    coveredMessages: row.covered_messages,
    skippedMessages: row.skipped_messages,
    messagesSince: row.messages_since,
    requestedBy: row.requested_by,
    tokens: row.prompt_tokens === null ? null : { prompt: row.prompt_tokens, completion: row.completion_tokens ?? 0 },
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
