import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What the token of a mailed link is for. A change of address has one for the old address and one for the new one. */
export type Purpose = 'reset' | 'verify' | 'change-old' | 'change-new';

/** The token of a link that was mailed. Of each purpose an account has one: the latest. */
@Entity('mail_tokens')
@Index('mail_tokens_user_purpose', ['userId', 'purpose'], { unique: true })
export class MailToken {
  /** SHA-256. The token itself is in the mail, and nowhere else. */
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'mail_tokens_pkey' })
  tokenHash!: Buffer;

  @ForeignKey('User', { name: 'mail_tokens_user_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('varchar', { length: 20 })
  purpose!: Purpose;

  /** The address that it verifies, or resets the password of; of a change the new one, with both tokens. */
  @Column('varchar', { length: 254 })
  email!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Index('mail_tokens_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /** When its link was opened: it stays until it is replaced or pruned, since no other is mailed too soon after it. */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
