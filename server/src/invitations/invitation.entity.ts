import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** Admits people who register. */
@Entity('invitations')
@Check('invitations_uses', 'uses between 0 and max_uses')
@Index('invitations_created_by', ['createdBy', 'expiresAt'])
export class Invitation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitations_pkey' })
  id!: string;

  /** SHA-256. The token itself is in the link, and nowhere else. */
  @Index('invitations_token_hash', { unique: true })
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** Null for one of the operator. */
  @ForeignKey('User', { name: 'invitations_created_by_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column('integer', { default: 0 })
  uses!: number;

  @Column('integer', { name: 'max_uses' })
  maxUses!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;
}
