import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { t } from '../texts/en.js';
import { AccountMenu } from '../app/AccountMenu.js';
import { ConversationList } from './ConversationList.js';
import { Found } from './Found.js';
import { MOST_TYPED } from './people.js';
import styles from './Sidebar.module.css';

/** Who one talks to, and who else there is. */
export function Sidebar({ openId }: { openId: string | undefined }) {
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const title = useRef<HTMLHeadingElement>(null);
  // The login form had the focus, and is gone.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);
  return (
    <nav className={styles.sidebar} aria-label={t.conversations.title}>
      <header className={styles.header}>
        <h1 ref={title} tabIndex={-1} className={styles.title}>
          {t.conversations.title}
        </h1>
        <AccountMenu />
      </header>
      <search className={styles.search}>
        <Search size={17} aria-hidden />
        <input
          className={styles.query}
          type="text"
          enterKeyHint="search"
          maxLength={MOST_TYPED}
          aria-label={t.conversations.search}
          placeholder={t.conversations.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('');
          }}
        />
        {isSearching ? (
          <button
            type="button"
            className={styles.clear}
            aria-label={t.conversations.clear}
            onClick={() => setQuery('')}
          >
            <X size={16} aria-hidden />
          </button>
        ) : null}
      </search>
      <div className={styles.list}>
        {isSearching ? (
          <Found query={query.trim()} openId={openId} onChosen={() => setQuery('')} />
        ) : (
          <ConversationList openId={openId} />
        )}
      </div>
    </nav>
  );
}
