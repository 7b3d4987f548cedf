import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, HubClient } from '@smart-hub/sdk';
import { useState } from 'react';
import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn } from '../hub/mistakes.js';
import { patience } from '../hub/patience.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { TextField } from '../ui/Field.js';
import field from '../ui/Field.module.css';
import styles from './AuthScreen.module.css';

const requestReset = addressOf<typeof accountEmailRoutes.requestReset>('POST', '/auth/password-reset');

/**
 * Requests a link to choose another password. The answer is the same whether or not the address has an account.
 *
 * @param props.email what was typed in the form before
 */
export default function ForgottenPassword({ email, onBack }: { email: string; onBack: () => void }) {
  const [isRequested, setRequested] = useState(false);
  const { mistakes, busy, onSubmit } = useForm<'email'>(async ({ email }) => {
    const missing = missingIn({ email }, { email: t.auth.missing.email });
    if (missing) return missing;
    try {
      await new HubClient({ url: location.origin }).call(requestReset, { body: { email } }, patience());
      setRequested(true);
      return {};
    } catch (error) {
      return mistakesIn(error, ['email']);
    }
  });
  return (
    <>
      <h2 className={styles.title}>{accountTexts.auth.forgottenTitle}</h2>
      <p className={styles.words}>{accountTexts.auth.forgottenText}</p>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <TextField
          name="email"
          type="email"
          label={t.auth.email}
          mistake={mistakes.email}
          autoComplete="username"
          defaultValue={email}
          autoFocus
        />
        <p role="alert" className={field.mistake}>
          {mistakes.form}
        </p>
        <Button type="submit" aria-disabled={busy} wide>
          {accountTexts.auth.sendLink}
        </Button>
        <p role="status">{isRequested && !busy ? accountTexts.auth.linkSent : null}</p>
      </form>
      <button type="button" className={styles.other} onClick={onBack}>
        {accountTexts.auth.backToLogin}
      </button>
    </>
  );
}
