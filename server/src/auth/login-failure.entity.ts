import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/**
 * A counter of failed logins to an account, either from one address that the owner has used, or from all other
 * addresses. The account need not exist.
 */
@Entity('login_failures')
export class LoginFailure {
  /** A hash of the e-mail address and, if the owner has used it, the network address. */
  @PrimaryColumn('bytea', { primaryKeyConstraintName: 'login_failures_pkey' })
  key!: Buffer;

  /** The number of failures since the last successful login, or since the last hour without a failure. */
  @Column('integer')
  failures!: number;

  @Index('login_failures_failed_at')
  @Column('timestamptz', { name: 'failed_at', default: () => 'now()' })
  failedAt!: Date;
}
