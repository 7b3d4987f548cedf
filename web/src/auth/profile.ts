import type { Profile, usersRoutes } from '@smart-hub/contract/users';
import { addressOf } from '@smart-hub/sdk';
import { logins } from './session.js';

/** Who is logged in, as the server has it. */
export const ownProfile = addressOf<typeof usersRoutes.profile>('GET', '/users/profile');

/** Keeps a profile with the login, of which the page shows who is logged in. @returns the profile */
export function keepProfile(profile: Profile): Profile {
  const login = logins.load();
  if (login?.user.id === profile.id) logins.save({ ...login, user: profile });
  return profile;
}
