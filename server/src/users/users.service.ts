import { Injectable } from '@nestjs/common';
import { isStorable } from '@smart-hub/contract/text-rules';
import {
  Email,
  type Person,
  type PersonProfile,
  type Privacy,
  type PrivacyChange,
  type Profile,
  type ProfileChange,
} from '@smart-hub/contract/users';
import { v7 as uuid } from 'uuid';
import type { Rows } from '../platform/database/sql.js';
import type { Actor } from '../platform/http/identity.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted } from '../platform/problems/session-ended.js';
import { ProfilesStore } from './profiles.store.js';
import { toPerson, toPersonProfile, toPrivacy, toProfile } from './user.mapper.js';
import type { User } from './user.entity.js';
import { UsersStore } from './users.store.js';

/**
 * Owns the accounts: their names, handles, e-mail addresses, profiles and privacy settings.
 *
 * Invariants: an e-mail address, and a handle, belongs to at most one account. An e-mail address is shown only to its
 * owner. Changes are stored before listeners are called, and the listeners decide to whom a change is published.
 * Passwords and tokens belong to `auth`, online users to `presence`, finding people to `inbox`.
 */
@Injectable()
export class UsersService {
  private readonly privacyListeners: ((userId: string) => void)[] = [];
  private readonly profileListeners: ((person: PersonProfile) => void)[] = [];

  constructor(
    private readonly store: UsersStore,
    private readonly profiles: ProfilesStore,
  ) {}

  /**
   * Creates an account.
   *
   * @param withinTransaction runs in the transaction that creates the account, e.g. to use up an invitation. If it
   *   throws, no account is created.
   * @throws ProblemError `auth.email_taken`, and any error that `withinTransaction` throws
   */
  async create(
    account: Pick<User, 'name' | 'email' | 'passwordHash'>,
    withinTransaction?: (rows: Rows) => Promise<void>,
  ): Promise<User> {
    const user = await this.store.insert({ id: uuid(), ...account }, withinTransaction);
    if (!user)
      throw new ProblemError(
        'auth.email_taken',
        'This e-mail address already has an account: log in, or use another one.',
      );
    return user;
  }

  findByEmail(email: string): Promise<User | null> {
    return this.store.findByEmail(email);
  }

  findById(id: string): Promise<User | null> {
    return this.store.findById(id);
  }

  /**
   * Returns the highest cost of all password hashes; 0 if there is none.
   *
   * @param pattern a regular expression of the hashes to consider; its first group is the cost
   */
  highestHashCost(pattern: string): Promise<number> {
    return this.store.highestHashCost(pattern);
  }

  /** Replaces the hash of a password that stays the same. Does nothing if the password was changed in the meantime. */
  replacePasswordHash(id: string, old: string, renewed: string): Promise<void> {
    return this.store.replacePasswordHash(id, old, renewed);
  }

  /**
   * Replaces a password, and revokes all tokens.
   *
   * @param user the account as it was when the password was checked
   * @param withinTransaction runs in the same transaction, with the new generation of tokens
   * @returns the changed account; undefined if the password was changed in the meantime, or the account was disabled
   */
  async replacePassword(
    { id, passwordHash: old }: Pick<User, 'id' | 'passwordHash'>,
    hash: string,
    withinTransaction: (rows: Rows, generation: number) => Promise<void>,
  ): Promise<User | undefined> {
    if (!(await this.store.replacePassword(id, { old, hash }, withinTransaction))) return undefined;
    return (await this.store.findById(id)) ?? undefined;
  }

  /** Returns the profile of the actor. */
  async profile(actor: Actor): Promise<Profile> {
    const user = await this.store.findById(actor.id);
    if (!user || user.erasedAt) throw accountDeleted();
    return toProfile(user);
  }

  /** Changes name, handle or colour. Omitted fields stay unchanged. @throws ProblemError `user.handle_taken` */
  async changeProfile(actor: Actor, change: ProfileChange): Promise<Profile> {
    const outcome = await this.profiles.change(actor.id, change);
    if (outcome === 'taken')
      throw new ProblemError('user.handle_taken', `Another user has the handle @${change.handle}: choose another one.`);
    const user = outcome === 'stored' ? await this.store.findById(actor.id) : null;
    if (!user || user.erasedAt) throw accountDeleted();
    for (const listener of this.profileListeners) listener(toPersonProfile(user));
    return toProfile(user);
  }

  /**
   * Calls `listener` after the commit of a profile change, on the node that made the change. Also calls it when a
   * client repeats a change that is already stored, because the first attempt may have failed before the change was
   * published.
   */
  onProfileChanged(listener: (person: PersonProfile) => void): void {
    this.profileListeners.push(listener);
  }

  /** Returns a user as the actor sees them. @throws ProblemError `user.not_found` */
  async person(actor: Actor, id: string): Promise<Person> {
    // The lookups are concurrent, so that one statement finds both users.
    const [user, viewer] = await Promise.all([this.store.findById(id), this.store.findById(actor.id)]);
    if (!user) throw new ProblemError('user.not_found', 'There is no user with this id.');
    return toPerson({ ...user, online: user.online && !viewer?.hidesPresence });
  }

  async privacy(actor: Actor): Promise<Privacy> {
    const user = await this.store.findById(actor.id);
    if (!user) throw accountDeleted();
    return toPrivacy(user);
  }

  /** Changes the privacy settings of a user. Omitted fields stay unchanged. */
  async changePrivacy(actor: Actor, change: PrivacyChange): Promise<Privacy> {
    const privacy = await this.store.changePrivacy(actor.id, change);
    if (!privacy) throw accountDeleted();
    if (change.hidesPresence !== undefined) for (const listener of this.privacyListeners) listener(actor.id);
    return toPrivacy(privacy);
  }

  /**
   * Calls `listener` after the commit when a user has changed whether they hide their presence, on the node that made
   * the change.
   */
  onPrivacyChanged(listener: (userId: string) => void): void {
    this.privacyListeners.push(listener);
  }
}

/**
 * Returns a typed e-mail address in the form in which addresses are stored, whatever its case and Unicode form. Also
 * accepts addresses that earlier releases registered and this release would not.
 *
 * @returns undefined for a text that cannot be stored
 */
export function normalizeEmail(typed: string): string | undefined {
  const known = Email.safeParse(typed);
  if (known.success) return known.data;
  return isStorable(typed) ? typed.trim().toLowerCase() : undefined;
}
