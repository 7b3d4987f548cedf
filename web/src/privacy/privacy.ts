import type { Privacy, PrivacyChange } from '@smart-hub/contract/users';
import type { HubClient } from '@smart-hub/sdk';
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

/** What I show of myself: as the server has it, with the changes that it has not answered yet. */
export function usePrivacy(): OwnPrivacy {
  const { client } = useSeat();
  const [stored, setStored] = useState<Privacy>();
  const [pending, setPending] = useState<readonly PrivacyChange[]>([]);
  const [refusal, setRefusal] = useState<string>();

  useEffect(() => {
    const asking = new AbortController();
    afterEarlier(client, () => client.privacy(asking.signal)).then(setStored, (error: unknown) => {
      if (!asking.signal.aborted) setRefusal(reasonOf(error));
    });
    return () => asking.abort();
  }, [client]);

  function change(change: PrivacyChange): void {
    setRefusal(undefined);
    setPending((changes) => [...changes, change]);
    void afterEarlier(client, () => client.changePrivacy(change))
      .then(setStored, (error: unknown) => setRefusal(reasonOf(error)))
      .finally(() => setPending((changes) => changes.filter((one) => one !== change)));
  }
  const privacy = stored && pending.reduce<Privacy>((before, next) => ({ ...before, ...next }), stored);
  return { privacy, refusal, change };
}

/** The last request of each client, also of a dialog that has been closed since. */
const last = new WeakMap<HubClient, Promise<unknown>>();

/** Sends a request once those before it are answered: of two at once the first may arrive last. */
function afterEarlier<T>(client: HubClient, send: () => Promise<T>): Promise<T> {
  const answer = (last.get(client) ?? Promise.resolve()).then(send);
  last.set(
    client,
    answer.catch(() => undefined),
  );
  return answer;
}
