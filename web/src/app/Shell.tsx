import { EndedLogin } from '../auth/EndedLogin.js';
import { Chat } from '../chat/Chat.js';
import { ConnectionBar } from '../connection/ConnectionBar.js';
import { SwitcherKey } from '../conversations/SwitcherKey.js';
import { Sidebar } from '../conversations/Sidebar.js';
import { Start } from '../conversations/Start.js';
import { usePerson } from '../conversations/people.js';
import { useConversations, useHub, useSeat } from '../hub/seat.js';
import { Suspense, useEffect } from 'react';
import { bringParts, part } from '../ui/part.js';
import { Announcer } from './Announcer.js';
import { usePlace } from './places.js';
import styles from './Shell.module.css';
import { useTitle } from './title.js';

const AccountPage = part(() => import('../account/AccountPage.js'));

/** The app of somebody who is logged in: the conversations, and the one that is open. On a phone one of the two. */
export function Shell() {
  const { conversationId, newcomer, led, isAccount } = usePlace();
  const { me } = useSeat();
  const conversations = useConversations();
  const isLoaded = useHub((hub) => hub.status === 'online');
  useTitle();
  useEffect(() => {
    if (isLoaded) void bringParts();
  }, [isLoaded]);
  // A conversation with a person has one place, whichever way one came.
  const open = conversations.find(({ id, user }) => id === conversationId || user.id === newcomer?.id);
  // Of whoever a link leads to the name is not known. One's own link leads nowhere.
  const linked = newcomer && newcomer.name === undefined && newcomer.id !== me.id ? newcomer.id : undefined;
  const found = usePerson(open ? undefined : linked, isLoaded);
  const named = newcomer?.name === undefined ? undefined : newcomer;
  const person = open?.user ?? named ?? found ?? undefined;
  const isSought = conversationId !== undefined || linked !== undefined || isAccount;
  const isLost = conversationId !== undefined || found === null;

  return (
    <div className={styles.shell} data-somewhere={person !== undefined || isSought}>
      <ConnectionBar />
      <EndedLogin />
      <Sidebar openId={open?.id} />
      <main className={styles.main}>
        {person ? <Chat key={person.id} conversation={open} person={person} led={led} /> : null}
        {isAccount ? (
          <Suspense>
            <AccountPage />
          </Suspense>
        ) : null}
        {!person && (isLost ? isLoaded : !isSought) ? <Start isLost={isLost} /> : null}
      </main>
      <SwitcherKey />
      <Announcer />
    </div>
  );
}
