import type { CSSProperties } from 'react';
import { t } from '../texts/en.js';
import styles from './Avatar.module.css';
import { initialsOf } from './initials.js';

interface Props {
  readonly person: { readonly id: string; readonly name: string; readonly color?: number };
  /** Whether to show the dot that marks an online user. */
  readonly online?: boolean | undefined;
  readonly size?: 'small' | 'large';
}

/**
 * The initials of a person on the colour that the person has chosen, or on a colour that is derived from the person's
 * id.
 */
export function Avatar({ person, online, size = 'large' }: Props) {
  return (
    <span
      className={styles[size]}
      // CSS renders the initials from this attribute, so that they are not part of the accessible name.
      data-initials={initialsOf(person.name)}
      style={{ '--hue': person.color ?? hueOf(person.id) } as CSSProperties}
    >
      {online ? <span className={styles.online} role="img" aria-label={t.conversations.online} /> : null}
    </span>
  );
}

function hueOf(id: string): number {
  let hash = 0;
  for (const letter of id) hash = (hash * 31 + letter.codePointAt(0)!) % 360;
  return hash;
}
