import type { Person, Privacy, Profile } from '@smart-hub/contract/users';
import type { User } from './user.entity.js';

/**
 * In SQL, whether a user is shown online: also to themselves, so that it is false wherever it is told.
 *
 * @param user the name that `users` has in the statement
 */
export const shownOnline = (user: string) => `(${user}.online and not ${user}.hides_presence)`;

/**
 * The same for who looks: who hides their own presence is shown nobody's.
 *
 * @param viewer their id: a parameter of the statement
 */
export const shownOnlineTo = (viewer: string, user: string) =>
  `(${user}.online and not ${user}.hides_presence
    and not exists (select from users viewer where viewer.id = ${viewer} and viewer.hides_presence))`;

/** A user as others see them. */
export function toPerson({ id, name, online, erasedAt }: Pick<User, 'id' | 'name' | 'online' | 'erasedAt'>): Person {
  return { id, name, online, ...(erasedAt && { deletedAt: erasedAt.toISOString() }) };
}

/** What a user shows of themselves. */
export function toPrivacy({ hidesPresence, listed }: Privacy): Privacy {
  return { hidesPresence, listed };
}

/** A user as they see themselves. */
export function toProfile(user: User): Profile {
  return { ...toPerson(user), email: user.email, createdAt: user.createdAt.toISOString() };
}
