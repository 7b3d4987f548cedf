import type { MessageRef, MessageView } from '@smart-hub/sdk';
import { useCallback, useLayoutEffect, useRef, type RefObject } from 'react';
import type { VirtualizerHandle } from 'virtua';
import type { Row } from './rows.js';

/**
 * The scroll position that the history keeps when rows change: its end, even if messages are added there; or a message
 * at an `offset` in the view, even if rows are added before it.
 */
export type ScrollAnchor = 'end' | (MessageRef & { readonly offset: 'center' | Px });

/**
 * The distance of the top edge of a message from the top of the view; negative if the message begins above the view.
 */
type Px = number;

/** The offset of a message at the top of the view, with a part of the previous message above it. */
export const TOP_OFFSET: Px = 24;

/** Returns the index of the row that an anchor refers to; -1 if its message is not loaded. */
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
  /**
   * Must be called before a message is unfolded or folded. The message keeps its position on the screen, but if it is
   * folded while its beginning is above the view, the history scrolls to that beginning.
   */
  readonly keepMessageTop: (message: MessageView, isGrowing: boolean) => void;
  /** Scrolls to the anchor again. Must be called whenever the size of the view or of a row has changed. */
  readonly scrollToAnchor: () => void;
  /** Must be called on every scroll event, with whether the history is scrolled to its end. */
  readonly onScrolled: (isAtEnd: boolean) => void;
  /** Sets the anchor to the end, but scrolls there only with the next change of rows or sizes. */
  readonly anchorToEnd: () => void;
  /**
   * Returns the anchor; undefined after the user has scrolled, when the virtualizer keeps the visible rows in position.
   */
  readonly currentAnchor: () => ScrollAnchor | undefined;
}

/**
 * Keeps the history at a scroll anchor. Scrolling there once would not be enough: rows have estimated sizes until they
 * are rendered, and more rows are added. So the anchor is stored, and each change of rows or sizes scrolls to it again,
 * until the user scrolls.
 */
export function useScrollAnchor(rows: readonly Row[], initialAnchor: ScrollAnchor): ScrollAnchoring {
  const scroller = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const anchor = useRef<ScrollAnchor | undefined>(initialAnchor);
  /** The last `scrollTop` that this hook has set. A scroll event with another value was caused by the user. */
  const ownScrollTop = useRef(0);
  const latestRows = useRef(rows);

  const scrollToAnchor = useCallback(() => {
    const [box, view] = [scroller.current, list.current];
    if (!box || !view || !anchor.current || box.clientHeight === 0) return;
    box.scrollTop = topOf(anchor.current, latestRows.current, { box, view });
    ownScrollTop.current = box.scrollTop;
  }, []);

  // The virtualizer's own `scrollToIndex()` is not used: it repeats for a while, which works against a user who scrolls
  // meanwhile, and it stops before slow machines have rendered the rows.
  useLayoutEffect(() => {
    latestRows.current = rows;
    scrollToAnchor();
  }, [rows, scrollToAnchor]);

  const goTo = useCallback(
    (next: ScrollAnchor) => {
      anchor.current = next;
      scrollToAnchor();
    },
    [scrollToAnchor],
  );

  const keepMessageTop = useCallback(
    ({ key, seq }: MessageView, isGrowing: boolean) => {
      const [box, view] = [scroller.current!, list.current!];
      const top = view.getItemOffset(latestRows.current.findIndex(({ message }) => message.key === key));
      anchor.current = undefined;
      if (!isGrowing && seq !== undefined && top < box.scrollTop) goTo({ seq, offset: TOP_OFFSET });
    },
    [goTo],
  );

  const onScrolled = useCallback((isAtEnd: boolean) => {
    if (Math.abs(scroller.current!.scrollTop - ownScrollTop.current) > 1) anchor.current = isAtEnd ? 'end' : undefined;
  }, []);

  const anchorToEnd = useCallback(() => {
    anchor.current = 'end';
  }, []);

  const currentAnchor = useCallback(() => anchor.current, []);

  return { scroller, list, goTo, keepMessageTop, scrollToAnchor, onScrolled, anchorToEnd, currentAnchor };
}

/** Returns the `scrollTop` that shows an anchor. */
function topOf(
  anchor: ScrollAnchor,
  rows: readonly Row[],
  { box, view }: { readonly box: HTMLElement; readonly view: VirtualizerHandle },
): number {
  const index = indexOf(anchor, rows);
  // The end is shown until the message of the anchor has been loaded.
  if (anchor === 'end' || index < 0) return box.scrollHeight;
  const top = view.getItemOffset(index);
  return top - (anchor.offset === 'center' ? (box.clientHeight - view.getItemSize(index)) / 2 : anchor.offset);
}
