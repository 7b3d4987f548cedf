import { setTheme, THEMES, useTheme } from '../app/theme.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import styles from './Account.module.css';
import { Section } from './Section.js';

/** How the page looks here. */
export function AppearanceSection() {
  const theme = useTheme();
  return (
    <Section title={accountTexts.account.appearance}>
      <fieldset className={styles.choices}>
        <legend>{t.account.theme}</legend>
        {THEMES.map((one) => (
          <label key={one} className={styles.choice}>
            <input type="radio" name="theme" checked={one === theme} onChange={() => setTheme(one)} />
            {t.account.themes[one]}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
