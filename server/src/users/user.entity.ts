import { Check, Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An account. `online` and `lastSeenAt` are kept by presence; who is shown them, the mapper says. */
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

  /** The name under which they are found, in `searchable_names`; another one, or none, until that is written again. */
  @Column('varchar', { name: 'searchable_as', length: 100, nullable: true })
  searchableAs!: string | null;

  /** Lower-cased; null for who has none. */
  @Index('users_handle', { unique: true, where: 'handle is not null' })
  @Column({ type: 'varchar', length: 32, nullable: true, collation: 'C' })
  handle!: string | null;

  /** The hue of their picture in degrees; null for the one that clients choose. */
  @Column('smallint', { nullable: true })
  color!: number | null;

  /** When they changed name, handle or colour last, in whole milliseconds; later than any time before. */
  @Index('users_profile_changed_at', { where: 'profile_changed_at is not null' })
  @Column('timestamptz', { name: 'profile_changed_at', nullable: true })
  profileChangedAt!: Date | null;

  @Index('users_email', { unique: true })
  @Column('varchar', { length: 254 })
  email!: string;

  /** Since when it is known, by a link that was mailed, that the address is theirs. */
  @Column('timestamptz', { name: 'email_verified_at', nullable: true })
  emailVerifiedAt!: Date | null;

  @Column('text', { name: 'password_hash' })
  passwordHash!: string;

  @Column('boolean', { default: false })
  online!: boolean;

  /** When they came or went last: also how the nodes find what has changed. */
  @Index('users_last_seen_at')
  @Column('timestamptz', { name: 'last_seen_at', nullable: true })
  lastSeenAt!: Date | null;

  /** Whether they are shown offline to others, and others to them. */
  @Column('boolean', { name: 'hides_presence', default: false })
  hidesPresence!: boolean;

  /** Whether they are found by name. */
  @Column('boolean', { default: true })
  listed!: boolean;

  /** Since when they cannot log in; null while they can. */
  @Column('timestamptz', { name: 'disabled_at', nullable: true })
  disabledAt!: Date | null;

  /** Since when the row is a tombstone, which stays for those that refer to it. It is disabled as well, and cannot be enabled. */
  @Column('timestamptz', { name: 'erased_at', nullable: true })
  erasedAt!: Date | null;

  /** Tokens of other generations are not valid. */
  @Column('integer', { name: 'token_generation', default: 0 })
  tokenGeneration!: number;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt!: Date;
}
