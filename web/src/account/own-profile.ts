import type { Profile, ProfileChange } from '@smart-hub/contract/users';
import { useCallback } from 'react';
import { keepProfile, ownProfile } from '../auth/profile.js';
import { useFresh } from '../hub/fresh.js';
import { patience } from '../hub/patience.js';
import { useSeat } from '../hub/seat.js';

export interface OwnProfile {
  /** As the server has it; undefined until it is known. */
  readonly profile: Profile | undefined;
  /** Why it could not be read, in words. */
  readonly refusal: string | undefined;
  readonly reload: () => Promise<void>;
  /** @throws HubError as the client's `changeProfile` */
  readonly change: (change: ProfileChange) => Promise<Profile>;
}

/** Who I am, as the server has it now; the whole page shows it from then on. */
export function useOwnProfile(): OwnProfile {
  const { client } = useSeat();
  const read = useCallback(async () => keepProfile(await client.call(ownProfile, {}, patience())), [client]);
  const { value: profile, refusal, reload } = useFresh(read);
  const change = useCallback(
    async (change: ProfileChange) => {
      const changed = keepProfile(await client.changeProfile(change, patience()));
      await reload();
      return changed;
    },
    [client, reload],
  );
  return { profile, refusal, reload, change };
}
