import type { Person } from '@smart-hub/contract/users';
import { Link } from 'wouter';
import { paths, personState } from '../app/places.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import styles from './Rows.module.css';

interface Props {
  readonly person: Person;
  /** Whether it is the tab stop of its list. */
  readonly isStop: boolean;
  /** What tells them apart from others of the list. */
  readonly distinction: string | undefined;
  readonly onChosen?: () => void;
}

/** Somebody who has not been written to. */
export function PersonRow({ person, isStop, distinction, onChosen }: Props) {
  return (
    <li>
      <Link
        href={paths.person(person.id)}
        state={personState(person)}
        className={styles.row}
        data-row={person.id}
        tabIndex={isStop ? 0 : -1}
        onClick={onChosen}
      >
        <Avatar person={person} online={person.online} />
        <bdi className={styles.name} translate="no">
          {person.name}
        </bdi>
        <span className={styles.preview}>
          {distinction === undefined ? null : <span>{`${distinction} · `}</span>}
          <span>{person.online ? t.conversations.online : t.conversations.offline}</span>
        </span>
      </Link>
    </li>
  );
}
