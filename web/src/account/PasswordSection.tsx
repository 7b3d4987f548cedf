import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields } from '../lib/form-errors.js';
import { useHubSession } from '../hub/hub-session.js';
import { accountTexts } from '../texts/en-account.js';
import { PasswordField } from '../ui/Field.js';
import styles from './Account.module.css';
import { Section } from './Section.js';
import { FormActions, CollapsibleForm } from './CollapsibleForm.js';

const FIELDS = ['currentPassword', 'newPassword'] as const;
type Field = (typeof FIELDS)[number];

/**
 * The section in which the user changes the password.
 *
 * @param onChanged called after the change, which logs out all other devices
 */
export function PasswordSection({ onChanged }: { onChanged: () => void }) {
  return (
    <Section title={accountTexts.account.password} text={accountTexts.account.changePasswordText}>
      <CollapsibleForm label={accountTexts.account.changePassword}>
        {(close) => <ChangeForm close={close} onChanged={onChanged} />}
      </CollapsibleForm>
    </Section>
  );
}

interface FormProps {
  readonly close: (outcome?: string) => void;
  readonly onChanged: () => void;
}

function ChangeForm({ close, onChanged }: FormProps) {
  const { client, me } = useHubSession();
  const { errors, busy, onSubmit } = useForm<Field>(async ({ currentPassword, newPassword }) => {
    const { missing: messages } = accountTexts.account;
    const missing = missingFields<Field>(
      { currentPassword, newPassword },
      { currentPassword: messages.currentPassword, newPassword: messages.newPassword },
    );
    if (missing) return missing;
    try {
      await client.changePassword({ currentPassword, newPassword });
      close(accountTexts.account.passwordChanged);
      onChanged();
      return {};
    } catch (error) {
      return formErrorsOf(error, FIELDS, { 'auth.password_wrong': 'currentPassword' });
    }
  });
  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      {/* Password managers expect a field with the user name beside a password. */}
      <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
      <PasswordField
        name="currentPassword"
        label={accountTexts.account.currentPassword}
        isNew={false}
        error={errors.currentPassword}
        autoFocus
      />
      <PasswordField name="newPassword" label={accountTexts.account.newPassword} isNew error={errors.newPassword} />
      <p role="alert" className={styles.error}>
        {errors.form}
      </p>
      <FormActions label={accountTexts.account.change} busy={busy} onCancel={() => close()} />
    </form>
  );
}
