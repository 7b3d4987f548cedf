import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** Failed logins at one account: from everywhere, or from an address that its owner has used. The account need not exist. */
@Entity('login_failures')
export class LoginFailure {
  /** The account, and the address if it is one of its own, as a hash. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'login_failures_pkey' })
  key!: Buffer;

  /** Since the last login that succeeded, or since an hour without any. */
  @Column('integer')
  failures!: number;

  @Index('login_failures_failed_at')
  @Column('timestamptz', { name: 'failed_at', default: () => 'now()' })
  failedAt!: Date;
}
