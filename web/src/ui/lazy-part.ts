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
 * Loads all registered parts of the page, one after the other. After that they open at once, even without a connection,
 * or after an update of the server has removed their files. A part that could not be loaded is requested again when it
 * is rendered.
 */
export async function preloadParts(): Promise<void> {
  // A part can register more parts when it is loaded: the loop then loads these, too.
  for (const load of loaders) await load().catch(() => undefined);
}
