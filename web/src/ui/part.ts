import { lazy, type ComponentType } from 'react';

const parts: (() => Promise<unknown>)[] = [];

/** What the first load does without, and what opens later needs. */
export function later<T>(load: () => Promise<T>): () => Promise<T> {
  parts.push(load);
  return load;
}

/** A part of the page that is shown later. */
export const part = <P>(load: () => Promise<{ default: ComponentType<P> }>) => lazy(later(load));

/**
 * Brings all that, one after the other, before anybody asks: it opens at once then, and also without a connection, and
 * when an update of the server has replaced it. What does not come is asked for again when it is needed.
 */
export async function bringParts(): Promise<void> {
  // Parts have parts of their own, which are known when they are there.
  for (const load of parts) await load().catch(() => undefined);
}
