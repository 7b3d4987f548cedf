import { useSyncExternalStore } from 'react';
import { useSeat } from '../hub/seat.js';

/** Drafts that the device could not keep, because its storage is full or disabled: they last as long as the page. */
const unkept = new Map<string, string>();
const listeners = new Set<() => void>();

function notify(): void {
  for (const listener of listeners) listener();
}

window.addEventListener('storage', ({ key }) => {
  if (key === null || key.startsWith('hub.draft.')) notify();
});

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/**
 * What has been written to somebody and not sent: kept on this device, the same in all its tabs.
 *
 * @param personId the other person; the same before and after the first message makes a conversation
 */
export function useDraft(personId: string): [draft: string, setDraft: (draft: string) => void] {
  const { me } = useSeat();
  const key = `hub.draft.${me.id}.${personId}`;
  const draft = useSyncExternalStore(subscribe, () => unkept.get(key) ?? localStorage.getItem(key) ?? '');
  return [
    draft,
    (draft) => {
      keep(key, draft);
      notify();
    },
  ];
}

function keep(key: string, draft: string): void {
  unkept.delete(key);
  try {
    if (draft === '') localStorage.removeItem(key);
    else localStorage.setItem(key, draft);
  } catch {
    unkept.set(key, draft);
  }
}
