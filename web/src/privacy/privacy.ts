import type { Privacy, PrivacyChange } from '@smart-hub/contract/users';
import { useEffect, useState } from 'react';
import { reasonOf } from '../hub/reason.js';
import { useSeat } from '../hub/seat.js';

export interface OwnPrivacy {
  /** Undefined until it is known. */
  readonly privacy: Privacy | undefined;
  /** Why the last change, or reading it, failed, in words. */
  readonly refusal: string | undefined;
  readonly change: (change: PrivacyChange) => void;
}

/** What I show of myself: as the server has it, or as it is just being changed. */
export function usePrivacy(): OwnPrivacy {
  const { client } = useSeat();
  const [privacy, setPrivacy] = useState<Privacy>();
  const [refusal, setRefusal] = useState<string>();

  useEffect(() => {
    const asking = new AbortController();
    client.privacy(asking.signal).then(setPrivacy, (error: unknown) => {
      if (!asking.signal.aborted) setRefusal(reasonOf(error));
    });
    return () => asking.abort();
  }, [client]);

  function change(change: PrivacyChange): void {
    setRefusal(undefined);
    setPrivacy((before) => before && { ...before, ...change });
    client.changePrivacy(change).then(setPrivacy, (error: unknown) => {
      setRefusal(reasonOf(error));
      setPrivacy((now) => now && { ...now, ...opposite(change) });
    });
  }
  return { privacy, refusal, change };
}

/** What a failed change leaves: each field as it was. */
function opposite(change: PrivacyChange): PrivacyChange {
  return Object.fromEntries(Object.entries(change).map(([field, value]) => [field, !value]));
}
