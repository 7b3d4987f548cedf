import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The progress of the erasure of an account. An interrupted command resumes from this progress. Every node polls it to
 * find the conversations that have changed.
 */
@Entity('erasures')
export class Erasure {
  @ForeignKey('User', { name: 'erasures_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'erasures_pkey' })
  userId!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  /** When the command last finished a conversation of the user. */
  @Index('erasures_progressed_at')
  @Column('timestamptz', { name: 'progressed_at', default: () => 'now()' })
  progressedAt!: Date;

  /** All conversations of the user up to this id, in the order of ids, are finished. Null if none is finished. */
  @Column('uuid', { name: 'after_conversation_id', nullable: true })
  afterConversationId!: string | null;

  /** Null until everything is erased. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
