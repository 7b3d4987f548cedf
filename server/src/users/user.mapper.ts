import type { Person, PersonProfile, Privacy, Profile } from '@smart-hub/contract/users';
import type { User } from './user.entity.js';

/**
 * SQL: whether a user is shown online. It is false for a user who hides their presence, even in responses to that user,
 * so that no response ever reveals the presence.
 *
 * @param user the alias of `users` in the statement
 */
export const shownOnline = (user: string) => `(${user}.online and not ${user}.hides_presence)`;

/**
 * SQL: whether a user is shown online to a viewer. A viewer who hides their own presence sees everybody offline.
 *
 * @param viewer the parameter of the statement with the id of the viewer
 * @param user the alias of `users` in the statement
 */
export const shownOnlineTo = (viewer: string, user: string) =>
  `(${user}.online and not ${user}.hides_presence
    and not exists (select from users viewer where viewer.id = ${viewer} and viewer.hides_presence))`;

/** Returns a user as the sender of a message. */
export function toSender({ id, name, online, erasedAt }: Pick<User, 'id' | 'name' | 'online' | 'erasedAt'>): Person {
  return { id, name, online, ...(erasedAt && { deletedAt: erasedAt.toISOString() }) };
}

/** SQL: the columns of a {@link ProfileRow}. @param user the alias of `users` in the statement */
export const profileColumns = (user: string) =>
  `${user}.handle, ${user}.color, ${user}.created_at as "createdAt", ${user}.profile_changed_at as "profileChangedAt"`;

/** The profile of a user, without id and name. */
export type ProfileRow = Pick<User, 'handle' | 'color' | 'createdAt' | 'profileChangedAt'>;

/** Returns a user as others see them. An erased account has no profile. */
export function toPerson(user: Pick<User, 'id' | 'name' | 'online' | 'erasedAt'> & ProfileRow): Person {
  return user.erasedAt ? toSender(user) : { ...toPersonProfile(user), online: user.online };
}

/** Like {@link toPerson}, without presence. */
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

/** Returns the privacy settings of a user. */
export function toPrivacy({ hidesPresence, listed }: Privacy): Privacy {
  return { hidesPresence, listed };
}

/** Returns a user as they see themselves. */
export function toProfile(user: User): Profile {
  return {
    ...toPerson(user),
    email: user.email,
    emailVerified: user.emailVerifiedAt !== null,
    createdAt: user.createdAt.toISOString(),
  };
}
