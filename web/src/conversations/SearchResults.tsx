import { t } from '../texts/en.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { ConversationRow } from './ConversationRow.js';
import { MorePeople } from './MorePeople.js';
import { useSearch } from './people.js';
import { PersonRow } from './PersonRow.js';
import { useRovingFocus } from './roving-focus.js';
import styles from './Rows.module.css';

interface Props {
  readonly query: string;
  readonly openId: string | undefined;
  readonly onChosen: () => void;
}

/** The results of a search: conversations at once, and people once the server has responded. */
export function SearchResults({ query, openId, onChosen }: Props) {
  const { conversations, newContacts, loadMore, errorMessage } = useSearch(query);
  const people = [...conversations.map(({ user }) => user), ...(newContacts ?? [])];
  const distinctions = distinctionsIn(people, 'all');
  const { tabStop, rovingProps } = useRovingFocus(
    people.map(({ id }) => id),
    openId,
  );
  if (people.length === 0 && newContacts && !loadMore)
    return (
      <p className={styles.empty} role="status">
        {errorMessage ?? t.conversations.noneFound(query)}
      </p>
    );
  return (
    <div {...rovingProps}>
      {conversations.length > 0 ? (
        <>
          <h2 className={styles.heading}>{t.conversations.conversationsFound}</h2>
          <ul>
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.user.id}
                conversation={conversation}
                isOpen={conversation.user.id === openId}
                isTabStop={conversation.user.id === tabStop}
                distinction={distinctions.get(conversation.user.id)}
                onChosen={onChosen}
              />
            ))}
          </ul>
        </>
      ) : null}
      {newContacts?.length === 0 ? null : <h2 className={styles.heading}>{t.conversations.peopleFound}</h2>}
      {newContacts ? (
        <ul>
          {newContacts.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isTabStop={person.id === tabStop}
              distinction={distinctions.get(person.id)}
              onChosen={onChosen}
            />
          ))}
        </ul>
      ) : (
        <p className={styles.note}>{t.conversations.searching}</p>
      )}
      <MorePeople load={loadMore} />
    </div>
  );
}
