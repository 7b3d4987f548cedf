import { useMemo } from 'react';
import { useHub } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { ConversationRow } from './ConversationRow.js';
import { MorePeople } from './MorePeople.js';
import { useInbox, useSteadyOrder } from './order.js';
import { usePeople, type FoundPeople } from './people.js';
import { PersonRow } from './PersonRow.js';
import { useRovingFocus } from './roving-focus.js';
import styles from './Rows.module.css';

/**
 * The conversations, newest on top; and as long as there are none, who could be written to.
 *
 * Rows are known by their person, also to the focus: a person becomes a conversation in its place.
 */
export function ConversationList({ openId }: { openId: string | undefined }) {
  const inbox = useInbox();
  const { list, handlers } = useSteadyOrder(inbox);
  const distinctions = useMemo(
    () =>
      distinctionsIn(
        inbox.map(({ user }) => user),
        'of namesakes',
      ),
    [inbox],
  );
  const isOnline = useHub(({ status }) => status === 'online');
  const isEmpty = list.length === 0;
  const found = usePeople('', isEmpty && isOnline);
  const keys = isEmpty ? (found?.people ?? []).map(({ id }) => id) : list.map(({ user }) => user.id);
  const { stop, roving } = useRovingFocus(keys, openId);
  return (
    <div {...roving}>
      {isEmpty ? (
        isOnline && <Nobody found={found} stop={stop} />
      ) : (
        <ul {...handlers}>
          {list.map((conversation) => (
            <ConversationRow
              key={conversation.user.id}
              conversation={conversation}
              isOpen={conversation.user.id === openId}
              isStop={conversation.user.id === stop}
              distinction={distinctions.get(conversation.user.id)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Nobody({ found, stop }: { found: FoundPeople | undefined; stop: string | undefined }) {
  const people = found?.people ?? [];
  const distinctions = distinctionsIn(people, 'all');
  return (
    <>
      <div className={styles.empty}>
        <h2>{t.conversations.emptyTitle}</h2>
        <p>{found && people.length === 0 ? t.conversations.alone : t.conversations.emptyText}</p>
      </div>
      {people.length > 0 ? (
        <>
          <h2 className={styles.heading}>{t.conversations.people}</h2>
          <ul>
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                isStop={person.id === stop}
                distinction={distinctions.get(person.id)}
              />
            ))}
          </ul>
          <MorePeople load={found?.loadMore} />
        </>
      ) : null}
    </>
  );
}
