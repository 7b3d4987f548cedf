import type { Conversation } from '@smart-hub/contract/conversations';
import type { EventPayload } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { SyncPage } from '@smart-hub/contract/sync';
import type { PersonProfile } from '@smart-hub/contract/users';
import {
  countOf,
  isIncomplete,
  unknownConversation,
  withChanges,
  withCounted,
  withMessage,
  withPerson,
  withPositions,
  type ConversationState,
} from './conversation-state.js';
import { shortened, withNewer, withOlder, withoutWindow, withWindow } from './window.js';

export interface Presence {
  readonly online: boolean;
  /** When they left; null while they are there, and for who has never been. */
  readonly lastSeenAt: string | null;
}

/** All that a client knows. Immutable: what did not change is the same object. */
export interface ViewState {
  readonly conversations: ReadonlyMap<string, ConversationState>;
  readonly presence: ReadonlyMap<string, Presence>;
  /** From when on to ask for changes of profiles; absent before the first answer. */
  readonly peopleAt?: string;
}

export type ViewEvent =
  | { readonly type: 'message'; readonly message: Message; readonly receiver?: PersonProfile | undefined }
  | { readonly type: 'listed'; readonly conversations: readonly Conversation[] }
  | { readonly type: 'synced'; readonly page: SyncPage }
  | {
      readonly type: 'older' | 'newer' | 'window';
      readonly conversationId: string;
      readonly messages: readonly Message[];
    }
  | { readonly type: 'shortened'; readonly conversationId: string; readonly side: 'oldest' | 'newest' }
  | { readonly type: 'newest'; readonly conversationId: string }
  | {
      readonly type: 'read' | 'delivered';
      readonly conversationId: string;
      readonly userId: string;
      readonly seq: number;
      /** To the reader, also where only these have changed: what is left, and up to which message it was counted. */
      readonly lastSeq?: number | undefined;
      readonly unread?: number | undefined;
    }
  | { readonly type: 'profile'; readonly person: PersonProfile }
  | { readonly type: 'typing'; readonly conversationId: string; readonly userIds: readonly string[] }
  | { readonly type: 'nobody_typing' }
  | { readonly type: 'presence_state'; readonly users: EventPayload<'presence_state'>['users'] }
  | { readonly type: 'presence'; readonly userId: string; readonly presence: Presence };

export const emptyView: ViewState = { conversations: new Map(), presence: new Map() };

/** The view after an event. Pure; equal events may come twice, and in any order. */
export function reduce(view: ViewState, event: ViewEvent): ViewState {
  switch (event.type) {
    case 'message':
      return update(view, event.message.conversation.id, (known) => withMessage(known, event.message, event.receiver));
    case 'listed':
      return event.conversations.reduce(listed, view);
    case 'synced':
      return synced(view, event.page);
    case 'older':
      return updateKnown(view, event.conversationId, (known) => withOlder(known, event.messages));
    case 'newer':
      return updateKnown(view, event.conversationId, (known) => withNewer(known, event.messages));
    case 'window':
      return updateKnown(view, event.conversationId, (known) => withWindow(known, event.messages));
    case 'shortened':
      return updateKnown(view, event.conversationId, (known) => shortened(known, event.side));
    case 'newest':
      return updateKnown(view, event.conversationId, withoutWindow);
    case 'read':
    case 'delivered': {
      const position = { userId: event.userId, [event.type === 'read' ? 'readSeq' : 'deliveredSeq']: event.seq };
      const { lastSeq, unread, seq: readSeq } = event;
      return updateKnown(view, event.conversationId, (known) => {
        const moved = withPositions(known, [position]);
        return lastSeq === undefined || unread === undefined ? moved : withCounted(moved, { readSeq, lastSeq, unread });
      });
    }
    case 'profile':
      return withProfiles(view, [event.person]);
    case 'typing':
      return updateKnown(view, event.conversationId, (known) => ({ ...known, typing: event.userIds }));
    case 'nobody_typing':
      return [...view.conversations.values()]
        .filter(({ typing }) => typing.length > 0)
        .reduce((next, { id }) => updateKnown(next, id, (known) => ({ ...known, typing: [] })), view);
    case 'presence_state':
      return { ...view, presence: new Map(event.users.map(({ id, ...presence }) => [id, withoutPast(presence)])) };
    case 'presence':
      return { ...view, presence: new Map(view.presence).set(event.userId, event.presence) };
  }
}

/** Whether something is missing that only the server can tell. */
export function isBehind({ conversations }: ViewState): boolean {
  for (const conversation of conversations.values()) if (isIncomplete(conversation)) return true;
  return false;
}

/** Who is there has not been seen last. */
function withoutPast(presence: Presence): Presence {
  return presence.online ? { online: true, lastSeenAt: null } : presence;
}

/** A conversation out of the list at the start: its newest message, without those before. */
function listed(view: ViewState, conversation: Conversation): ViewState {
  if (view.conversations.get(conversation.id)?.details) return view;
  const changes = { conversation, rev: conversation.rev, messages: [conversation.lastMessage], reset: true };
  return update(view, conversation.id, (known) => withChanges(known, changes));
}

function synced(view: ViewState, { changes, removed, positions, people = [], peopleAt }: SyncPage): ViewState {
  const conversations = new Map(view.conversations);
  for (const change of changes) {
    const { id } = change.conversation;
    conversations.set(id, withChanges(conversations.get(id) ?? unknownConversation(id), change));
  }
  for (const { conversationId: id, ...position } of positions) {
    const known = conversations.get(id);
    if (known?.details)
      conversations.set(
        id,
        withCounted(withPositions(known, position.participants), countOf({ ...position, user: known.details.user })),
      );
  }
  for (const id of removed) conversations.delete(id);
  return withProfiles({ ...view, conversations, ...(peopleAt !== undefined && { peopleAt }) }, people);
}

/** Each person has one conversation at most, of thousands: they are looked through once. */
function withProfiles(view: ViewState, people: readonly PersonProfile[]): ViewState {
  const changed = new Map(people.map((person) => [person.id, person]));
  const known = [...view.conversations.values()].filter(({ details }) => details && changed.has(details.user.id));
  return known.reduce(
    (next, { id, details }) => update(next, id, (one) => withPerson(one, changed.get(details!.user.id)!)),
    view,
  );
}

type Change = (known: ConversationState) => ConversationState;

function update(view: ViewState, id: string, change: Change): ViewState {
  const before = view.conversations.get(id) ?? unknownConversation(id);
  const after = change(before);
  return after === before ? view : { ...view, conversations: new Map(view.conversations).set(id, after) };
}

/** Of a conversation that is not known, only the message itself is news: the rest comes with `sync`. */
function updateKnown(view: ViewState, id: string, change: Change): ViewState {
  return view.conversations.has(id) ? update(view, id, change) : view;
}
