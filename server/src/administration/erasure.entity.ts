import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The erasing of an account: how far it has come. A command that was interrupted goes on from there, and every node finds the
 * conversations that have changed since it last looked.
 */
@Entity('erasures')
export class Erasure {
  @ForeignKey('User', { name: 'erasures_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'erasures_pkey' })
  userId!: string;

  @Column('timestamptz', { name: 'started_at', default: () => 'now()' })
  startedAt!: Date;

  /** When a conversation was last completed. */
  @Index('erasures_progressed_at')
  @Column('timestamptz', { name: 'progressed_at', default: () => 'now()' })
  progressedAt!: Date;

  /** The conversations of the user up to this id, in the order of ids, are complete. */
  @Column('uuid', { name: 'after_conversation_id', nullable: true })
  afterConversationId!: string | null;

  /** Null while there is more to do. */
  @Column('timestamptz', { name: 'finished_at', nullable: true })
  finishedAt!: Date | null;
}
