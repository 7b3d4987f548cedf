import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import type { Profile } from '@smart-hub/contract/users';
import { addressOf } from '@smart-hub/sdk';
import { SendVerification } from '../auth/SendVerification.js';
import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn } from '../hub/mistakes.js';
import { patience } from '../hub/patience.js';
import { useSeat } from '../hub/seat.js';
import { usePolicy } from '../invitations/registration.js';
import { accountTexts } from '../texts/en-account.js';
import { PasswordField, TextField } from '../ui/Field.js';
import styles from './Account.module.css';
import { Section } from './Section.js';
import { FormActions, Unfolding } from './Unfolding.js';

const requestChange = addressOf<typeof accountEmailRoutes.requestChange>('POST', '/auth/email');

/** The address of the account. @param profile undefined until it is known */
export function EmailSection({ profile }: { profile: Profile | undefined }) {
  const { client, me } = useSeat();
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
      {/* Both need a server that sends mail. */}
      {policy?.passwordReset ? (
        <Unfolding label={accountTexts.account.changeEmail}>{(fold) => <ChangeForm fold={fold} />}</Unfolding>
      ) : null}
    </Section>
  );
}

function ChangeForm({ fold }: { fold: (outcome?: string) => void }) {
  const { client } = useSeat();
  const { mistakes, busy, onSubmit } = useForm<'email' | 'password'>(async ({ email, password }) => {
    const { newEmail, currentPassword } = accountTexts.account.missing;
    const missing = missingIn({ email, password }, { email: newEmail, password: currentPassword });
    if (missing) return missing;
    try {
      await client.call(requestChange, { body: { email, password } }, patience());
      fold(accountTexts.account.changeRequested(email.trim()));
      return {};
    } catch (error) {
      return mistakesIn(error, ['email', 'password'], {
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
        mistake={mistakes.email}
        autoComplete="off"
        autoFocus
      />
      <PasswordField label={accountTexts.account.currentPassword} isNew={false} mistake={mistakes.password} />
      <p role="alert" className={styles.mistake}>
        {mistakes.form}
      </p>
      <FormActions label={accountTexts.account.requestChange} busy={busy} onCancel={() => fold()} />
    </form>
  );
}
