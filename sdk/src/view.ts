import type { Conversation } from '@smart-hub/contract/conversations';
import type { EventPayload } from '@smart-hub/contract/events';
import type { Message } from '@smart-hub/contract/messages';
import type { SyncPage } from '@smart-hub/contract/sync';
import type { PersonProfile } from '@smart-hub/contract/users';
import {
  unreadCountOf,
  isIncomplete,
  emptyConversation,
  withChanges,
  withUnreadCount,
  withMessage,
  withProfile,
  withPositions,
  type ConversationState,
} from './conversation-state.js';
import { trimmed, withNewer, withOlder, withoutWindow, withWindow } from './message-window.js';

export interface Presence {
  readonly online: boolean;
  /** When the user went offline; null while the user is online, and for a user who has never been online. */
  readonly lastSeenAt: string | null;
}

/** The client's view of the server's data. Immutable: an event creates a new view, which shares all unchanged parts. */
export interface ViewState {
  readonly conversations: ReadonlyMap<string, ConversationState>;
  readonly presence: ReadonlyMap<string, Presence>;
  /**
   * The `peopleAt` of the last `sync` response: the next `sync` requests the profiles that have changed since this
   * time. Absent before the first response.
   */
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
  | { readonly type: 'trimmed'; readonly conversationId: string; readonly side: 'oldest' | 'newest' }
  | { readonly type: 'newest'; readonly conversationId: string }
  | {
      readonly type: 'read' | 'delivered';
      readonly conversationId: string;
      readonly userId: string;
      readonly seq: number;
      /** The newest message that `unread` counts. Present only in events about this user. */
      readonly lastSeq?: number | undefined;
      /** How many messages of others this user has not read. It can change although `seq` is the same. */
      readonly unread?: number | undefined;
    }
  | { readonly type: 'profile'; readonly person: PersonProfile }
  | { readonly type: 'typing'; readonly conversationId: string; readonly userIds: readonly string[] }
  | { readonly type: 'typing_reset' }
  | { readonly type: 'presence_state'; readonly users: EventPayload<'presence_state'>['users'] }
  | { readonly type: 'presence'; readonly userId: string; readonly presence: Presence };

export const emptyView: ViewState = { conversations: new Map(), presence: new Map() };

/** Returns the view after an event. A pure function. Events can arrive in any order and repeatedly. */
export function reduce(view: ViewState, event: ViewEvent): ViewState {
  switch (event.type) {
    case 'message':
      return update(view, event.message.conversation.id, (known) => withMessage(known, event.message, event.receiver));
    case 'listed':
      return event.conversations.reduce(withListed, view);
    case 'synced':
      return withSync(view, event.page);
    case 'older':
      return updateIfKnown(view, event.conversationId, (known) => withOlder(known, event.messages));
    case 'newer':
      return updateIfKnown(view, event.conversationId, (known) => withNewer(known, event.messages));
    case 'window':
      return updateIfKnown(view, event.conversationId, (known) => withWindow(known, event.messages));
    case 'trimmed':
      return updateIfKnown(view, event.conversationId, (known) => trimmed(known, event.side));
    case 'newest':
      return updateIfKnown(view, event.conversationId, withoutWindow);
    case 'read':
    case 'delivered': {
      const position = { userId: event.userId, [event.type === 'read' ? 'readSeq' : 'deliveredSeq']: event.seq };
      const { lastSeq, unread, seq: readSeq } = event;
      return updateIfKnown(view, event.conversationId, (known) => {
        const moved = withPositions(known, [position]);
        return lastSeq === undefined || unread === undefined
          ? moved
          : withUnreadCount(moved, { readSeq, lastSeq, unread });
      });
    }
    case 'profile':
      return withProfiles(view, [event.person]);
    case 'typing':
      return updateIfKnown(view, event.conversationId, (known) => ({ ...known, typing: event.userIds }));
    case 'typing_reset':
      return [...view.conversations.values()]
        .filter(({ typing }) => typing.length > 0)
        .reduce((next, { id }) => updateIfKnown(next, id, (known) => ({ ...known, typing: [] })), view);
    case 'presence_state':
      return {
        ...view,
        presence: new Map(event.users.map(({ id, ...presence }) => [id, normalizedPresence(presence)])),
      };
    case 'presence':
      return { ...view, presence: new Map(view.presence).set(event.userId, event.presence) };
  }
}

/** Whether changes or messages of a conversation are missing, so that a `sync` is needed. */
export function isBehind({ conversations }: ViewState): boolean {
  for (const conversation of conversations.values()) if (isIncomplete(conversation)) return true;
  return false;
}

/** Returns a presence in which an online user has no `lastSeenAt`, whatever the server has sent. */
function normalizedPresence(presence: Presence): Presence {
  return presence.online ? { online: true, lastSeenAt: null } : presence;
}

/** Adds a conversation of the initial list with its newest message only. */
function withListed(view: ViewState, conversation: Conversation): ViewState {
  if (view.conversations.get(conversation.id)?.details) return view;
  const changes = { conversation, rev: conversation.rev, messages: [conversation.lastMessage], reset: true };
  return update(view, conversation.id, (known) => withChanges(known, changes));
}

function withSync(view: ViewState, { changes, removed, positions, people = [], peopleAt }: SyncPage): ViewState {
  const conversations = new Map(view.conversations);
  for (const change of changes) {
    const { id } = change.conversation;
    conversations.set(id, withChanges(conversations.get(id) ?? emptyConversation(id), change));
  }
  for (const { conversationId: id, ...position } of positions) {
    const known = conversations.get(id);
    if (known?.details)
      conversations.set(
        id,
        withUnreadCount(
          withPositions(known, position.participants),
          unreadCountOf({ ...position, user: known.details.user }),
        ),
      );
  }
  for (const id of removed) conversations.delete(id);
  return withProfiles({ ...view, conversations, ...(peopleAt !== undefined && { peopleAt }) }, people);
}

/** Applies changed profiles in one pass over the conversations, of which there can be thousands. */
function withProfiles(view: ViewState, people: readonly PersonProfile[]): ViewState {
  const changed = new Map(people.map((person) => [person.id, person]));
  const known = [...view.conversations.values()].filter(({ details }) => details && changed.has(details.user.id));
  return known.reduce(
    (next, { id, details }) => update(next, id, (state) => withProfile(state, changed.get(details!.user.id)!)),
    view,
  );
}

type Change = (known: ConversationState) => ConversationState;

function update(view: ViewState, id: string, change: Change): ViewState {
  const before = view.conversations.get(id) ?? emptyConversation(id);
  const after = change(before);
  return after === before ? view : { ...view, conversations: new Map(view.conversations).set(id, after) };
}

/**
 * Applies a change to a conversation; ignores it if the conversation is unknown. Events other than messages need no
 * unknown conversation: a later `sync` returns its state.
 */
function updateIfKnown(view: ViewState, id: string, change: Change): ViewState {
  return view.conversations.has(id) ? update(view, id, change) : view;
}
