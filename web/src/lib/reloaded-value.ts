import { useCallback, useEffect, useRef, useState } from 'react';
import { errorMessageOf } from './error-message.js';

export interface ReloadedValue<T> {
  /** Undefined until it has been loaded. */
  readonly value: T | undefined;
  /** The error message of the last load; undefined if it succeeded. */
  readonly errorMessage: string | undefined;
  readonly reload: () => Promise<void>;
}

/**
 * A value of the server: loaded on mount, and reloaded whenever the page becomes visible.
 *
 * @param load loads the value; a new function identity loads it again
 */
export function useReloadedValue<T>(load: () => Promise<T>): ReloadedValue<T> {
  const [value, setValue] = useState<T>();
  const [errorMessage, setErrorMessage] = useState<string>();
  // The response to the latest request wins, in whichever order the responses arrive.
  const latestRequest = useRef(0);

  const reload = useCallback(async () => {
    latestRequest.current += 1;
    const request = latestRequest.current;
    try {
      const response = await load();
      if (request !== latestRequest.current) return;
      setValue(response);
      setErrorMessage(undefined);
    } catch (error) {
      if (request === latestRequest.current) setErrorMessage(errorMessageOf(error));
    }
  }, [load]);

  useEffect(() => {
    const onVisible = () => {
      if (document.visibilityState === 'visible') void reload();
    };
    void reload();
    document.addEventListener('visibilitychange', onVisible);
    return () => {
      latestRequest.current += 1;
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [reload]);

  return { value, errorMessage, reload };
}
