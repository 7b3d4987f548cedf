import { EndedLogin } from '../auth/EndedLogin.js';
import { Chat } from '../chat/Chat.js';
import { ConnectionBar } from '../connection/ConnectionBar.js';
import { NoFiles } from '../composer/NoFiles.js';
import { SwitcherKey } from '../conversations/SwitcherKey.js';
import { Sidebar } from '../conversations/Sidebar.js';
import { Start } from '../conversations/Start.js';
import { usePerson } from '../conversations/people.js';
import { useConversations, useHub, useSeat } from '../hub/seat.js';
import { Suspense, useEffect, useRef } from 'react';
import { t } from '../texts/en.js';
import { bringParts, part } from '../ui/part.js';
import { Announcer } from './Announcer.js';
import { usePlace } from './places.js';
import styles from './Shell.module.css';
import { StorageNote } from './StorageNote.js';
import { useTitle } from './title.js';

const AccountPage = part(() => import('../account/AccountPage.js'));

/** The app of somebody who is logged in: the conversations, and the one that is open. On a phone one of the two. */
export function Shell() {
  const { conversationId, newcomer, led, isAccount } = usePlace();
  const { me } = useSeat();
  const main = useRef<HTMLElement>(null);
  const conversations = useConversations();
  const isLoaded = useHub((hub) => hub.status === 'online');
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
  useTitle(person?.name);
  const isSought = conversationId !== undefined || linked !== undefined || isAccount;
  const isLost = conversationId !== undefined || found === null;

  return (
    <div className={styles.shell} data-somewhere={person !== undefined || isSought}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {t.conversations.skip}
      </a>
      <StorageNote />
      <ConnectionBar />
      <EndedLogin />
      <NoFiles />
      <Sidebar openId={person?.id} />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
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
