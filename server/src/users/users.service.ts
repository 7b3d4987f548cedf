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
 * Owns the accounts: who exists, under which name, handle and e-mail.
 *
 * Invariants: an e-mail, and a handle, has one account at most; nobody but its owner is shown an e-mail.
 * What people show of themselves is theirs; who is told of a change, listeners decide after it is stored.
 * Passwords and tokens are `auth`'s, who is online is `presence`'s, finding people is `inbox`'s.
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
   * @param spend what the account costs, in the transaction that makes it: if it throws there is no account
   * @throws ProblemError `auth.email_taken`; and what `spend` throws
   */
  async create(
    account: Pick<User, 'name' | 'email' | 'passwordHash'>,
    spend?: (rows: Rows) => Promise<void>,
  ): Promise<User> {
    const user = await this.store.insert({ id: uuid(), ...account }, spend);
    if (!user)
      throw new ProblemError('auth.email_taken', 'This e-mail already has an account: log in, or use another one.');
    return user;
  }

  findByEmail(email: string): Promise<User | null> {
    return this.store.findByEmail(email);
  }

  findById(id: string): Promise<User | null> {
    return this.store.findById(id);
  }

  /**
   * The highest cost of any hash; 0 if there is none.
   *
   * @param pattern a regular expression of the hashes that count, whose first group is the cost
   */
  highestHashCost(pattern: string): Promise<number> {
    return this.store.highestHashCost(pattern);
  }

  /** Replaces the hash of a password, unless the password was changed meanwhile. */
  replaceHash(id: string, old: string, renewed: string): Promise<void> {
    return this.store.replaceHash(id, old, renewed);
  }

  /**
   * Replaces a password, and revokes all tokens.
   *
   * @param user as it was when the password was checked
   * @param within is run in the same transaction with the new generation of tokens
   * @returns the account as it is then; undefined when the password was changed meanwhile, or the account was disabled
   */
  async replacePassword(
    { id, passwordHash: old }: Pick<User, 'id' | 'passwordHash'>,
    hash: string,
    within: (rows: Rows, generation: number) => Promise<void>,
  ): Promise<User | undefined> {
    if (!(await this.store.replacePassword(id, { old, hash }, within))) return undefined;
    return (await this.store.findById(id)) ?? undefined;
  }

  async profile(actor: Actor): Promise<Profile> {
    const user = await this.store.findById(actor.id);
    if (!user || user.erasedAt) throw accountDeleted();
    return toProfile(user);
  }

  /** Changes name, handle or colour. What is left out stays as it is. @throws ProblemError `user.handle_taken` */
  async changeProfile(actor: Actor, change: ProfileChange): Promise<Profile> {
    const outcome = await this.profiles.change(actor.id, change);
    if (outcome === 'taken')
      throw new ProblemError(
        'user.handle_taken',
        `Somebody else has the handle @${change.handle}: choose another one.`,
      );
    const user = outcome === 'stored' ? await this.store.findById(actor.id) : null;
    if (!user || user.erasedAt) throw accountDeleted();
    for (const listener of this.profileListeners) listener(toPersonProfile(user));
    return toProfile(user);
  }

  /**
   * Has something done when a user may have changed their profile: after the commit, on the node that changed it. Also when a change that
   * was stored already is made again: its answer may have been lost before it was published.
   */
  onProfileChanged(listener: (person: PersonProfile) => void): void {
    this.profileListeners.push(listener);
  }

  /** @throws ProblemError `user.not_found` */
  async person(actor: Actor, id: string): Promise<Person> {
    // Together: one statement finds both.
    const [user, viewer] = await Promise.all([this.store.findById(id), this.store.findById(actor.id)]);
    if (!user) throw new ProblemError('user.not_found', 'There is no such user.');
    return toPerson({ ...user, online: user.online && !viewer?.hidesPresence });
  }

  async privacy(actor: Actor): Promise<Privacy> {
    const user = await this.store.findById(actor.id);
    if (!user) throw accountDeleted();
    return toPrivacy(user);
  }

  /** Changes what a user shows of themselves. What is left out stays as it is. */
  async changePrivacy(actor: Actor, change: PrivacyChange): Promise<Privacy> {
    const privacy = await this.store.changePrivacy(actor.id, change);
    if (!privacy) throw accountDeleted();
    if (change.hidesPresence !== undefined) for (const listener of this.privacyListeners) listener(actor.id);
    return toPrivacy(privacy);
  }

  /** Has something done when a user may have begun or ceased to hide their presence: after the commit, on the node that changed it. */
  onPrivacyChanged(listener: (userId: string) => void): void {
    this.privacyListeners.push(listener);
  }
}

/**
 * An address as it is stored, whatever its case and form. Earlier releases registered some addresses that this one would not.
 *
 * @returns undefined for what cannot be stored
 */
export function storedEmail(typed: string): string | undefined {
  const known = Email.safeParse(typed);
  if (known.success) return known.data;
  return isStorable(typed) ? typed.trim().toLowerCase() : undefined;
}
