import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/** The claim of one attempt to make the insight of a conversation. It expires with its lease, by the database's clock, unless renewed. */
@Entity('insight_claims')
export class InsightClaim {
  @ForeignKey('Conversation', { name: 'insight_claims_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'insight_claims_pkey' })
  conversationId!: string;

  /** A random id generated for each attempt, which distinguishes it from the next one. */
  @Column('uuid')
  holder!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** Why the attempt failed. The requests that waited for it fail with the same error; the next request starts another attempt. */
  @Column('jsonb', { nullable: true })
  failure!: { code: string; detail: string } | null;
}
