import { useMemo } from 'react';
import { useHub } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { distinctionsIn } from '../ui/namesakes.js';
import { ConversationRow } from './ConversationRow.js';
import { MorePeople } from './MorePeople.js';
import { useInbox, useStableOrder } from './order.js';
import { usePeople, type PeopleResults } from './people.js';
import { PersonRow } from './PersonRow.js';
import { useRovingFocus } from './roving-focus.js';
import styles from './Rows.module.css';

/**
 * The list of conversations, newest first. If there are none, the people to whom the user can write.
 *
 * The key of a row is the id of the person, also for the roving focus: when a person becomes a conversation, the row
 * and the focus stay.
 */
export function ConversationList({ openId }: { openId: string | undefined }) {
  const inbox = useInbox();
  const { list, handlers } = useStableOrder(inbox);
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
  const results = usePeople('', isEmpty && isOnline);
  const keys = isEmpty ? (results?.people ?? []).map(({ id }) => id) : list.map(({ user }) => user.id);
  const { tabStop, rovingProps } = useRovingFocus(keys, openId);
  return (
    <div {...rovingProps}>
      {isEmpty ? (
        isOnline && <NoConversations results={results} tabStop={tabStop} />
      ) : (
        <ul {...handlers}>
          {list.map((conversation) => (
            <ConversationRow
              key={conversation.user.id}
              conversation={conversation}
              isOpen={conversation.user.id === openId}
              isTabStop={conversation.user.id === tabStop}
              distinction={distinctions.get(conversation.user.id)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface NoConversationsProps {
  readonly results: PeopleResults | undefined;
  readonly tabStop: string | undefined;
}

function NoConversations({ results, tabStop }: NoConversationsProps) {
  const people = results?.people ?? [];
  const distinctions = distinctionsIn(people, 'all');
  return (
    <>
      <div className={styles.empty}>
        <h2>{t.conversations.emptyTitle}</h2>
        <p>{results && people.length === 0 ? t.conversations.noPeople : t.conversations.emptyText}</p>
      </div>
      {people.length > 0 ? (
        <>
          <h2 className={styles.heading}>{t.conversations.people}</h2>
          <ul>
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                isTabStop={person.id === tabStop}
                distinction={distinctions.get(person.id)}
              />
            ))}
          </ul>
          <MorePeople load={results?.loadMore} />
        </>
      ) : null}
    </>
  );
}
