import type { ConversationView, UnsentView } from '@smart-hub/sdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useConversations, useHub } from '../hub/hub-session.js';

/** A conversation in the list. */
export interface ListedConversation extends Pick<
  ConversationView,
  'user' | 'lastMessage' | 'lastActivityAt' | 'unread' | 'typing'
> {
  /** Undefined until the conversation exists on the server. */
  readonly id: string | undefined;
}

/**
 * How long the order of the list does not change after the pointer has moved over the list or a key was pressed in it,
 * in milliseconds.
 */
const FREEZE_MS = 1500;

/**
 * Sorts the rows in their previous order, followed by new rows, so that a row does not move away under the cursor just
 * before the user clicks it.
 *
 * @param userIds the ids of the persons of the rows, in the previous order
 */
export function inFrozenOrder(rows: readonly ListedConversation[], userIds: readonly string[]): ListedConversation[] {
  const indexes = new Map(userIds.map((id, index) => [id, index]));
  const indexOf = ({ user }: ListedConversation) => indexes.get(user.id) ?? userIds.length;
  return rows.toSorted((one, other) => indexOf(one) - indexOf(other));
}

/**
 * Returns the rows by newest activity, except that the order is frozen for a moment after the pointer has moved over
 * the list, or a key was pressed in it.
 */
export function useStableOrder(rows: readonly ListedConversation[]) {
  const [frozenIds, setFrozenIds] = useState<readonly string[]>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const unfreeze = () => {
    clearTimeout(timer.current);
    setFrozenIds(undefined);
  };
  const freeze = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(unfreeze, FREEZE_MS);
    setFrozenIds((ids) => ids ?? rows.map(({ user }) => user.id));
  };
  const list = frozenIds ? inFrozenOrder(rows, frozenIds) : rows;
  return { list, handlers: { onPointerMove: freeze, onPointerLeave: unfreeze, onKeyDown: freeze } };
}

/** Returns all conversations, including those that begin with an unsent message, newest activity first. */
export function useInbox(): readonly ListedConversation[] {
  const conversations = useConversations();
  const unsent = useHub((hub) => hub.unsentMessages);
  return useMemo(() => withUnsent(conversations, unsent), [conversations, unsent]);
}

/**
 * Merges unsent messages into the list as if they were sent, and adds the conversations that begin with one.
 *
 * A conversation with a message that is being sent comes first, even if the clock of this device is behind, because the
 * server will give that message a later time than all existing messages.
 */
export function withUnsent(
  conversations: readonly ConversationView[],
  unsent: readonly UnsentView[],
): readonly ListedConversation[] {
  if (unsent.length === 0) return conversations;
  const byId = new Map(unsent.map(({ conversationId, message }) => [conversationId, message]));
  const known = conversations.map((one) => {
    const lastMessage = byId.get(one.id);
    return lastMessage ? { ...one, lastMessage, lastActivityAt: activityOf(lastMessage, one.lastActivityAt) } : one;
  });
  return [...unsent.flatMap(newConversationOf), ...known].toSorted(byActivity);
}

function newConversationOf({ conversationId, receiver, message }: UnsentView): ListedConversation[] {
  if (conversationId !== undefined || !receiver) return [];
  const user = { ...receiver, online: false, lastSeenAt: null };
  return [{ id: undefined, user, lastMessage: message, lastActivityAt: message.createdAt, unread: 0, typing: [] }];
}

function activityOf({ state, createdAt }: UnsentView['message'], before: string): string {
  return state === 'sending' || createdAt > before ? createdAt : before;
}

function byActivity(one: ListedConversation, other: ListedConversation): number {
  const byState = Number(isSending(other)) - Number(isSending(one));
  if (byState !== 0 || one.lastActivityAt === other.lastActivityAt) return byState;
  return one.lastActivityAt < other.lastActivityAt ? 1 : -1;
}

const isSending = ({ lastMessage }: ListedConversation) => lastMessage?.state === 'sending';
