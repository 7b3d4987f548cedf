import type { Login } from '@smart-hub/contract/auth';
import { Hub, HubClient, indexedDbStore, memoryStore, type ConversationView, type MessageView } from '@smart-hub/sdk';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';

/** Where the one who is logged in sits: what they see and do goes through here. */
export interface Seat {
  readonly client: HubClient;
  readonly hub: Hub;
  readonly me: Login['user'];
}

const SeatContext = createContext<Seat | undefined>(undefined);

async function take(client: HubClient, userId: string): Promise<Hub> {
  const store = indexedDbStore(`hub-${userId}`);
  // A browser that keeps nothing (some private windows) can chat all the same.
  return Hub.connect(client, { userId, store }).catch(() => Hub.connect(client, { userId, store: memoryStore() }));
}

/** Opens the hub of a user, and closes it when they leave. A new token of the same user goes on with the same hub. */
export function SeatProvider({ session, children }: { session: Login; children: ReactNode }) {
  const { user, access_token: token } = session;
  const [client] = useState(() => new HubClient({ url: location.origin, token }));
  const [hub, setHub] = useState<Hub>();

  useEffect(() => {
    let left = false;
    const opening = take(client, user.id);
    void opening.then((hub) => (left ? hub.close() : setHub(hub)));
    return () => {
      left = true;
      void opening.then((hub) => hub.close());
    };
  }, [client, user.id]);

  useEffect(() => {
    client.useToken(token);
    if (hub?.status === 'logged out') hub.resume();
  }, [client, hub, token]);

  const seat = useMemo(() => hub && { client, hub, me: user }, [client, hub, user]);
  // The first moment, until the browser has said what is still unsent.
  return seat ? <SeatContext value={seat}>{children}</SeatContext> : null;
}

/** @throws Error outside of a {@link SeatProvider} */
export function useSeat(): Seat {
  const seat = use(SeatContext);
  if (!seat) throw new Error('Nobody is logged in here.');
  return seat;
}

/** What the hub shows in one way; renders again when that is another object. */
export function useHub<T>(look: (hub: Hub) => T): T {
  const { hub } = useSeat();
  return useSyncExternalStore(hub.subscribe, () => look(hub));
}

export const useConversations = (): readonly ConversationView[] => useHub((hub) => hub.conversations);

/** @param place a conversation, or a person */
export const useMessages = (place: string): readonly MessageView[] => useHub((hub) => hub.messages(place));

/** Whether what is told of others, such as who is there, is told now. */
export const useIsCurrent = (): boolean => useHub(({ status }) => status === 'online' || status === 'catching up');
