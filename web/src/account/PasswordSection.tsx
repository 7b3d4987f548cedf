import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn } from '../hub/mistakes.js';
import { useSeat } from '../hub/seat.js';
import { accountTexts } from '../texts/en-account.js';
import { PasswordField } from '../ui/Field.js';
import styles from './Account.module.css';
import { Section } from './Section.js';
import { FormActions, Unfolding } from './Unfolding.js';

const FIELDS = ['currentPassword', 'newPassword'] as const;
type Field = (typeof FIELDS)[number];

/** Changes the password. @param onChanged the other devices have been logged out */
export function PasswordSection({ onChanged }: { onChanged: () => void }) {
  return (
    <Section title={accountTexts.account.password} text={accountTexts.account.changePasswordText}>
      <Unfolding label={accountTexts.account.changePassword}>
        {(fold) => <ChangeForm fold={fold} onChanged={onChanged} />}
      </Unfolding>
    </Section>
  );
}

interface FormProps {
  readonly fold: (outcome?: string) => void;
  readonly onChanged: () => void;
}

function ChangeForm({ fold, onChanged }: FormProps) {
  const { client, me } = useSeat();
  const { mistakes, busy, onSubmit } = useForm<Field>(async ({ currentPassword, newPassword }) => {
    const { missing: words } = accountTexts.account;
    const missing = missingIn<Field>(
      { currentPassword, newPassword },
      { currentPassword: words.currentPassword, newPassword: words.newPassword },
    );
    if (missing) return missing;
    try {
      await client.changePassword({ currentPassword, newPassword });
      fold(accountTexts.account.passwordChanged);
      onChanged();
      return {};
    } catch (error) {
      return mistakesIn(error, FIELDS, { 'auth.password_wrong': 'currentPassword' });
    }
  });
  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      {/* For password managers, which fill in pairs. */}
      <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
      <PasswordField
        name="currentPassword"
        label={accountTexts.account.currentPassword}
        isNew={false}
        mistake={mistakes.currentPassword}
        autoFocus
      />
      <PasswordField name="newPassword" label={accountTexts.account.newPassword} isNew mistake={mistakes.newPassword} />
      <p role="alert" className={styles.mistake}>
        {mistakes.form}
      </p>
      <FormActions label={accountTexts.account.change} busy={busy} onCancel={() => fold()} />
    </form>
  );
}
