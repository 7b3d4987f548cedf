import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A user's part in a conversation: there is no way into one without it. */
@Entity('participants')
export class Participant {
  @ForeignKey('Conversation', { name: 'participants_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'participants_pkey' })
  conversationId!: string;

  @ForeignKey('User', { name: 'participants_user_fkey', onDelete: 'CASCADE' })
  @Index('participants_user')
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'participants_pkey' })
  userId!: string;

  /** How many messages of the conversation this user sent. */
  @Column('integer', { name: 'sent_count', default: 0 })
  sentCount!: number;

  /** Everything up to here is read. Positions never go back, and move over the messages of this user that follow them. */
  @Column('integer', { name: 'read_seq', default: 0 })
  readSeq!: number;

  /** How many messages of others are up to there: so what is unread is `last_seq - sent_count - read_count`. */
  @Column('integer', { name: 'read_count', default: 0 })
  readCount!: number;

  /** As far as the others may know: it stays behind while they read in private. */
  @Column('integer', { name: 'read_seq_shown', default: 0 })
  readSeqShown!: number;

  @Column('integer', { name: 'delivered_seq', default: 0 })
  deliveredSeq!: number;

  @Column('timestamptz', { name: 'joined_at', default: () => 'now()' })
  joinedAt!: Date;
}
