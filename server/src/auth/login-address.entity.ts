import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** An address from which somebody has registered or logged in; forgotten 90 days after the last time. */
@Entity('login_addresses')
export class LoginAddress {
  @ForeignKey('User', { name: 'login_addresses_user_fkey', onDelete: 'CASCADE' })
  @PrimaryColumn('uuid', { name: 'user_id', primaryKeyConstraintName: 'login_addresses_pkey' })
  userId!: string;

  /** Of an IPv6 address, its /64. */
  @PrimaryColumn('text', { primaryKeyConstraintName: 'login_addresses_pkey' })
  address!: string;

  @Index('login_addresses_used_at')
  @Column('timestamptz', { name: 'used_at', default: () => 'now()' })
  usedAt!: Date;
}
