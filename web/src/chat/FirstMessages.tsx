import type { MessageView } from '@smart-hub/sdk';
import type { NewContact } from '../routing/routes.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { SentenceWithName } from '../ui/SentenceWithName.js';
import { Bubble } from './Bubble.js';
import { useFolding } from './folding.js';
import styles from './History.module.css';
import { rowsOf } from './rows.js';

interface Props {
  readonly person: NewContact;
  readonly messages: readonly MessageView[];
  /** Whether the account of the person was erased, so that nobody can write to it. */
  readonly isClosed: boolean;
}

/**
 * Shown until the conversation exists on the server: the unsent messages or, if there are none, an invitation to write.
 */
export function FirstMessages({ person, messages, isClosed }: Props) {
  const { isUnfolded, setUnfolded } = useFolding();
  return (
    <div className={styles.firstMessages}>
      <div className={styles.invitation}>
        <Avatar person={person} />
        <h3>{isClosed ? person.name : <SentenceWithName sentence={t.chat.sayHello} name={person.name} />}</h3>
        {isClosed ? null : <p>{t.chat.sayHelloText}</p>}
      </div>
      {rowsOf(messages).map((row) => (
        <Bubble key={row.message.key} row={row} isMine isUnfolded={isUnfolded(row.message)} onUnfold={setUnfolded} />
      ))}
    </div>
  );
}
