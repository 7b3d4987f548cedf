import { setTheme, THEMES, useTheme } from '../lib/theme.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import styles from './Account.module.css';
import { Section } from './Section.js';

/** The section in which the user chooses the theme of this device. */
export function AppearanceSection() {
  const theme = useTheme();
  return (
    <Section title={accountTexts.account.appearance}>
      <fieldset className={styles.choices}>
        <legend>{t.account.theme}</legend>
        {THEMES.map((choice) => (
          <label key={choice} className={styles.choice}>
            <input type="radio" name="theme" checked={choice === theme} onChange={() => setTheme(choice)} />
            {t.account.themes[choice]}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
