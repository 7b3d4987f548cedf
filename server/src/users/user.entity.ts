import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An account. `presence` maintains `online` and `lastSeenAt`; `user.mapper.ts` decides to whom they are shown. */
@Entity('users')
@Check('users_email_lower', 'email = lower(email)')
@Index('users_name', ['name', 'id'])
@Index('users_online', ['id'], { where: 'online' })
@Index('users_not_searchable', ['id'], { where: 'searchable_as is distinct from name' })
export class User {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'users_pkey' })
  id!: string;

  @Column('varchar', { length: 100 })
  name!: string;

  /**
   * The name whose folded form is in `searchable_names`. While it differs from `name`, or is null, `name` has not been
   * folded yet.
   */
  @Column('varchar', { name: 'searchable_as', length: 100, nullable: true })
  searchableAs!: string | null;

  /** In lower case; null if the user has none. */
  @Index('users_handle', { unique: true, where: 'handle is not null' })
  @Column({ type: 'varchar', length: 32, nullable: true, collation: 'C' })
  handle!: string | null;

  /** The hue of the profile picture in degrees; null if the client chooses it. */
  @Column('smallint', { nullable: true })
  color!: number | null;

  /** When name, handle or colour last changed, in whole milliseconds. Strictly increases with every change. */
  @Index('users_profile_changed_at', { where: 'profile_changed_at is not null' })
  @Column('timestamptz', { name: 'profile_changed_at', nullable: true })
  profileChangedAt!: Date | null;

  @Index('users_email', { unique: true })
  @Column('varchar', { length: 254 })
  email!: string;

  /** When the user verified the e-mail address by a mailed link; null if it is not verified. */
  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt!: Date | null;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('boolean', { default: false })
  online!: boolean;

  /** When the user last went online or offline. Nodes also use it to find changes of presence. */
  @Index('users_last_seen_at')
  @Column('timestamptz', { name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;

  /**
   * Whether the user hides their presence: the user is shown offline to others, and others are shown offline to the
   * user.
   */
  @Column('boolean', { name: 'hides_presence', default: false })
  hidesPresence!: boolean;

  /** Whether the user can be found by name and handle. */
  @Column('boolean', { default: true })
  listed!: boolean;

  /** When the account was disabled; null while the user can log in. */
  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  /**
   * When the account was erased. The row stays as a tombstone for the rows that reference it; it is disabled and cannot
   * be enabled.
   */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  /** The current generation of access tokens. Tokens of earlier generations are invalid. */
  @Column('integer', { name: 'token_generation', default: 0 })
  tokenGeneration!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
