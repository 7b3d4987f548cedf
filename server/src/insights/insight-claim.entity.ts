import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** Somebody is making the insight of a conversation. It ends with its lease, by the database's clock, unless renewed. */
@Entity('insight_claims')
export class InsightClaim {
  @ForeignKey('Conversation', { name: 'insight_claims_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'insight_claims_pkey' })
  conversationId!: string;

  /** Made up for each attempt: it tells one from the next. */
  @Column('uuid')
  holder!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** How the attempt failed; those who waited for it are told, and the next request starts another. */
  @Column('jsonb', { nullable: true })
  failure!: { code: string; detail: string } | null;
}
