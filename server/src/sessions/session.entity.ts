import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** A login on one device. Access tokens name it; it is valid while it has neither ended nor expired, and is of its account's generation. */
@Entity('sessions')
@Index('sessions_user', ['userId', 'lastUsedAt'])
@Index('sessions_ended_at', ['endedAt'], { where: 'ended_at is not null' })
export class Session {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'sessions_pkey' })
  id!: string;

  @ForeignKey('User', { name: 'sessions_user_fkey', onDelete: 'CASCADE' })
  @Column('uuid', { name: 'user_id' })
  userId!: string;

  /** The `token_generation` of the account when it was opened, or when it changed the password. Those of other generations have ended. */
  @Column('integer')
  generation!: number;

  /** The program that logged in, as it names itself. */
  @Column('text')
  device!: string;

  /** From which it was used last. Of an IPv6 address, its /64. */
  @Column('text')
  address!: string;

  /** SHA-256 of the newest refresh token; null: it cannot be renewed. */
  @Column('bytea', { name: 'token_hash', nullable: true })
  tokenHash!: Buffer | null;

  /** How many refresh tokens were spent. */
  @Column('integer', { default: 0 })
  rotations!: number;

  /** When the last of them were spent, the newest first. */
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
