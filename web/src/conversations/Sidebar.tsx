import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../texts/en.js';
import { AccountMenu } from '../app/AccountMenu.js';
import { isCharacter } from '../composer/typed-anywhere.js';
import { ConversationList } from './ConversationList.js';
import { Found } from './Found.js';
import { MOST_TYPED } from './people.js';
import { isAlone, rowsIn } from './roving-focus.js';
import styles from './Sidebar.module.css';

/** Who one talks to, and who else there is. @param openId the person of the open conversation */
export function Sidebar({ openId }: { openId: string | undefined }) {
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const title = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // The login form had the focus, and is gone.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);

  /** From the field the arrow keys move the focus into the list, as they do on to its rows; Enter opens the first of them. */
  function onFieldKey(event: KeyboardEvent) {
    // While an input method composes, the keys are its own; Safari tells that by a key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || !isAlone(event)) return;
    if (event.key === 'Escape') {
      if (query === '') field.current?.blur();
      return setQuery('');
    }
    const rows = rowsIn(list.current);
    if (event.key === 'Enter' && isSearching) rows[0]?.click();
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    rows.at(event.key === 'ArrowDown' ? 0 : -1)?.focus();
  }

  /** From what was found back to the field: before the first row, to type on, and to end the search. */
  function onFoundKey(event: KeyboardEvent) {
    if (!isSearching || event.defaultPrevented) return;
    if (event.key === 'Escape') setQuery('');
    else if (event.key === 'ArrowUp') event.preventDefault();
    else if (!isCharacter(event.nativeEvent)) return;
    event.stopPropagation();
    field.current?.focus();
  }

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
          ref={field}
          className={styles.query}
          type="text"
          enterKeyHint="search"
          maxLength={MOST_TYPED}
          aria-label={t.conversations.search}
          placeholder={t.conversations.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onFieldKey}
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
      <div ref={list} role="presentation" className={styles.list} onKeyDown={onFoundKey}>
        {isSearching ? (
          <Found query={query.trim()} openId={openId} onChosen={() => setQuery('')} />
        ) : (
          <ConversationList openId={openId} />
        )}
      </div>
    </nav>
  );
}
