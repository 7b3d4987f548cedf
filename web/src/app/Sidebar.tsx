import { Search, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../texts/en.js';
import { AccountMenu } from './AccountMenu.js';
import { isCharacterKey } from '../composer/type-to-focus.js';
import { ConversationList } from '../conversations/ConversationList.js';
import { SearchResults } from '../conversations/SearchResults.js';
import { MAX_QUERY_CHARACTERS } from '../conversations/people.js';
import { hasNoModifier, rowsIn } from '../conversations/roving-focus.js';
import styles from './Sidebar.module.css';

/**
 * The sidebar: the account menu, the search, and the conversations or the search results.
 *
 * @param openId the id of the person of the open conversation
 */
export function Sidebar({ openId }: { openId: string | undefined }) {
  const [query, setQuery] = useState('');
  const isSearching = query.trim() !== '';
  const title = useRef<HTMLHeadingElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // After a login the form that had the focus is gone, so the list takes the focus.
  useEffect(() => {
    if (document.activeElement === document.body) title.current?.focus();
  }, []);

  /**
   * Handles keys in the search field: the arrow keys move the focus into the list, Enter opens the first result, Escape
   * clears the search.
   */
  function onFieldKey(event: KeyboardEvent) {
    // While an input method composes a character, it handles the keys. Safari signals that only by the key code 229.
    if (event.nativeEvent.isComposing || event.keyCode === 229 || !hasNoModifier(event)) return;
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

  /**
   * Handles keys in the list: ArrowUp on the first row and characters return the focus to the search field, Escape also
   * clears the search.
   */
  function onResultsKey(event: KeyboardEvent) {
    if (!isSearching || event.defaultPrevented) return;
    if (event.key === 'Escape') setQuery('');
    else if (event.key === 'ArrowUp') event.preventDefault();
    else if (!isCharacterKey(event.nativeEvent)) return;
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
          maxLength={MAX_QUERY_CHARACTERS}
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
      <div ref={list} role="presentation" className={styles.list} onKeyDown={onResultsKey}>
        {isSearching ? (
          <SearchResults query={query.trim()} openId={openId} onChosen={() => setQuery('')} />
        ) : (
          <ConversationList openId={openId} />
        )}
      </div>
    </nav>
  );
}
