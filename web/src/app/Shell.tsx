import { EndedLogin } from '../auth/EndedLogin.js';
import { Chat } from '../chat/Chat.js';
import { ConnectionBar } from '../connection/ConnectionBar.js';
import { NoFiles } from '../composer/NoFiles.js';
import { SwitcherKey } from '../conversations/SwitcherKey.js';
import { Sidebar } from '../conversations/Sidebar.js';
import { Start } from '../conversations/Start.js';
import { useHub } from '../hub/seat.js';
import { Suspense, useEffect, useRef } from 'react';
import { t } from '../texts/en.js';
import hidden from '../ui/Hidden.module.css';
import { bringParts, part } from '../ui/part.js';
import { Announcer } from './Announcer.js';
import { NoticePage } from './NoticePage.js';
import { usePlace } from './places.js';
import styles from './Shell.module.css';
import { StorageNote } from './StorageNote.js';
import { useTarget, type Target } from './target.js';
import { useTitle } from './title.js';

const AccountPage = part(() => import('../account/AccountPage.js'));

/** The app of somebody who is logged in: the conversations, and the one that is open. On a phone one of the two. */
export function Shell() {
  const place = usePlace();
  const target = useTarget(place);
  const main = useRef<HTMLElement>(null);
  const isLoaded = useHub((hub) => hub.status === 'online');
  useEffect(() => {
    if (isLoaded) void bringParts();
  }, [isLoaded]);
  useTitle(target.kind === 'chat' ? target.person.name : undefined);

  return (
    <div className={styles.shell} data-somewhere={target.kind !== 'home'}>
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
      <Sidebar openId={target.kind === 'chat' ? target.person.id : undefined} />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <h1 className={`${hidden.hidden} ${styles.title}`}>{t.productLong}</h1>
        <Shown target={target} />
      </main>
      <SwitcherKey />
      <Announcer />
    </div>
  );
}

function Shown({ target }: { target: Target }) {
  if (target.kind === 'home') return <Start />;
  if (target.kind === 'notice') return <NoticePage notice={target.notice} />;
  if (target.kind === 'account')
    return (
      <Suspense>
        <AccountPage />
      </Suspense>
    );
  const { person, conversation, led } = target;
  return <Chat key={person.id} conversation={conversation} person={person} led={led} />;
}
