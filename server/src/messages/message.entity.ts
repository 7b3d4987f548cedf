import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * A message. Every key starts with the conversation id, so that the table can be sharded by conversation.
 *
 * The sender is a foreign key to the row of the participant. This one key also guarantees that the conversation and the
 * user exist. Separate foreign keys to the conversation and the user would cost one more lookup per message, and a lock
 * on the user's row, for which sends in all conversations of the user would contend.
 */
@Entity('messages')
@Unique('messages_id', ['conversationId', 'id'])
@Unique('messages_client_message_id', ['conversationId', 'senderId', 'clientMessageId'])
@Index('messages_deleted', ['conversationId', 'rev'], { where: 'deleted_at is not null' })
@ForeignKey('Participant', ['conversationId', 'senderId'], ['conversationId', 'userId'], {
  name: 'messages_sender_fkey',
})
@ForeignKey('Message', ['conversationId', 'replyTo'], ['conversationId', 'id'], { name: 'messages_reply_fkey' })
export class Message {
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'messages_pkey' })
  conversationId!: string;

  /** Counts 1, 2, 3 in each conversation, without gaps, in commit order. */
  @PrimaryColumn('integer', { primaryKeyConstraintName: 'messages_pkey' })
  seq!: number;

  @Column('uuid')
  id!: string;

  @Column('uuid', { name: 'sender_id' })
  senderId!: string;

  @Column('text')
  content!: string;

  @Column('varchar', { name: 'client_message_id', length: 64, nullable: true })
  clientMessageId!: string | null;

  @Column('uuid', { name: 'reply_to', nullable: true })
  replyTo!: string | null;

  /**
   * Null unless the message was deleted. A deleted message has an empty content, and keeps its `seq`, its ids and its
   * sender.
   */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  /** The revision of the conversation at which this row last changed. */
  @Column('integer')
  rev!: number;

  /** When the message was stored. Never decreases as `seq` increases. */
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
