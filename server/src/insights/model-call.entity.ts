import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * One call of a model: that something left this server, when, why and where to; never what. It outlives what it names.
 */
@Entity('model_calls')
export class ModelCall {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'model_calls_pkey' })
  id!: string;

  @Index('model_calls_conversation')
  @Column('uuid', { name: 'conversation_id' })
  conversationId!: string;

  @Column('uuid', { name: 'requested_by' })
  requestedBy!: string;

  @Column('text')
  model!: string;

  @Column('text')
  host!: string;

  @Column('integer', { name: 'from_seq' })
  fromSeq!: number;

  @Column('integer', { name: 'to_seq' })
  toSeq!: number;

  /** How often it was sent: once, and once more for every retry. */
  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('integer', { name: 'prompt_tokens', nullable: true })
  promptTokens!: number | null;

  @Column('integer', { name: 'completion_tokens', nullable: true })
  completionTokens!: number | null;

  /** `started` until it has ended; for ever, where the server died meanwhile. */
  @Column('text', { default: 'started' })
  outcome!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
