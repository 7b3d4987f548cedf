import type { MessageRef, MessageView } from '@smart-hub/sdk';
import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.js';

/**
 * The position that the history keeps: at the end, also when messages are added there; or at a message, also when the
 * rows around it change.
 */
export type ScrollAnchor = 'end' | (MessageRef & { readonly at: 'center' | Px });

/** How far below the top of the view a message begins; negative if it begins above. */
type Px = number;

/** At the top of the view, with a part of the previous message above it. */
export const AT_TOP: Px = 24;

/** Returns the index of the row that an anchor refers to; -1 if it is not loaded. */
export function indexOf(anchor: ScrollAnchor, rows: readonly Row[]): number {
  if (anchor === 'end') return rows.length - 1;
  const { messageId, seq } = anchor;
  return rows.findIndex(({ message }) => (messageId === undefined ? message.seq === seq : message.id === messageId));
}

interface ScrollAnchoring {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly list: RefObject<VirtualizerHandle | null>;
  /** Sets the anchor, and scrolls to it. */
  readonly goTo: (anchor: ScrollAnchor) => void;
  /** Keeps the top of a message in position while the message grows; scrolls to its beginning when it shrinks. */
  readonly keepTop: (message: MessageView, isGrowing: boolean) => void;
  /** Scrolls to the anchor again. To be called whenever sizes have changed. */
  readonly reapply: () => void;
  /** To be called on every scroll event, with whether the history is at its end. */
  readonly onScrolled: (isAtEnd: boolean) => void;
  /** Sets the anchor to the end without scrolling now. */
  readonly followEnd: () => void;
  /** Undefined after the user has scrolled away: then the virtualizer keeps the visible rows in position. */
  readonly currentAnchor: () => ScrollAnchor | undefined;
}

/**
 * Keeps the history at a scroll anchor. Scrolling there once would miss it: rows have estimated sizes until they are
 * rendered, and rows are added before and after them. Therefore the anchor is stored, and each change of rows or
 * sizes scrolls to it again, until the user scrolls.
 */
export function useScrollAnchor(rows: readonly Row[], initialAnchor: ScrollAnchor): ScrollAnchoring {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const anchor = useRef<ScrollAnchor | undefined>(initialAnchor);
  /** The last `scrollTop` that was set here. A scroll event with another value was caused by the user. */
  const ownScrollTop = useRef(0);
  const latestRows = useRef(rows);

  const reapply = useCallback(() => {
    const [box, view] = [scroller.current, list.current];
    if (!box || !view || !anchor.current || box.clientHeight === 0) return;
    box.scrollTop = topOf(anchor.current, latestRows.current, { box, view });
    ownScrollTop.current = box.scrollTop;
  }, []);

  // Not by the virtualizer's own `scrollToIndex()`: it repeats for a while, which works against a user who scrolls
  // meanwhile, and it gives up before slow machines have rendered the rows.
  useLayoutEffect(() => {
    latestRows.current = rows;
    reapply();
  }, [rows, reapply]);

  const goTo = useCallback(
    (next: ScrollAnchor) => {
      anchor.current = next;
      reapply();
    },
    [reapply],
  );

  const keepTop = useCallback(
    ({ key, seq }: MessageView, isGrowing: boolean) => {
      const [box, view] = [scroller.current!, list.current!];
      const top = view.getItemOffset(latestRows.current.findIndex(({ message }) => message.key === key));
      anchor.current = undefined;
      if (!isGrowing && seq !== undefined && top < box.scrollTop) goTo({ seq, at: AT_TOP });
    },
    [goTo],
  );

  const onScrolled = useCallback((isAtEnd: boolean) => {
    if (Math.abs(scroller.current!.scrollTop - ownScrollTop.current) > 1) anchor.current = isAtEnd ? 'end' : undefined;
  }, []);

  const followEnd = useCallback(() => {
    anchor.current = 'end';
  }, []);

  const currentAnchor = useCallback(() => anchor.current, []);

  return { scroller, list, goTo, keepTop, reapply, onScrolled, followEnd, currentAnchor };
}

function topOf(
  anchor: ScrollAnchor,
  rows: readonly Row[],
  { box, view }: { readonly box: HTMLElement; readonly view: VirtualizerHandle },
): number {
  const index = indexOf(anchor, rows);
  // Until the message has been loaded, show the end.
  if (anchor === 'end' || index < 0) return box.scrollHeight;
  const top = view.getItemOffset(index);
  return top - (anchor.at === 'center' ? (box.clientHeight - view.getItemSize(index)) / 2 : anchor.at);
}
