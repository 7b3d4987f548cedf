import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The progress of the erasure of an account. An interrupted command resumes from there, and every node uses it to find
 * the conversations that have changed since it last polled.
 */
@Entity('erasures')
export class Erasure {
  @ForeignKey('User', { name: 'erasures_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'erasures_pkey' })
  userId!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  /** When the erasure of a conversation last finished. */
  @Index('erasures_progressed_at')
  @Column('timestamptz', { name: 'progressed_at', default: () => 'now()' })
  progressedAt!: Date;

  /** The conversations of the user up to this id, in the order of their ids, are finished. */
  @Column('uuid', { name: 'after_conversation_id', nullable: true })
  afterConversationId!: string | null;

  /** Null until everything is erased. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
