import { Autocomplete } from '@base-ui/react/autocomplete';
import { useRef, useState } from 'react';
import { useGo, type Newcomer } from '../app/places.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { MorePeople } from './MorePeople.js';
import { MOST_TYPED, useSearch } from './people.js';
import styles from './Switcher.module.css';

interface Target {
  readonly conversationId: string | undefined;
  readonly person: Newcomer & { readonly online: boolean };
}

/** How many conversations are offered: who means another one types on. */
const MOST = 50;

/** Everybody one could go to, the newest conversations first. */
export default function Switcher({ onChosen }: { onChosen: () => void }) {
  const go = useGo();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { conversations, newcomers = [], loadMore, refusal } = useSearch(query.trim());
  const targets: Target[] = [
    ...conversations.slice(0, MOST).map(({ id, user }) => ({ conversationId: id, person: user })),
    ...newcomers.map((person) => ({ conversationId: undefined, person })),
  ];

  const distinctions = distinctionsIn(
    targets.map(({ person }) => person),
    'all',
  );

  function choose({ conversationId, person }: Target) {
    onChosen();
    if (conversationId) go.conversation(conversationId);
    else go.person(person);
  }

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={targets}
      itemToStringValue={({ person }: Target) => person.name}
      value={query}
      onValueChange={(value, { reason }) => {
        if (reason !== 'item-press') setQuery(value);
      }}
      autoHighlight="always"
      keepHighlight
    >
      {/* It comes after the dialog, which looked for something to focus in vain. */}
      <Autocomplete.Input
        ref={field}
        autoFocus
        maxLength={MOST_TYPED}
        className={styles.query}
        aria-label={t.conversations.switcher}
        placeholder={t.conversations.switcher}
      />
      <Autocomplete.Empty className={styles.empty}>
        {query.trim() === '' ? t.conversations.emptyTitle : (refusal ?? t.conversations.noneFound(query.trim()))}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(target: Target) => (
          <Autocomplete.Item
            key={target.person.id}
            value={target}
            className={styles.item}
            onClick={() => choose(target)}
          >
            <Avatar person={target.person} online={target.person.online} size="small" />
            <bdi className={styles.name} translate="no">
              {target.person.name}
            </bdi>
            {distinctions.has(target.person.id) ? (
              <span className={styles.distinction}>{distinctions.get(target.person.id)}</span>
            ) : null}
            {target.conversationId ? null : <span className={styles.new}>{t.conversations.newPerson}</span>}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      <MorePeople
        load={
          loadMore &&
          (() => {
            loadMore();
            // The button goes with the last page, and the arrow keys are the field's.
            field.current?.focus();
          })
        }
      />
    </Autocomplete.Root>
  );
}
