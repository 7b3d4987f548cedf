import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An invitation: its token lets people register. */
@Entity('invitations')
@Check('invitations_uses', 'uses between 0 and max_uses')
@Index('invitations_created_by', ['createdBy', 'expiresAt'])
export class Invitation {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'invitations_pkey' })
  id!: string;

  /** The SHA-256 of the token. The token itself is only in the link. */
  @Index('invitations_token_hash', { unique: true })
  @Column('bytea', { name: 'token_hash' })
  tokenHash!: Buffer;

  /** The user who created the invitation; null for the operator. */
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
