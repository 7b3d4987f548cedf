import type { MessageView } from '@smart-hub/sdk';
import type { Newcomer } from '../app/places.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import { Named } from '../ui/Named.js';
import { Bubble } from './Bubble.js';
import { useFolding } from './folding.js';
import styles from './History.module.css';
import { rowsOf } from './rows.js';

interface Props {
  readonly person: Newcomer;
  readonly messages: readonly MessageView[];
  /** Whether nobody can write to them any more. */
  readonly isClosed: boolean;
}

/** Before the server knows of a conversation: what is to become of it, or an invitation. */
export function FirstMessages({ person, messages, isClosed }: Props) {
  const { isUnfolded, setUnfolded } = useFolding();
  return (
    <div className={styles.first}>
      <div className={styles.hello}>
        <Avatar person={person} />
        <h3>{isClosed ? person.name : <Named sentence={t.chat.sayHello} name={person.name} />}</h3>
        {isClosed ? null : <p>{t.chat.sayHelloText}</p>}
      </div>
      {rowsOf(messages).map((row) => (
        <Bubble key={row.message.key} row={row} isMine isUnfolded={isUnfolded(row.message)} onUnfold={setUnfolded} />
      ))}
    </div>
  );
}
