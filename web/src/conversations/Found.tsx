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

/** What a search finds: conversations at once, and people as soon as the server has said. */
export function Found({ query, openId, onChosen }: Props) {
  const { conversations, newcomers, loadMore, refusal } = useSearch(query);
  const people = [...conversations.map(({ user }) => user), ...(newcomers ?? [])];
  const distinctions = distinctionsIn(people, 'all');
  const { stop, roving } = useRovingFocus(
    people.map(({ id }) => id),
    openId,
  );
  if (people.length === 0 && newcomers && !loadMore)
    return (
      <p className={styles.empty} role="status">
        {refusal ?? t.conversations.noneFound(query)}
      </p>
    );
  return (
    <div {...roving}>
      {conversations.length > 0 ? (
        <>
          <h2 className={styles.heading}>{t.conversations.conversationsFound}</h2>
          <ul>
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.user.id}
                conversation={conversation}
                isOpen={conversation.user.id === openId}
                isStop={conversation.user.id === stop}
                distinction={distinctions.get(conversation.user.id)}
                onChosen={onChosen}
              />
            ))}
          </ul>
        </>
      ) : null}
      {newcomers?.length === 0 ? null : <h2 className={styles.heading}>{t.conversations.peopleFound}</h2>}
      {newcomers ? (
        <ul>
          {newcomers.map((person) => (
            <PersonRow
              key={person.id}
              person={person}
              isStop={person.id === stop}
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
