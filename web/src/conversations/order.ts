import type { ConversationView, UnsentView } from '@smart-hub/sdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useConversations, useHub } from '../hub/seat.js';

/** A conversation in a list. */
export interface Listed extends Pick<
  ConversationView,
  'user' | 'lastMessage' | 'lastActivityAt' | 'unread' | 'typing'
> {
  /** Undefined as long as the server has no conversation with the person. */
  readonly id: string | undefined;
}

/** How long the list stands still after the pointer has moved over it, or a key was pressed in it. */
const STILL_MS = 1500;

/**
 * The rows in an order that was; those that were not there then, after them. So that a row under the cursor
 * is still that row when it is clicked.
 *
 * @param userIds of the rows in that order
 */
export function inOrder(rows: readonly Listed[], userIds: readonly string[]): Listed[] {
  const places = new Map(userIds.map((id, place) => [id, place]));
  const placeOf = ({ user }: Listed) => places.get(user.id) ?? userIds.length;
  return rows.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Newest activity first, but for a moment after the pointer has moved in the list, or a key was pressed in it. */
export function useSteadyOrder(rows: readonly Listed[]) {
  const [held, setHeld] = useState<readonly string[]>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const release = () => {
    clearTimeout(timer.current);
    setHeld(undefined);
  };
  const hold = () => {
    clearTimeout(timer.current);
    timer.current = setTimeout(release, STILL_MS);
    setHeld((ids) => ids ?? rows.map(({ user }) => user.id));
  };
  const list = held ? inOrder(rows, held) : rows;
  return { list, handlers: { onPointerMove: hold, onPointerLeave: release, onKeyDown: hold } };
}

/** All conversations, newest activity first, with what is not sent yet. */
export function useInbox(): readonly Listed[] {
  const conversations = useConversations();
  const unsent = useHub((hub) => hub.unsentMessages);
  return useMemo(() => withUnsent(conversations, unsent), [conversations, unsent]);
}

/**
 * Conversations with unsent messages as if these were sent, and those that begin with one.
 *
 * What is being sent is on top whatever the clock of this device says: the server will date it later than all that is there.
 */
export function withUnsent(
  conversations: readonly ConversationView[],
  unsent: readonly UnsentView[],
): readonly Listed[] {
  if (unsent.length === 0) return conversations;
  const byId = new Map(unsent.map(({ conversationId, message }) => [conversationId, message]));
  const known = conversations.map((one) => {
    const lastMessage = byId.get(one.id);
    return lastMessage ? { ...one, lastMessage, lastActivityAt: activityOf(lastMessage, one.lastActivityAt) } : one;
  });
  return [...unsent.flatMap(begun), ...known].toSorted(byActivity);
}

function begun({ conversationId, receiver, message }: UnsentView): Listed[] {
  if (conversationId !== undefined || !receiver) return [];
  const user = { ...receiver, online: false, lastSeenAt: null };
  return [{ id: undefined, user, lastMessage: message, lastActivityAt: message.createdAt, unread: 0, typing: [] }];
}

function activityOf({ state, createdAt }: UnsentView['message'], before: string): string {
  return state === 'sending' || createdAt > before ? createdAt : before;
}

function byActivity(one: Listed, other: Listed): number {
  const byState = Number(isSending(other)) - Number(isSending(one));
  if (byState !== 0 || one.lastActivityAt === other.lastActivityAt) return byState;
  return one.lastActivityAt < other.lastActivityAt ? 1 : -1;
}

const isSending = ({ lastMessage }: Listed) => lastMessage?.state === 'sending';
