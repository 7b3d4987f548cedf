import type { CSSProperties } from 'react';
import { t } from '../texts/en.js';
import styles from './Avatar.module.css';
import { initialsOf } from './initials.js';

interface Props {
  readonly person: { readonly id: string; readonly name: string; readonly color?: number };
  /** Shown with a dot. */
  readonly online?: boolean | undefined;
  readonly size?: 'small' | 'large';
}

/** Initials on the colour that a person has chosen, or on one that is always the same for the same person. */
export function Avatar({ person, online, size = 'large' }: Props) {
  return (
    <span
      className={styles[size]}
      // A picture made of letters: no text that would have to be part of a name.
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
