import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { ConversationRow } from './ConversationRow.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { useSearch } from './people.js';
import { PersonRow } from './PersonRow.js';
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
  if (conversations.length === 0 && newcomers?.length === 0 && !loadMore)
    return <p className={styles.empty}>{refusal ?? t.conversations.noneFound(query)}</p>;
  return (
    <>
      {conversations.length > 0 ? (
        <>
          <h2 className={styles.heading}>{t.conversations.conversationsFound}</h2>
          <ul>
            {conversations.map((conversation) => (
              <ConversationRow
                key={conversation.id}
                conversation={conversation}
                isOpen={conversation.id === openId}
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
            <PersonRow key={person.id} person={person} distinction={distinctions.get(person.id)} onChosen={onChosen} />
          ))}
        </ul>
      ) : (
        <p className={styles.note}>{t.conversations.searching}</p>
      )}
      {loadMore ? (
        <Button kind="quiet" wide onClick={loadMore}>
          {t.conversations.morePeople}
        </Button>
      ) : null}
    </>
  );
}
