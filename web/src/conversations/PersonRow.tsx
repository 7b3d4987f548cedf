import type { Person } from '@smart-hub/contract/users';
import { Link } from 'wouter';
import { paths, personState } from '../routing/routes.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import styles from './Rows.module.css';

interface Props {
  readonly person: Person;
  /** Whether this row is the tab stop of the list. */
  readonly isTabStop: boolean;
  /** A handle or join date that distinguishes the person from others in the list. */
  readonly distinction: string | undefined;
  readonly onChosen?: () => void;
}

/** A row of the list for a person without a conversation. */
export function PersonRow({ person, isTabStop, distinction, onChosen }: Props) {
  return (
    <li>
      <Link
        href={paths.person(person.id)}
        state={personState(person)}
        className={styles.row}
        data-row={person.id}
        tabIndex={isTabStop ? 0 : -1}
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
