import type { Privacy, PrivacyChange } from '@smart-hub/contract/users';
import type { HubClient } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { errorMessageOf } from '../lib/error-message.js';
import { useHubSession } from '../hub/hub-session.js';

export interface OwnPrivacy {
  /** Undefined until it is loaded. */
  readonly privacy: Privacy | undefined;
  /** The error message of the last load or change; undefined if it succeeded. */
  readonly errorMessage: string | undefined;
  readonly change: (change: PrivacyChange) => void;
}

/** The user's privacy settings: those that the server has stored, with changes applied that are being sent. */
export function usePrivacy(): OwnPrivacy {
  const { client } = useHubSession();
  const [stored, setStored] = useState<Privacy>();
  const [pending, setPending] = useState<readonly PrivacyChange[]>([]);
  const [errorMessage, setErrorMessage] = useState<string>();

  useEffect(() => {
    const aborter = new AbortController();
    sendInOrder(client, () => client.privacy(aborter.signal)).then(setStored, (error: unknown) => {
      if (!aborter.signal.aborted) setErrorMessage(errorMessageOf(error));
    });
    return () => aborter.abort();
  }, [client]);

  function change(change: PrivacyChange): void {
    setErrorMessage(undefined);
    setPending((changes) => [...changes, change]);
    void sendInOrder(client, () => client.changePrivacy(change))
      .then(setStored, (error: unknown) => setErrorMessage(errorMessageOf(error)))
      .finally(() => setPending((changes) => changes.filter((pendingChange) => pendingChange !== change)));
  }
  const privacy = stored && pending.reduce<Privacy>((before, next) => ({ ...before, ...next }), stored);
  return { privacy, errorMessage, change };
}

/**
 * The last request of each client. Kept outside of the settings page, because requests continue when the page is
 * closed.
 */
const lastRequests = new WeakMap<HubClient, Promise<unknown>>();

/**
 * Sends a request after the response to the previous request, because concurrent requests can arrive in another order.
 */
function sendInOrder<T>(client: HubClient, send: () => Promise<T>): Promise<T> {
  const response = (lastRequests.get(client) ?? Promise.resolve()).then(send);
  lastRequests.set(
    client,
    response.catch(() => undefined),
  );
  return response;
}
