import { useSyncExternalStore } from 'react';
import { useSeat } from '../hub/seat.js';
import { deviceStorage, DRAFT_PREFIX } from '../hub/storage.js';

const subscribe = (listener: () => void) => deviceStorage.watch(listener);

/**
 * What has been written to somebody and not sent: kept on this device, the same in all its tabs.
 *
 * @param personId the other person; the same before and after the first message makes a conversation
 */
export function useDraft(personId: string): [draft: string, setDraft: (draft: string) => void] {
  const { me } = useSeat();
  const key = `${DRAFT_PREFIX}${me.id}.${personId}`;
  const draft = useSyncExternalStore(subscribe, () => deviceStorage.get(key) ?? '');
  return [draft, (draft) => deviceStorage.set(key, draft || undefined)];
}
