import { useConversations } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { ConversationRow } from './ConversationRow.js';
import { isMeant, usePeople } from './people.js';
import { PersonRow } from './PersonRow.js';
import styles from './Rows.module.css';

interface Props {
  readonly query: string;
  readonly openId: string | undefined;
  readonly onChosen: () => void;
}

/** What a search finds: conversations at once, and people as soon as the server has said. */
export function Found({ query, openId, onChosen }: Props) {
  const conversations = useConversations().filter(({ user }) => isMeant(user.name, query));
  const people = usePeople(query);
  if (conversations.length === 0 && people?.length === 0)
    return <p className={styles.empty}>{t.conversations.noneFound(query)}</p>;
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
                onChosen={onChosen}
              />
            ))}
          </ul>
        </>
      ) : null}
      {people?.length === 0 ? null : <h2 className={styles.heading}>{t.conversations.peopleFound}</h2>}
      {people ? (
        <ul>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} onChosen={onChosen} />
          ))}
        </ul>
      ) : (
        <p className={styles.note}>{t.conversations.searching}</p>
      )}
    </>
  );
}
