import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A network address from which a user has registered or logged in. Deleted 90 days after the last login. */
@Entity('login_addresses')
export class LoginAddress {
  @ForeignKey('User', { name: 'login_addresses_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'login_addresses_pkey' })
  userId!: string;

  /** For IPv6, the /64 network. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_addresses_pkey' })
  address!: string;

  @Index('login_addresses_used_at')
  @Column('timestamptz', { name: 'used_at', default: () => 'now()' })
  usedAt!: Date;
}
