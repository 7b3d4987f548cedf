import { useEffect, useState, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Led } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import type { Row } from './rows.js';

interface Leading {
  readonly led: Led | undefined;
  readonly isReady: boolean;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly leave: () => void;
}

/** Brings the message into sight that somebody was led to, however old it is. @returns its id, once it is there */
export function useLeading(
  id: string,
  rows: readonly Row[],
  { led, isReady, list, leave }: Leading,
): string | undefined {
  const { hub } = useSeat();
  const [found, setFound] = useState<Led>();
  const [arrived, setArrived] = useState<Led>();

  useEffect(() => {
    if (!led || !isReady) return;
    let isOver = false;
    leave();
    hub
      .showAround(id, led)
      .then(() => isOver || setFound(led))
      // A link to what is not there leads to the conversation.
      .catch(() => undefined);
    return () => {
      isOver = true;
    };
  }, [hub, id, led, isReady, leave]);

  useEffect(() => {
    if (!found || found === arrived) return;
    const index = rows.findIndex(({ message }) => message.id === found.messageId);
    if (index < 0) return;
    setArrived(found);
    // After the list has measured what is new to it.
    requestAnimationFrame(() => list.current?.scrollToIndex(index, { align: 'center' }));
  }, [found, arrived, rows, list]);

  return led && arrived?.messageId === led.messageId ? led.messageId : undefined;
}
