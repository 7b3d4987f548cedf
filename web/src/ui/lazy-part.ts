import { lazy, type ComponentType } from 'react';

const loaders: (() => Promise<unknown>)[] = [];

/** Registers code that is not part of the first load, so that {@link preloadParts} loads it in the background. */
export function preloadable<T>(load: () => Promise<T>): () => Promise<T> {
  loaders.push(load);
  return load;
}

/** A component that is loaded when it is first rendered, or earlier in the background. */
export const lazyPart = <P>(load: () => Promise<{ default: ComponentType<P> }>) => lazy(preloadable(load));

/**
 * Loads all registered parts, one after the other. They then open at once, also without a connection, and after an
 * update of the server has removed their files. A part that fails to load is requested again when it is needed.
 */
export async function preloadParts(): Promise<void> {
  // A loaded part may register more parts, which the loop then visits.
  for (const load of loaders) await load().catch(() => undefined);
}
