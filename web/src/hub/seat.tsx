import type { Login } from '@smart-hub/contract/auth';
import { Hub, type HubClient, type ConversationView, type MessageView } from '@smart-hub/sdk';
import { createContext, use, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from 'react';
import { outboxOf } from './outbox.js';

/** Where the one who is logged in sits: what they see and do goes through here. */
export interface Seat {
  readonly client: HubClient;
  readonly hub: Hub;
  readonly me: Login['user'];
}

const SeatContext = createContext<Seat | undefined>(undefined);

interface Props {
  readonly me: Login['user'];
  /** Acts as them. */
  readonly makeClient: () => HubClient;
  readonly children: ReactNode;
}

/** Opens the hub of a user, and closes it when they leave. The client renews their login by itself. */
export function SeatProvider({ me, makeClient, children }: Props) {
  const [client] = useState(makeClient);
  const [hub, setHub] = useState<Hub>();

  useEffect(() => {
    let left = false;
    const opening = Hub.connect(client, { userId: me.id, store: outboxOf(me.id) });
    void opening.then((hub) => (left ? hub.close() : setHub(hub)));
    return () => {
      left = true;
      void opening.then((hub) => hub.close());
    };
  }, [client, me.id]);

  const seat = useMemo(() => hub && { client, hub, me }, [client, hub, me]);
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
