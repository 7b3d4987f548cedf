import { useEffect, useState } from 'react';
import { plainTextOf } from '../markdown/plain-text.js';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import hidden from '../ui/VisuallyHidden.module.css';

/** Announces new messages to screen readers. */
export function Announcer() {
  const { hub, me } = useHubSession();
  const [announcement, setAnnouncement] = useState('');

  useEffect(() => {
    let newest = hub.status === 'online' ? newestKeys() : undefined;
    function newestKeys() {
      return new Map(hub.conversations.map(({ id, lastMessage }) => [id, lastMessage?.key]));
    }
    return hub.subscribe(() => {
      // Messages that arrive while the hub is syncing are not new.
      if (hub.status !== 'online') return;
      const before = newest;
      newest = newestKeys();
      const changed = before && hub.conversations.find(({ id, lastMessage }) => lastMessage?.key !== before.get(id));
      const message = changed?.lastMessage;
      if (message && message.senderId !== me.id)
        setAnnouncement(t.chat.announcement(changed.user.name, plainTextOf(message.content)));
    });
  }, [hub, me.id]);

  return (
    <div className={hidden.hidden} role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
