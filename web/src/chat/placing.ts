import type { MessagePlace, MessageView } from '@smart-hub/sdk';
import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.js';

/** Where somebody is to be: at the end, whatever comes there; or at a message, whatever comes around it. */
export type Place = 'end' | (MessagePlace & { readonly at: 'center' | Px });

/** How far below the top of the view a message begins; negative where its beginning is above. */
type Px = number;

/** At the top, with a part of the message before it. */
export const AT_TOP: Px = 24;

/** Which row a place is at. */
export function indexOf(place: Place, rows: readonly Row[]): number {
  if (place === 'end') return rows.length - 1;
  const { messageId, seq } = place;
  return rows.findIndex(({ message }) => (messageId === undefined ? message.seq === seq : message.id === messageId));
}

interface Placing {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  readonly goTo: (place: Place) => void;
  /** Keeps the top of a message where it is while it grows; shows its beginning when it shrinks. */
  readonly keepTop: (message: MessageView, isGrowing: boolean) => void;
  /** Goes there again: to be called whenever sizes have changed. */
  readonly settle: () => void;
  /** To be called at every scroll, with whether it is at the end now. */
  readonly onScrolled: (isAtEnd: boolean) => void;
  /** Stays at the end from now on. */
  readonly follow: () => void;
  /** None once somebody has scrolled elsewhere: then the list keeps what they see where it is. */
  readonly placeNow: () => Place | undefined;
}

/**
 * Keeps the history at a place. Rows have the sizes that are reckoned for them until they are drawn, and others come
 * before and after them: going to a place once would miss it. So the place is what is kept, and each change of rows or
 * sizes leads to it again, until somebody scrolls.
 */
export function usePlacing(rows: readonly Row[], first: Place): Placing {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const place = useRef<Place | undefined>(first);
  /** Where it was scrolled to from here: anywhere else, somebody else has scrolled. */
  const put = useRef(0);
  const latest = useRef(rows);

  const settle = useCallback(() => {
    const [box, view] = [scroller.current, list.current];
    if (!box || !view || !place.current || box.clientHeight === 0) return;
    box.scrollTop = topOf(place.current, latest.current, { box, view });
    put.current = box.scrollTop;
  }, []);

  // By the list itself it would go on for a while, against whoever scrolls meanwhile, and end before slow machines have drawn.
  useLayoutEffect(() => {
    latest.current = rows;
    settle();
  }, [rows, settle]);

  const goTo = useCallback(
    (next: Place) => {
      place.current = next;
      settle();
    },
    [settle],
  );

  const keepTop = useCallback(
    ({ key, seq }: MessageView, isGrowing: boolean) => {
      const [box, view] = [scroller.current!, list.current!];
      const top = view.getItemOffset(latest.current.findIndex(({ message }) => message.key === key));
      place.current = undefined;
      if (!isGrowing && seq !== undefined && top < box.scrollTop) goTo({ seq, at: AT_TOP });
    },
    [goTo],
  );

  const onScrolled = useCallback((isAtEnd: boolean) => {
    if (Math.abs(scroller.current!.scrollTop - put.current) > 1) place.current = isAtEnd ? 'end' : undefined;
  }, []);

  const follow = useCallback(() => {
    place.current = 'end';
  }, []);

  const placeNow = useCallback(() => place.current, []);

  return { scroller, list, goTo, keepTop, settle, onScrolled, follow, placeNow };
}

function topOf(
  place: Place,
  rows: readonly Row[],
  { box, view }: { readonly box: HTMLElement; readonly view: VirtualizerHandle },
): number {
  const index = indexOf(place, rows);
  // Until the message has come, the end is as good as any.
  if (place === 'end' || index < 0) return box.scrollHeight;
  const top = view.getItemOffset(index);
  return top - (place.at === 'center' ? (box.clientHeight - view.getItemSize(index)) / 2 : place.at);
}
