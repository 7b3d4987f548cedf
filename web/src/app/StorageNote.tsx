import { useState, useSyncExternalStore } from 'react';
import { useHubSession } from '../hub/hub-session.js';
import { deviceStorage, DRAFT_PREFIX, LOGIN_KEY } from '../lib/storage.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';

/** Warns about data that the browser does not store. A hidden warning appears again if it concerns other data. */
export function StorageNote() {
  const warning = useStorageWarning();
  const [hiddenWarning, setHiddenWarning] = useState<string>();
  if (warning === undefined || warning === hiddenWarning) return null;
  return (
    <Bar kind="info">
      <span>{warning}</span>
      <BarButton onClick={() => setHiddenWarning(warning)}>{t.storage.hide}</BarButton>
    </Bar>
  );
}

/**
 * Returns a warning that names the data that would be lost if the page were closed; undefined if none would be lost.
 */
function useStorageWarning(): string | undefined {
  const { hub } = useHubSession();
  return useSyncExternalStore(
    (listener) => {
      const unsubscribes = [hub.subscribe(listener), deviceStorage.watch(listener)];
      return () => unsubscribes.forEach((unsubscribe) => unsubscribe());
    },
    () => {
      const lost = [
        ...(deviceStorage.isDurable(LOGIN_KEY) ? [] : [t.storage.login]),
        ...(deviceStorage.isDurable(DRAFT_PREFIX) ? [] : [t.storage.drafts]),
        ...(hub.isDurable ? [] : [t.storage.unsent]),
      ];
      return lost.length > 0 ? t.storage.notStored(lost) : undefined;
    },
  );
}
