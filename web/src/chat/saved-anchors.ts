import type { Hub } from '@smart-hub/sdk';
import type { ScrollAnchor } from './scroll-anchor.js';

/** Where each conversation was scrolled to when the user left it, by conversation id. Kept until the page is closed. */
const anchors = new WeakMap<Hub, Map<string, ScrollAnchor>>();

/**
 * Returns the scroll anchor at which a conversation reopens.
 *
 * @returns undefined if the user has left the conversation at its end, or if the message of the anchor is no longer
 *   loaded
 */
export function savedAnchor(hub: Hub, conversationId: string): ScrollAnchor | undefined {
  const anchor = anchors.get(hub)?.get(conversationId);
  if (anchor === undefined || anchor === 'end') return undefined;
  return hub.messages(conversationId).some(({ seq }) => seq === anchor.seq) ? anchor : undefined;
}

/** Saves where the user leaves a conversation. @param anchor undefined if the user leaves it at its end */
export function saveAnchor(hub: Hub, conversationId: string, anchor: ScrollAnchor | undefined): void {
  const ofHub = anchors.get(hub) ?? new Map<string, ScrollAnchor>();
  anchors.set(hub, ofHub);
  if (anchor === undefined) ofHub.delete(conversationId);
  else ofHub.set(conversationId, anchor);
}

/** Returns an anchor for the message at the top of the view; undefined if no message is in view. */
export function anchorInView(scroller: HTMLElement): ScrollAnchor | undefined {
  const { top } = scroller.getBoundingClientRect();
  const first = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).find(
    (row) => row.getBoundingClientRect().bottom > top,
  );
  return first && { seq: Number(first.dataset['seq']), offset: first.getBoundingClientRect().top - top };
}
