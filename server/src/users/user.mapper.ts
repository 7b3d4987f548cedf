import type { Person, Profile } from '@smart-hub/contract/users';
import type { User } from './user.entity.js';

/** A user as others see them. */
export function toPerson(user: Pick<User, 'id' | 'name' | 'online'>): Person {
  return { id: user.id, name: user.name, online: user.online };
}

/** A user as they see themselves. */
export function toProfile(user: User): Profile {
  return { ...toPerson(user), email: user.email, createdAt: user.createdAt.toISOString() };
}
