import type { Person } from '@smart-hub/contract/users';
import { useMemo } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';

/** A person to write to for the first time. */
export type Newcomer = Readonly<Pick<Person, 'id' | 'name' | 'handle' | 'color' | 'joinedAt'>>;

/** Where one can be. */
export const paths = {
  home: '/',
  conversation: (id: string) => `/c/${id}`,
  message: (conversationId: string, id: string) => `/c/${conversationId}?message=${id}`,
  person: (id: string) => `/new/${id}`,
  account: '/account',
};

export interface Place {
  readonly conversationId: string | undefined;
  /** Somebody to write to; without a name where a link led here, and not what the search found. */
  readonly newcomer: Newcomer | { readonly id: string; readonly name?: undefined } | undefined;
  readonly led: Led | undefined;
  /** Whether this is the page of one's own account. */
  readonly isAccount: boolean;
}

/** A message that somebody was led to; another object each time, though it be the same message. */
export interface Led {
  readonly messageId: string;
}

/** What is known of a person before they have been written to: it stands beside the address. */
type PersonState = Omit<Newcomer, 'id'>;

export function personState({ name, handle, color, joinedAt }: Newcomer): PersonState {
  return {
    name,
    ...(handle !== undefined && { handle }),
    ...(color !== undefined && { color }),
    ...(joinedAt !== undefined && { joinedAt }),
  };
}

/** Where this is, out of the address. */
export function usePlace(): Place {
  const [, conversation] = useRoute('/c/:id');
  const [, person] = useRoute('/new/:id');
  const [isAccount] = useRoute(paths.account);
  const state = useHistoryState<Partial<PersonState> | null>();
  const messageId = new URLSearchParams(useSearch()).get('message');
  // The state is another object after each navigation, also to where one is.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const led = useMemo(() => (messageId === null ? undefined : { messageId }), [messageId, state]);
  const name = state?.name;
  const newcomer = person ? (name ? { ...state, id: person.id, name } : { id: person.id }) : undefined;
  return { conversationId: conversation?.id, newcomer, led, isAccount };
}

/** Says beside an address that the page was somewhere before. */
const FROM_HERE = { isFromHere: true };

/** The path of the previous history entry; undefined if there is none, or the browser has no Navigation API. */
function pathBefore(): string | undefined {
  const { navigation } = window;
  const url = navigation?.entries()[(navigation.currentEntry?.index ?? 0) - 1]?.url;
  return url ? new URL(url).pathname : undefined;
}

/** How to get elsewhere. */
export function useGo() {
  const [place, navigate] = useLocation();
  return {
    /** To the list. Adds no history entry: the browser's back button must not return to the conversation. */
    home: () => (pathBefore() === paths.home ? history.back() : navigate(paths.home, { replace: true })),
    account: () => {
      if (place !== paths.account) navigate(paths.account, { state: FROM_HERE });
    },
    /** To where the account page was opened; home where a link led to it. */
    back: () => (history.state?.isFromHere ? history.back() : navigate(paths.home)),
    message: (conversationId: string, id: string) => navigate(paths.message(conversationId, id), { state: {} }),
    conversation: (id: string, replace = false) => navigate(paths.conversation(id), { replace }),
    person: (person: Newcomer) => navigate(paths.person(person.id), { state: personState(person) }),
  };
}
