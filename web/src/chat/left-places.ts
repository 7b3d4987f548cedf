import type { Hub } from '@smart-hub/sdk';
import type { Place } from './placing.js';

/** By conversation: where its history was scrolled to when it was left. Kept while the page is open. */
const places = new WeakMap<Hub, Map<string, Place>>();

/**
 * Where to open a conversation that was left in the middle of its history.
 *
 * @returns undefined where it was left at its end, or the message at the top of the view is no longer loaded
 */
export function leftPlace(hub: Hub, conversationId: string): Place | undefined {
  const place = places.get(hub)?.get(conversationId);
  if (place === undefined || place === 'end') return undefined;
  return hub.messages(conversationId).some(({ seq }) => seq === place.seq) ? place : undefined;
}

/** @param place undefined where it is left at its end */
export function leaveAt(hub: Hub, conversationId: string, place: Place | undefined): void {
  const ofHub = places.get(hub) ?? new Map<string, Place>();
  places.set(hub, ofHub);
  if (place === undefined) ofHub.delete(conversationId);
  else ofHub.set(conversationId, place);
}

/** The place of the message at the top of the view; undefined where none is in view. */
export function placeInView(scroller: HTMLElement): Place | undefined {
  const { top } = scroller.getBoundingClientRect();
  const first = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).find(
    (row) => row.getBoundingClientRect().bottom > top,
  );
  return first && { seq: Number(first.dataset['seq']), at: first.getBoundingClientRect().top - top };
}
