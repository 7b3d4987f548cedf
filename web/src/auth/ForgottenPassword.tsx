import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, HubClient } from '@smart-hub/sdk';
import { useState } from 'react';
import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields } from '../lib/form-errors.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { TextField } from '../ui/Field.js';
import field from '../ui/Field.module.css';
import styles from './AuthScreen.module.css';

const requestReset = addressOf<typeof accountEmailRoutes.requestReset>('POST', '/auth/password-reset');

/**
 * Requests a link to reset the password. The response is the same whether or not the address has an account.
 *
 * @param props.email the address that was typed into the login form
 */
export default function ForgottenPassword({ email, onBack }: { email: string; onBack: () => void }) {
  const [isRequested, setRequested] = useState(false);
  const { errors, busy, onSubmit } = useForm<'email'>(async ({ email }) => {
    const missing = missingFields({ email }, { email: t.auth.missing.email });
    if (missing) return missing;
    try {
      await new HubClient({ url: location.origin }).call(requestReset, { body: { email } }, requestTimeout());
      setRequested(true);
      return {};
    } catch (error) {
      return formErrorsOf(error, ['email']);
    }
  });
  return (
    <>
      <h2 className={styles.title}>{accountTexts.auth.forgottenTitle}</h2>
      <p className={styles.note}>{accountTexts.auth.forgottenText}</p>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <TextField
          name="email"
          type="email"
          label={t.auth.email}
          error={errors.email}
          autoComplete="username"
          defaultValue={email}
          autoFocus
        />
        <p role="alert" className={field.error}>
          {errors.form}
        </p>
        <Button type="submit" aria-disabled={busy} wide>
          {accountTexts.auth.sendLink}
        </Button>
        <p role="status">{isRequested && !busy ? accountTexts.auth.linkSent : null}</p>
      </form>
      <button type="button" className={styles.link} onClick={onBack}>
        {accountTexts.auth.backToLogin}
      </button>
    </>
  );
}
