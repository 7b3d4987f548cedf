import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/**
 * A login on one device. Access tokens contain its id. A session is active while it has neither ended nor expired, and
 * has the same generation as the account.
 */
@Entity('sessions')
@Index('sessions_user', ['userId', 'lastUsedAt'])
@Index('sessions_ended_at', ['endedAt'], { where: 'ended_at is not null' })
export class Session {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' })
  id!: string;

  @ForeignKey('User', { name: 'sessions_user_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /**
   * The `token_generation` of the account when the session was opened, or when the password was changed in this
   * session. A session of another generation has ended.
   */
  @Column('integer')
  generation!: number;

  /** The client program, by its `User-Agent`. */
  @Column('text')
  device!: string;

  /** The network address of the last use; for IPv6, the /64 network. */
  @Column('text')
  address!: string;

  /** The SHA-256 hash of the newest refresh token; null if the session cannot be renewed. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  /** The number of spent refresh tokens. */
  @Column('integer', { default: 0 })
  rotations!: number;

  /** When the latest refresh tokens were spent, the newest first. */
  @Column('timestamptz', { name: 'recent_rotations', array: true, default: () => `'{}'` })
  recentRotations!: Date[];

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'last_used_at', default: () => 'now()' })
  lastUsedAt!: Date;

  @Index('sessions_expires_at')
  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @Column('timestamptz', { name: 'ended_at', nullable: true })
  endedAt!: Date | null;
}
