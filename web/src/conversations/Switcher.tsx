import { Autocomplete } from '@base-ui/react/autocomplete';
import { useRef, useState } from 'react';
import { useNavigation, type NewContact } from '../routing/routes.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { MorePeople } from './MorePeople.js';
import { MAX_QUERY_CHARACTERS, useSearch } from './people.js';
import styles from './Switcher.module.css';

interface Option {
  readonly conversationId: string | undefined;
  readonly person: NewContact & { readonly online: boolean };
}

/** The maximum number of listed conversations: the user finds others by typing. */
const MAX_CONVERSATIONS = 50;

/** A search field with the conversations, newest first, and the people whom the user can open. */
export default function Switcher({ onChosen }: { onChosen: () => void }) {
  const go = useNavigation();
  const [query, setQuery] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const { conversations, newContacts = [], loadMore, errorMessage } = useSearch(query.trim());
  const options: Option[] = [
    ...conversations.slice(0, MAX_CONVERSATIONS).map(({ id, user }) => ({ conversationId: id, person: user })),
    ...newContacts.map((person) => ({ conversationId: undefined, person })),
  ];

  const distinctions = distinctionsIn(
    options.map(({ person }) => person),
    'all',
  );

  function choose({ conversationId, person }: Option) {
    onChosen();
    if (conversationId) go.conversation(conversationId);
    else go.person(person);
  }

  return (
    <Autocomplete.Root
      open
      inline
      mode="none"
      items={options}
      itemToStringValue={({ person }: Option) => person.name}
      value={query}
      onValueChange={(value, { reason }) => {
        if (reason !== 'item-press') setQuery(value);
      }}
      autoHighlight="always"
      keepHighlight
    >
      {/* `autoFocus`: the dialog opens before this part is loaded, and then finds no element to focus. */}
      <Autocomplete.Input
        ref={field}
        autoFocus
        maxLength={MAX_QUERY_CHARACTERS}
        className={styles.query}
        aria-label={t.conversations.switcher}
        placeholder={t.conversations.switcher}
      />
      <Autocomplete.Empty className={styles.empty}>
        {query.trim() === '' ? t.conversations.emptyTitle : (errorMessage ?? t.conversations.noneFound(query.trim()))}
      </Autocomplete.Empty>
      <Autocomplete.List className={styles.list}>
        {(option: Option) => (
          <Autocomplete.Item
            key={option.person.id}
            value={option}
            className={styles.item}
            onClick={() => choose(option)}
          >
            <Avatar person={option.person} online={option.person.online} size="small" />
            <bdi className={styles.name} translate="no">
              {option.person.name}
            </bdi>
            {distinctions.has(option.person.id) ? (
              <span className={styles.distinction}>{distinctions.get(option.person.id)}</span>
            ) : null}
            {option.conversationId ? null : <span className={styles.new}>{t.conversations.newPerson}</span>}
          </Autocomplete.Item>
        )}
      </Autocomplete.List>
      <MorePeople
        load={
          loadMore &&
          (() => {
            loadMore();
            // Leaves the button, which is removed with the last page, for the field, which handles the arrow keys.
            field.current?.focus();
          })
        }
      />
    </Autocomplete.Root>
  );
}
