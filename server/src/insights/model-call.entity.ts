import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * The record of one call of a model: when messages left this server, for which request, and to which host; never the
 * contents of the messages. The table has no foreign keys, because a record outlives the user and the conversation that
 * it names.
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

  /** How often the request was sent: 1 plus the number of retries; 0 until the call has ended. */
  @Column('integer', { default: 0 })
  attempts!: number;

  @Column('integer', { name: 'prompt_tokens', nullable: true })
  promptTokens!: number | null;

  @Column('integer', { name: 'completion_tokens', nullable: true })
  completionTokens!: number | null;

  /** `started` until the call has ended. Stays `started` if the server died during the call. */
  @Column('text', { default: 'started' })
  outcome!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
