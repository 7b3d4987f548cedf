import { useCallback, useEffect, useRef, useState } from 'react';
import { reasonOf } from './reason.js';

export interface Fresh<T> {
  /** Undefined until it is known. */
  readonly value: T | undefined;
  /** Why it could not be read the last time, in words. */
  readonly refusal: string | undefined;
  readonly reload: () => Promise<void>;
}

/**
 * What the server has: read at once, and again whenever the page becomes visible.
 *
 * @param read the same function as long as the same is to be read
 */
export function useFresh<T>(read: () => Promise<T>): Fresh<T> {
  const [value, setValue] = useState<T>();
  const [refusal, setRefusal] = useState<string>();
  // Of two answers that cross, the one that was asked for later counts.
  const newest = useRef(0);

  const reload = useCallback(async () => {
    newest.current += 1;
    const own = newest.current;
    try {
      const answer = await read();
      if (own !== newest.current) return;
      setValue(answer);
      setRefusal(undefined);
    } catch (error) {
      if (own === newest.current) setRefusal(reasonOf(error));
    }
  }, [read]);

  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    void reload();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      newest.current += 1;
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [reload]);

  return { value, refusal, reload };
}
