import { Column, Entity, ForeignKey, PrimaryColumn } from 'typeorm';

/**
 * The claim of one attempt to make the insight of a conversation. The claim expires at `expires_at`, by the database's
 * clock, unless the attempt renews it.
 */
@Entity('insight_claims')
export class InsightClaim {
  @ForeignKey('Conversation', { name: 'insight_claims_conversation_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'conversation_id', primaryKeyConstraintName: 'insight_claims_pkey' })
  conversationId!: string;

  /** A random id generated for each attempt, which distinguishes the attempt from later ones. */
  @Column('uuid')
  holder!: string;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /**
   * Why the attempt failed. The requests that waited for the attempt fail with the same error; the next request starts
   * another attempt.
   */
  @Column('jsonb', { nullable: true })
  failure!: { code: string; detail: string } | null;
}
