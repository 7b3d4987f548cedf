import type { ActionItem, InsightItem } from '@smart-hub/contract/insights';
import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

/** The contents of an insight other than its summary. */
export interface InsightItems {
  readonly keyPoints: InsightItem[];
  readonly decisions: InsightItem[];
  readonly actionItems: ActionItem[];
  readonly openQuestions: InsightItem[];
}

/** The insight of a conversation: at most one, and always complete. */
@Entity('insights')
@Unique('insights_id', ['conversationId', 'id'])
@Check('insights_generator', `generator in ('openai', 'extractive')`)
export class Insight {
  @ForeignKey('Conversation', { name: 'insights_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'insights_pkey' })
  conversationId!: string;

  @Column('uuid')
  id!: string;

  @Column('text')
  summary!: string;

  /** Every message id in the items was verified before the insight was stored. */
  @Column('jsonb')
  items!: InsightItems;

  @Column('integer', { name: 'dropped_items' })
  droppedItems!: number;

  @Column('text')
  generator!: 'openai' | 'extractive';

  @Column('text', { nullable: true })
  model!: string | null;

  @Column('integer', { name: 'from_seq' })
  fromSeq!: number;

  @Column('integer', { name: 'to_seq' })
  toSeq!: number;

  @Column('integer', { name: 'covered_messages' })
  coveredMessages!: number;

  @Column('integer', { name: 'skipped_messages' })
  skippedMessages!: number;

  @ForeignKey('User', { name: 'insights_requested_by_fkey' })
  @Column('uuid', { name: 'requested_by' })
  requestedBy!: string;

  @Column('integer', { name: 'prompt_tokens', nullable: true })
  promptTokens!: number | null;

  @Column('integer', { name: 'completion_tokens', nullable: true })
  completionTokens!: number | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'updated_at', default: () => 'now()' })
  updatedAt!: Date;
}
