import type { Person } from '@smart-hub/contract/users';
import { useMemo } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { goBackTo } from '../ui/sheets.js';

/** A person to write to for the first time. */
export type Newcomer = Readonly<Pick<Person, 'id' | 'name' | 'handle' | 'color' | 'joinedAt'>>;

/** Where one can be. */
export const paths = {
  home: '/',
  conversation: (id: string) => `/c/${id}`,
  message: (conversationId: string, id: string) => `/c/${conversationId}?message=${id}`,
  person: (id: string) => `/u/${id}`,
  account: '/account',
};

/** What the address names. */
export type Place =
  | { readonly kind: 'home' | 'account' | 'unknown' }
  | { readonly kind: 'conversation'; readonly id: string; readonly led: Led | undefined }
  /** Somebody to write to, with their profile where the search found them and no link led here. */
  | { readonly kind: 'person'; readonly id: string; readonly profile: Newcomer | undefined };

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
  const [, person] = useRoute('/u/:id');
  // Links to people from before `/u/:id`.
  const [, newcomer] = useRoute('/new/:id');
  const [isAccount] = useRoute(paths.account);
  const [isHome] = useRoute(paths.home);
  const state = useHistoryState<(Partial<PersonState> & { readonly ledAt?: number }) | null>();
  const messageId = new URLSearchParams(useSearch()).get('message');
  const ledAt = state?.ledAt;
  // It is another object after each time that somebody was led, also to where one is.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const led = useMemo(() => (messageId === null ? undefined : { messageId }), [messageId, ledAt]);
  if (conversation) return { kind: 'conversation', id: conversation.id, led };
  const id = person?.id ?? newcomer?.id;
  if (id !== undefined) return { kind: 'person', id, profile: profileIn(id, state) };
  return { kind: isAccount ? 'account' : isHome ? 'home' : 'unknown' };
}

function profileIn(id: string, state: Partial<PersonState> | null): Newcomer | undefined {
  const name = state?.name;
  return name === undefined ? undefined : { id, ...personState({ ...state, id, name }) };
}

/** How to get elsewhere. */
export function useGo() {
  const [place, navigate] = useLocation();
  return {
    /** To the list. Adds no history entry: the browser's back button must not return to the conversation. */
    home: () =>
      goBackTo((path) => path === paths.home) || navigate(paths.home, { replace: true, state: { sheets: [] } }),
    account: () => {
      if (place !== paths.account) navigate(paths.account);
    },
    /** To where the account page was opened; home where a link led to it. */
    back: () => goBackTo(() => true) || navigate(paths.home),
    /** @param keepsSheet whether the sheet that led there stays open beside it */
    message: (conversationId: string, id: string, keepsSheet = false) =>
      navigate(paths.message(conversationId, id), { replace: keepsSheet, state: { ledAt: Date.now() } }),
    conversation: (id: string, replace = false) => navigate(paths.conversation(id), { replace }),
    person: (person: Newcomer) => navigate(paths.person(person.id), { state: personState(person) }),
  };
}
