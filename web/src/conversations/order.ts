import type { ConversationView } from '@smart-hub/sdk';
import { useEffect, useRef, useState } from 'react';

/** How long the list stands still after the pointer has moved over it. */
const STILL_MS = 1500;

/**
 * The conversations in an order that was; those that were not there then, after them. So that a row under the cursor
 * is still that row when it is clicked.
 */
export function inOrder(conversations: readonly ConversationView[], ids: readonly string[]): ConversationView[] {
  const places = new Map(ids.map((id, place) => [id, place]));
  const placeOf = ({ id }: ConversationView) => places.get(id) ?? ids.length;
  return conversations.toSorted((one, other) => placeOf(one) - placeOf(other));
}

/** Newest activity first, but for a moment after the pointer has moved in the list. */
export function useSteadyOrder(conversations: readonly ConversationView[]) {
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
    setHeld((ids) => ids ?? conversations.map(({ id }) => id));
  };
  const list = held ? inOrder(conversations, held) : conversations;
  return { list, handlers: { onPointerMove: hold, onPointerLeave: release } };
}
