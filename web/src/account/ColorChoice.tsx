import { Check } from 'lucide-react';
import type { CSSProperties } from 'react';
import { accountTexts } from '../texts/en-account.js';
import styles from './Account.module.css';

/** The hues of the palette in degrees, far enough apart to be distinguished from each other. */
const HUES = { pink: 0, red: 27, orange: 58, yellow: 98, green: 145, teal: 190, blue: 240, indigo: 275, purple: 315 };

const PALETTE = Object.entries(HUES).map(([name, hue]) => ({
  hue,
  name: accountTexts.account.colors[name as keyof typeof HUES],
}));

interface Props {
  /** The hue in degrees; undefined for the automatic colour, which is derived from the id. */
  readonly color: number | undefined;
  readonly onChange: (color: number | undefined) => void;
}

/** A palette from which the user chooses the colour of their avatar, or the automatic colour. */
export function ColorChoice({ color, onChange }: Props) {
  const isOther = color !== undefined && !PALETTE.some(({ hue }) => hue === color);
  const choices = isOther ? [...PALETTE, { hue: color, name: accountTexts.account.otherColor }] : PALETTE;
  return (
    <fieldset className={styles.choices}>
      <legend>{accountTexts.account.color}</legend>
      <label className={styles.choice}>
        <input type="radio" name="color" checked={color === undefined} onChange={() => onChange(undefined)} />
        {accountTexts.account.automatic}
      </label>
      {choices.map(({ hue, name }) => (
        <label
          key={hue}
          className={`${styles.choice} ${styles.swatch}`}
          title={name}
          style={{ '--hue': hue } as CSSProperties}
        >
          <input type="radio" name="color" aria-label={name} checked={color === hue} onChange={() => onChange(hue)} />
          <Check size={18} aria-hidden className={styles.check} />
        </label>
      ))}
    </fieldset>
  );
}
