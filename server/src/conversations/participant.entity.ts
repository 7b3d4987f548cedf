import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * The membership of a user in a conversation, with the read and delivered positions of the user. Without this row the
 * user has no access to the conversation.
 */
@Entity('participants')
export class Participant {
  @ForeignKey('Conversation', { name: 'participants_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'participants_pkey' })
  conversationId!: string;

  @ForeignKey('User', { name: 'participants_user_fkey', onDelete: 'CASCADE' })
  @Index('participants_user')
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'participants_pkey' })
  userId!: string;

  /** The number of messages that the user has sent to the conversation. */
  @Column('integer', { name: 'sent_count', default: 0 })
  sentCount!: number;

  /**
   * The user has read everything up to this seq. Positions never decrease. They advance over the user's own messages
   * that directly follow.
   */
  @Column('integer', { name: 'read_seq', default: 0 })
  readSeq!: number;

  /**
   * The number of messages of others up to `readSeq`. The number of unread messages is `last_seq - sent_count -
   * read_count`.
   */
  @Column('integer', { name: 'read_count', default: 0 })
  readCount!: number;

  /** The read position that is shown to others. It does not advance when the user reads in private. */
  @Column('integer', { name: 'read_seq_shown', default: 0 })
  readSeqShown!: number;

  @Column('integer', { name: 'delivered_seq', default: 0 })
  deliveredSeq!: number;

  @Column('timestamptz', { name: 'joined_at', default: () => 'now()' })
  joinedAt!: Date;
}
