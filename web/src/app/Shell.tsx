import { Chat } from '../chat/Chat.js';
import { ConnectionBar } from '../connection/ConnectionBar.js';
import { SwitcherKey } from '../conversations/SwitcherKey.js';
import { Sidebar } from '../conversations/Sidebar.js';
import { Start } from '../conversations/Start.js';
import { useConversations, useHub } from '../hub/seat.js';
import { useEffect } from 'react';
import { bringParts } from '../ui/part.js';
import { Announcer } from './Announcer.js';
import { usePlace } from './places.js';
import styles from './Shell.module.css';
import { useTitle } from './title.js';

/** The app of somebody who is logged in: the conversations, and the one that is open. On a phone one of the two. */
export function Shell() {
  const { conversationId, newcomer, led } = usePlace();
  const conversations = useConversations();
  const isLoaded = useHub((hub) => hub.status === 'online');
  useTitle();
  useEffect(() => {
    if (isLoaded) void bringParts();
  }, [isLoaded]);
  // A conversation with a person has one place, whichever way one came.
  const open = conversations.find(({ id, user }) => id === conversationId || user.id === newcomer?.id);
  const person = open?.user ?? newcomer;
  const isSomewhere = person !== undefined || conversationId !== undefined;

  return (
    <div className={styles.shell} data-somewhere={isSomewhere}>
      <ConnectionBar />
      <Sidebar openId={open?.id} />
      <main className={styles.main}>
        {person ? <Chat key={person.id} conversation={open} person={person} led={led} /> : null}
        {!person && (conversationId === undefined || isLoaded) ? <Start isLost={conversationId !== undefined} /> : null}
      </main>
      <SwitcherKey />
      <Announcer />
    </div>
  );
}
