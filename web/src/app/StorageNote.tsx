import { useState, useSyncExternalStore } from 'react';
import { useSeat } from '../hub/seat.js';
import { deviceStorage, DRAFT_PREFIX, LOGIN_KEY } from '../hub/storage.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';

/** Says what the browser does not keep, until somebody hides it. What is lost besides later is said again. */
export function StorageNote() {
  const words = useLossWords();
  const [hidden, setHidden] = useState<string>();
  if (words === undefined || words === hidden) return null;
  return (
    <Bar mood="note">
      <span>{words}</span>
      <BarButton onClick={() => setHidden(words)}>{t.storage.hide}</BarButton>
    </Bar>
  );
}

/** What closing the page loses, in words; undefined when nothing is. */
function useLossWords(): string | undefined {
  const { hub } = useSeat();
  return useSyncExternalStore(
    (listener) => {
      const stops = [hub.subscribe(listener), deviceStorage.watch(listener)];
      return () => stops.forEach((stop) => stop());
    },
    () => {
      const lost = [
        ...(deviceStorage.keeps(LOGIN_KEY) ? [] : [t.storage.login]),
        ...(deviceStorage.keeps(DRAFT_PREFIX) ? [] : [t.storage.drafts]),
        ...(hub.isDurable ? [] : [t.storage.unsent]),
      ];
      return lost.length > 0 ? t.storage.notKept(lost) : undefined;
    },
  );
}
