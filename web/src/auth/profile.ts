import type { Profile, usersRoutes } from '@smart-hub/contract/users';
import { addressOf } from '@smart-hub/sdk';
import { logins } from './session.js';

/** The route of the logged-in user's profile. */
export const ownProfile = addressOf<typeof usersRoutes.profile>('GET', '/users/profile');

/**
 * Stores a profile with the login, which has the data of the logged-in user that the page shows.
 *
 * @returns the profile
 */
export function storeProfile(profile: Profile): Profile {
  const login = logins.load();
  if (login?.user.id === profile.id) logins.save({ ...login, user: profile });
  return profile;
}
