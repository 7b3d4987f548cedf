import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/**
 * A message. Keys lead with the conversation, so that the table can be sharded by it.
 *
 * Who sends is a participant: the one reference that also vouches for the conversation and for the user. To each of them
 * by itself would be a look-up more per message, and a lock on the user's row, which their other conversations contend for.
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

  /** 1, 2, 3, without gaps, in the order of the commits. */
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

  /** Null while it has its content. A deleted one has none; its place, its ids and its sender stay. */
  @Column('timestamptz', { name: 'deleted_at', nullable: true })
  deletedAt!: Date | null;

  /** The conversation's revision that changed this row last. */
  @Column('integer')
  rev!: number;

  /** Never runs backwards against `seq`. */
  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
