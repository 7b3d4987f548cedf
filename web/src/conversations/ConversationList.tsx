import { useConversations, useHub } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { useMemo } from 'react';
import { ConversationRow } from './ConversationRow.js';
import { useSteadyOrder } from './order.js';
import styles from './Rows.module.css';
import { PersonRow } from './PersonRow.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { usePeople } from './people.js';

/** The conversations, newest on top; and as long as there are none, who could be written to. */
export function ConversationList({ openId }: { openId: string | undefined }) {
  const conversations = useConversations();
  const { list, handlers } = useSteadyOrder(conversations);
  const distinctions = useMemo(
    () =>
      distinctionsIn(
        conversations.map(({ user }) => user),
        'of namesakes',
      ),
    [conversations],
  );
  const isOnline = useHub(({ status }) => status === 'online');
  if (list.length === 0) return isOnline ? <Nobody /> : null;
  return (
    <ul {...handlers}>
      {list.map((conversation) => (
        <ConversationRow
          key={conversation.id}
          conversation={conversation}
          isOpen={conversation.id === openId}
          distinction={distinctions.get(conversation.user.id)}
        />
      ))}
    </ul>
  );
}

function Nobody() {
  const people = usePeople('')?.people;
  const distinctions = distinctionsIn(people ?? [], 'all');
  return (
    <>
      <div className={styles.empty}>
        <h2>{t.conversations.emptyTitle}</h2>
        <p>{people?.length === 0 ? t.conversations.alone : t.conversations.emptyText}</p>
      </div>
      {people?.length ? (
        <>
          <h2 className={styles.heading}>{t.conversations.people}</h2>
          <ul>
            {people.map((person) => (
              <PersonRow key={person.id} person={person} distinction={distinctions.get(person.id)} />
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
