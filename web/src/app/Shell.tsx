import { ExpiredLogin } from '../auth/ExpiredLogin.js';
import { Chat } from '../chat/Chat.js';
import { ConnectionBar } from '../connection/ConnectionBar.js';
import { UnsupportedFilesNote } from '../composer/UnsupportedFilesNote.js';
import { SwitcherDialog } from '../conversations/SwitcherDialog.js';
import { Sidebar } from './Sidebar.js';
import { EmptyState } from './EmptyState.js';
import { useHub } from '../hub/hub-session.js';
import { Suspense, useEffect, useRef } from 'react';
import { t } from '../texts/en.js';
import hidden from '../ui/VisuallyHidden.module.css';
import { preloadParts, lazyPart } from '../ui/lazy-part.js';
import { Announcer } from './Announcer.js';
import { NoticePage } from './NoticePage.js';
import { useAppRoute } from '../routing/routes.js';
import styles from './Shell.module.css';
import { StorageNote } from './StorageNote.js';
import { useRouteTarget, type RouteTarget } from './route-target.js';
import { useTitle } from './title.js';

const AccountPage = lazyPart(() => import('../account/AccountPage.js'));

/**
 * The page of a logged-in user: the sidebar beside the open conversation or page. A phone shows only one of the two.
 */
export function Shell() {
  const target = useRouteTarget(useAppRoute());
  const main = useRef<HTMLElement>(null);
  const isLoaded = useHub((hub) => hub.status === 'online');
  useEffect(() => {
    if (isLoaded) void preloadParts();
  }, [isLoaded]);
  useTitle(target.kind === 'chat' ? target.person.name : undefined);

  return (
    <div className={styles.shell} data-main-open={target.kind !== 'home'}>
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
      <ExpiredLogin />
      <UnsupportedFilesNote />
      <Sidebar openId={target.kind === 'chat' ? target.person.id : undefined} />
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        <h1 className={`${hidden.hidden} ${styles.title}`}>{t.productLong}</h1>
        <MainContent target={target} />
      </main>
      <SwitcherDialog />
      <Announcer />
    </div>
  );
}

function MainContent({ target }: { target: RouteTarget }) {
  if (target.kind === 'home') return <EmptyState />;
  if (target.kind === 'notice') return <NoticePage notice={target.notice} />;
  if (target.kind === 'account')
    return (
      <Suspense>
        <AccountPage />
      </Suspense>
    );
  const { person, conversation, jumpTarget } = target;
  return <Chat key={person.id} conversation={conversation} person={person} jumpTarget={jumpTarget} />;
}
