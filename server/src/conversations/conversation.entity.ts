import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** A conversation. `lastSeq` and `lastRev` are its counters, taken under the row's lock by whatever changes it. */
@Entity('conversations')
@Check('conversations_kind', `kind in ('direct', 'group')`)
export class Conversation {
  /** A direct conversation's is made of its two people: see `directConversationId`. */
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

  /** Nothing is sent to it after that; null while it is open. Set under the lock of the row, under which senders look. */
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  closedAt!: Date | null;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
