import type { Person, PersonProfile, Privacy, Profile } from '@smart-hub/contract/users';
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

/** A user as the sender of a message. */
export function toSender({ id, name, online, erasedAt }: Pick<User, 'id' | 'name' | 'online' | 'erasedAt'>): Person {
  return { id, name, online, ...(erasedAt && { deletedAt: erasedAt.toISOString() }) };
}

/** In SQL, the columns of a {@link ProfileRow}. @param user the name that `users` has in the statement */
export const profileColumns = (user: string) =>
  `${user}.handle, ${user}.color, ${user}.created_at as "createdAt", ${user}.profile_changed_at as "profileChangedAt"`;

/** Who somebody is, beside their id and name. */
export type ProfileRow = Pick<User, 'handle' | 'color' | 'createdAt' | 'profileChangedAt'>;

/** A user as others see them. Of a deleted account nothing is left to see. */
export function toPerson(user: Pick<User, 'id' | 'name' | 'online' | 'erasedAt'> & ProfileRow): Person {
  return user.erasedAt ? toSender(user) : { ...toPersonProfile(user), online: user.online };
}

/** The same without presence. */
export function toPersonProfile(user: Pick<User, 'id' | 'name'> & ProfileRow): PersonProfile {
  const { id, name, handle, color, createdAt, profileChangedAt } = user;
  return {
    id,
    name,
    ...(handle !== null && { handle }),
    ...(color !== null && { color }),
    joinedAt: createdAt.toISOString().slice(0, 10),
    ...(profileChangedAt && { changedAt: profileChangedAt.toISOString() }),
  };
}

/** What a user shows of themselves. */
export function toPrivacy({ hidesPresence, listed }: Privacy): Privacy {
  return { hidesPresence, listed };
}

/** A user as they see themselves. */
export function toProfile(user: User): Profile {
  return {
    ...toPerson(user),
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    createdAt: user.createdAt.toISOString(),
  };
}
