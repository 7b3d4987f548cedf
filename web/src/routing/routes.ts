import type { Person } from '@smart-hub/contract/users';
import { useMemo } from 'react';
import { useLocation, useRoute, useSearch } from 'wouter';
import { useHistoryState } from 'wouter/use-browser-location';
import { goBackTo } from './sheets.js';

/** A person with whom the user has no conversation yet. */
export type NewContact = Readonly<Pick<Person, 'id' | 'name' | 'handle' | 'color' | 'joinedAt'>>;

/** The paths of the pages. */
export const paths = {
  home: '/',
  conversation: (id: string) => `/c/${id}`,
  message: (conversationId: string, id: string) => `/c/${conversationId}?message=${id}`,
  person: (id: string) => `/u/${id}`,
  account: '/account',
};

/** The page that the present address names. */
export type AppRoute =
  | { readonly kind: 'home' | 'account' | 'unknown' }
  | { readonly kind: 'conversation'; readonly id: string; readonly jumpTarget: JumpTarget | undefined }
  /** A person. `profile` is known if the user has chosen the person from a list, and undefined if a link was opened. */
  | { readonly kind: 'person'; readonly id: string; readonly profile: NewContact | undefined };

/** The message to jump to. Each jump creates a new object, even if it is to the same message as the last one. */
export interface JumpTarget {
  readonly messageId: string;
}

/** The profile of a person without a conversation, as it is stored in the browser's history entry. */
type PersonState = Omit<NewContact, 'id'>;

export function personState({ name, handle, color, joinedAt }: NewContact): PersonState {
  return {
    name,
    ...(handle !== undefined && { handle }),
    ...(color !== undefined && { color }),
    ...(joinedAt !== undefined && { joinedAt }),
  };
}

/** Returns the route of the current address. */
export function useAppRoute(): AppRoute {
  const [, conversation] = useRoute('/c/:id');
  const [, person] = useRoute('/u/:id');
  // Old links have `/new/:id` instead of `/u/:id`, and still work.
  const [, formerPerson] = useRoute('/new/:id');
  const [isAccount] = useRoute(paths.account);
  const [isHome] = useRoute(paths.home);
  const state = useHistoryState<(Partial<PersonState> & { readonly jumpedAt?: number }) | null>();
  const messageId = new URLSearchParams(useSearch()).get('message');
  const jumpedAt = state?.jumpedAt;
  // Depends on `jumpedAt`, so that each jump creates a new object, even to the same message.
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const jumpTarget = useMemo(() => (messageId === null ? undefined : { messageId }), [messageId, jumpedAt]);
  if (conversation) return { kind: 'conversation', id: conversation.id, jumpTarget };
  const id = person?.id ?? formerPerson?.id;
  if (id !== undefined) return { kind: 'person', id, profile: profileIn(id, state) };
  return { kind: isAccount ? 'account' : isHome ? 'home' : 'unknown' };
}

function profileIn(id: string, state: Partial<PersonState> | null): NewContact | undefined {
  const name = state?.name;
  return name === undefined ? undefined : { id, ...personState({ ...state, id, name }) };
}

/** Returns the functions that navigate within the page. */
export function useNavigation() {
  const [path, navigate] = useLocation();
  return {
    /**
     * Goes to the list of conversations. Goes back or replaces the history entry instead of adding one: after that the
     * browser's back button must not return to the conversation.
     */
    home: () =>
      goBackTo((previous) => previous === paths.home) || navigate(paths.home, { replace: true, state: { sheets: [] } }),
    account: () => {
      if (path !== paths.account) navigate(paths.account);
    },
    /** Leaves the account page: goes back to the page on which it was opened, or home if it was opened by a link. */
    back: () => goBackTo(() => true) || navigate(paths.home),
    /**
     * Jumps to a message.
     *
     * @param keepsSheet whether the sheet with the link to the message stays open, beside the conversation
     */
    message: (conversationId: string, id: string, keepsSheet = false) =>
      navigate(paths.message(conversationId, id), { replace: keepsSheet, state: { jumpedAt: Date.now() } }),
    conversation: (id: string, replace = false) => navigate(paths.conversation(id), { replace }),
    person: (person: NewContact) => navigate(paths.person(person.id), { state: personState(person) }),
  };
}
