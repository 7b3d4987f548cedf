import type { Hub } from '@smart-hub/sdk';
import type { ScrollAnchor } from './scroll-anchor.js';

/** The scroll anchors of the conversations that were left, by conversation id. Kept while the page is open. */
const anchors = new WeakMap<Hub, Map<string, ScrollAnchor>>();

/**
 * Returns where to reopen a conversation that was left in the middle of its history.
 *
 * @returns undefined if it was left at the end, or the message at the top of the view is no longer loaded
 */
export function savedAnchor(hub: Hub, conversationId: string): ScrollAnchor | undefined {
  const anchor = anchors.get(hub)?.get(conversationId);
  if (anchor === undefined || anchor === 'end') return undefined;
  return hub.messages(conversationId).some(({ seq }) => seq === anchor.seq) ? anchor : undefined;
}

/** Saves where a conversation is left. @param anchor undefined if it is left at the end */
export function saveAnchor(hub: Hub, conversationId: string, anchor: ScrollAnchor | undefined): void {
  const ofHub = anchors.get(hub) ?? new Map<string, ScrollAnchor>();
  anchors.set(hub, ofHub);
  if (anchor === undefined) ofHub.delete(conversationId);
  else ofHub.set(conversationId, anchor);
}

/** Returns the anchor of the message at the top of the view; undefined if no message is in view. */
export function anchorInView(scroller: HTMLElement): ScrollAnchor | undefined {
  const { top } = scroller.getBoundingClientRect();
  const first = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).find(
    (row) => row.getBoundingClientRect().bottom > top,
  );
  return first && { seq: Number(first.dataset['seq']), at: first.getBoundingClientRect().top - top };
}
