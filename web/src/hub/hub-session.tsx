import type { Login } from '@smart-hub/contract/auth';
import { Hub, type HubClient, type ConversationView, type MessageView } from '@smart-hub/sdk';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { outboxOf } from './outbox.js';

/** The logged-in user, and the API client and the hub of that user. */
export interface HubSession {
  readonly client: HubClient;
  readonly hub: Hub;
  readonly me: Login['user'];
}

const HubSessionContext = createContext<HubSession | undefined>(undefined);

interface Props {
  readonly me: Login['user'];
  /** Makes an API client that is logged in as the user. */
  readonly makeClient: () => HubClient;
  readonly children: ReactNode;
}

/** Opens the hub of a user on mount, and closes it on unmount. The client renews the login by itself. */
export function HubSessionProvider({ me, makeClient, children }: Props) {
  const [client] = useState(makeClient);
  const [hub, setHub] = useState<Hub>();

  useEffect(() => {
    let isUnmounted = false;
    const connecting = Hub.connect(client, { userId: me.id, store: outboxOf(me.id) });
    void connecting.then((hub) => (isUnmounted ? hub.close() : setHub(hub)));
    return () => {
      isUnmounted = true;
      void connecting.then((hub) => hub.close());
    };
  }, [client, me.id]);

  const session = useMemo(() => hub && { client, hub, me }, [client, hub, me]);
  // The session is undefined for a moment, until the hub has read the unsent messages from the browser.
  return session ? <HubSessionContext value={session}>{children}</HubSessionContext> : null;
}

/** Returns the session of the logged-in user. @throws Error outside of a {@link HubSessionProvider} */
export function useHubSession(): HubSession {
  const session = use(HubSessionContext);
  if (!session) throw new Error('useHubSession() is called outside of HubSessionProvider: no user is logged in.');
  return session;
}

/** Returns the value that the selector returns for the hub. Renders the component again when that value changes. */
export function useHub<T>(selector: (hub: Hub) => T): T {
  const { hub } = useHubSession();
  return useSyncExternalStore(hub.subscribe, () => selector(hub));
}

export const useConversations = (): readonly ConversationView[] => useHub((hub) => hub.conversations);

/** Returns the messages of a conversation. @param target the id of the conversation or of its other participant */
export const useMessages = (target: string): readonly MessageView[] => useHub((hub) => hub.messages(target));

/** Whether the presence of other users is up to date: the connection is open, so events about presence arrive. */
export const useIsPresenceCurrent = (): boolean =>
  useHub(({ status }) => status === 'online' || status === 'catching up');
