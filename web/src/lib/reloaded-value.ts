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
 * A value from the server that is loaded on mount, and reloaded whenever the page becomes visible.
 *
 * @param load loads the value; the value is also reloaded if this is another function than in the last render
 */
export function useReloadedValue<T>(load: () => Promise<T>): ReloadedValue<T> {
  const [value, setValue] = useState<T>();
  const [errorMessage, setErrorMessage] = useState<string>();
  // The value is that of the latest request, in whatever order the responses arrive.
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
