import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/**
 * A conversation. `lastSeq` numbers its messages and `lastRev` its changes. Both are incremented under the lock of the
 * row.
 */
@Entity('conversations')
@Check('conversations_kind', `kind in ('direct', 'group')`)
export class Conversation {
  /** The id of a direct conversation is derived from its two participants: see `directConversationId`. */
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'conversations_pkey' })
  id!: string;

  @Column('text')
  kind!: 'direct' | 'group';

  @Column('integer', { name: 'last_seq', default: 0 })
  lastSeq!: number;

  @Column('integer', { name: 'last_rev', default: 0 })
  lastRev!: number;

  @Column('timestamptz', { name: 'last_activity_at', default: () => 'now()' })
  lastActivityAt!: Date;

  /**
   * When the conversation was closed to new messages; null while it is open. It is set under the lock of the row, and
   * senders check it under the same lock.
   */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
