import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** The purpose of a mailed link. A change of address mails one link to the old address and one to the new one. */
export type Purpose = 'reset' | 'verify' | 'change-old' | 'change-new';

/** The token of a mailed link. An account has one per purpose: the latest. */
@Entity('mail_tokens')
@Index('mail_tokens_user_purpose', ['userId', 'purpose'], { unique: true })
export class MailToken {
  /** The SHA-256 hash of the token. The token itself is only in the mail. */
  @PrimaryColumn('bytea', { name: 'token_hash', primaryKeyConstraintName: 'mail_tokens_pkey' })
  tokenHash!: Buffer;

  @ForeignKey('User', { name: 'mail_tokens_user_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  @Column('varchar', { length: 20 })
  purpose!: Purpose;

  /**
   * The address to verify, or the address of the account whose password is reset. For both tokens of a change of
   * address, the new address.
   */
  @Column('varchar', { length: 254 })
  email!: string;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Index('mail_tokens_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  /**
   * When the link was opened. The row is kept until it is replaced or pruned, because it limits how soon another link
   * is mailed.
   */
  @Column('timestamptz', { name: 'used_at', nullable: true })
  usedAt!: Date | null;
}
