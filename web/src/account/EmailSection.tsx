import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import type { Profile } from '@smart-hub/contract/users';
import { addressOf } from '@smart-hub/sdk';
import { SendVerification } from '../auth/SendVerification.js';
import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields } from '../lib/form-errors.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { useHubSession } from '../hub/hub-session.js';
import { usePolicy } from '../invitations/registration.js';
import { accountTexts } from '../texts/en-account.js';
import { PasswordField, TextField } from '../ui/Field.js';
import styles from './Account.module.css';
import { Section } from './Section.js';
import { FormActions, CollapsibleForm } from './CollapsibleForm.js';

const requestChange = addressOf<typeof accountEmailRoutes.requestChange>('POST', '/auth/email');

/** Shows, verifies and changes the e-mail address of the account. @param profile undefined until it is loaded */
export function EmailSection({ profile }: { profile: Profile | undefined }) {
  const { client, me } = useHubSession();
  const policy = usePolicy();
  const { email, emailVerified } = profile ?? me;
  const isVerificationOn = policy !== undefined && policy.emailVerification !== 'off';
  return (
    <Section title={accountTexts.account.email}>
      <p className={styles.address}>
        <span>{email}</span>
        {isVerificationOn && emailVerified !== undefined ? (
          <span className={styles.badge} data-good={emailVerified}>
            {emailVerified ? accountTexts.account.verified : accountTexts.account.unverified}
          </span>
        ) : null}
      </p>
      {isVerificationOn && emailVerified === false ? <SendVerification client={client} email={email} /> : null}
      {/* `passwordReset` is true if the server sends mail. A change of the address needs mail as well. */}
      {policy?.passwordReset ? (
        <CollapsibleForm label={accountTexts.account.changeEmail}>
          {(close) => <ChangeForm close={close} />}
        </CollapsibleForm>
      ) : null}
    </Section>
  );
}

function ChangeForm({ close }: { close: (outcome?: string) => void }) {
  const { client } = useHubSession();
  const { errors, busy, onSubmit } = useForm<'email' | 'password'>(async ({ email, password }) => {
    const { newEmail, currentPassword } = accountTexts.account.missing;
    const missing = missingFields({ email, password }, { email: newEmail, password: currentPassword });
    if (missing) return missing;
    try {
      await client.call(requestChange, { body: { email, password } }, requestTimeout());
      close(accountTexts.account.changeRequested(email.trim()));
      return {};
    } catch (error) {
      return formErrorsOf(error, ['email', 'password'], {
        'auth.password_wrong': 'password',
        'auth.email_taken': 'email',
      });
    }
  });
  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      <p className={styles.text}>{accountTexts.account.changeEmailText}</p>
      <TextField
        name="email"
        type="email"
        label={accountTexts.account.newEmail}
        error={errors.email}
        autoComplete="off"
        autoFocus
      />
      <PasswordField label={accountTexts.account.currentPassword} isNew={false} error={errors.password} />
      <p role="alert" className={styles.error}>
        {errors.form}
      </p>
      <FormActions label={accountTexts.account.requestChange} busy={busy} onCancel={() => close()} />
    </form>
  );
}
