import type { Profile, ProfileChange } from '@smart-hub/contract/users';
import { useCallback } from 'react';
import { storeProfile, ownProfile } from '../auth/profile.js';
import { useReloadedValue } from '../lib/reloaded-value.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { useHubSession } from '../hub/hub-session.js';

export interface OwnProfile {
  /** Undefined until it has been loaded. */
  readonly profile: Profile | undefined;
  /** The error message of the last load; undefined if it succeeded. */
  readonly errorMessage: string | undefined;
  readonly reload: () => Promise<void>;
  /** Changes the profile. @throws HubError as `HubClient.changeProfile` */
  readonly change: (change: ProfileChange) => Promise<Profile>;
}

/**
 * Loads and changes the user's profile. Stores each loaded profile with the login, so that all parts of the page show
 * it.
 */
export function useOwnProfile(): OwnProfile {
  const { client } = useHubSession();
  const read = useCallback(async () => storeProfile(await client.call(ownProfile, {}, requestTimeout())), [client]);
  const { value: profile, errorMessage, reload } = useReloadedValue(read);
  const change = useCallback(
    async (change: ProfileChange) => {
      const changed = storeProfile(await client.changeProfile(change, requestTimeout()));
      await reload();
      return changed;
    },
    [client, reload],
  );
  return { profile, errorMessage, reload, change };
}
