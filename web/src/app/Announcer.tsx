import { useEffect, useState } from 'react';
import { plainOf } from '../markdown/plain.js';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import hidden from '../ui/Hidden.module.css';

/** Says new messages to who listens to the page instead of looking at it. */
export function Announcer() {
  const { hub, me } = useSeat();
  const [said, setSaid] = useState('');

  useEffect(() => {
    let known = hub.status === 'online' ? newestKeys() : undefined;
    function newestKeys() {
      return new Map(hub.conversations.map(({ id, lastMessage }) => [id, lastMessage?.key]));
    }
    return hub.subscribe(() => {
      // What is caught up on was not said just now.
      if (hub.status !== 'online') return;
      const before = known;
      known = newestKeys();
      const news = before && hub.conversations.find(({ id, lastMessage }) => lastMessage?.key !== before.get(id));
      const message = news?.lastMessage;
      if (message && message.senderId !== me.id) setSaid(t.chat.said(news.user.name, plainOf(message.content)));
    });
  }, [hub, me.id]);

  return (
    <div className={hidden.hidden} role="status" aria-live="polite">
      {said}
    </div>
  );
}
