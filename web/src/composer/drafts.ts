import { useSyncExternalStore } from 'react';
import { useHubSession } from '../hub/hub-session.js';
import { deviceStorage, DRAFT_PREFIX } from '../lib/storage.js';

const subscribe = (listener: () => void) => deviceStorage.watch(listener);

/**
 * The unsent text of a conversation, stored on this device and shared by all its tabs.
 *
 * @param personId the id of the other participant: it does not change when the first message creates the conversation
 */
export function useDraft(personId: string): [draft: string, setDraft: (draft: string) => void] {
  const { me } = useHubSession();
  const key = `${DRAFT_PREFIX}${me.id}.${personId}`;
  const draft = useSyncExternalStore(subscribe, () => deviceStorage.get(key) ?? '');
  return [draft, (draft) => deviceStorage.set(key, draft || undefined)];
}
