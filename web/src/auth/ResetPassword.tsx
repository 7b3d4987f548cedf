import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, HubClient, HubError } from '@smart-hub/sdk';
import { useState } from 'react';
import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields } from '../lib/form-errors.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { PasswordField } from '../ui/Field.js';
import field from '../ui/Field.module.css';
import styles from './AuthScreen.module.css';

const confirmReset = addressOf<typeof accountEmailRoutes.confirmReset>('POST', '/auth/password-reset/confirm');

interface Props {
  /** The token of the mailed link. */
  readonly token: string;
  /** Whether a user is logged in. That user remains logged in, even if the link is for another account. */
  readonly isLoggedIn: boolean;
  readonly onDone: () => void;
  readonly onRequestAnother: () => void;
  readonly onCancel: () => void;
}

/** The form that sets a new password by the token of a mailed link. */
export default function ResetPassword({ token, isLoggedIn, onDone, onRequestAnother, onCancel }: Props) {
  const [outcome, setOutcome] = useState<'changed' | 'invalid link'>();
  const { errors, busy, onSubmit } = useForm<'password'>(async ({ password }) => {
    const missing = missingFields({ password }, { password: t.auth.missing.password });
    if (missing) return missing;
    try {
      await new HubClient({ url: location.origin }).call(confirmReset, { body: { token, password } }, requestTimeout());
      if (isLoggedIn) setOutcome('changed');
      else onDone();
      return {};
    } catch (error) {
      if (isInvalidLink(error)) setOutcome('invalid link');
      return formErrorsOf(error, ['password']);
    }
  });
  if (outcome === 'changed')
    return (
      <>
        <h2 className={styles.title}>{accountTexts.auth.resetDoneTitle}</h2>
        <p role="status" className={styles.note}>
          {accountTexts.auth.resetDoneText}
        </p>
        <Button wide autoFocus onClick={onDone}>
          {t.auth.continue}
        </Button>
      </>
    );
  const back = (
    <button type="button" className={styles.link} onClick={onCancel}>
      {isLoggedIn ? t.cancel : accountTexts.auth.backToLogin}
    </button>
  );
  if (outcome === 'invalid link')
    return (
      <>
        <h2 className={styles.title}>{accountTexts.auth.linkInvalidTitle}</h2>
        <p role="alert" className={styles.note}>
          {accountTexts.auth.resetLinkInvalid}
        </p>
        {isLoggedIn ? null : (
          <Button wide autoFocus onClick={onRequestAnother}>
            {accountTexts.auth.requestAnother}
          </Button>
        )}
        {back}
      </>
    );
  return (
    <>
      <h2 className={styles.title}>{accountTexts.auth.resetTitle}</h2>
      <p className={styles.note}>{accountTexts.auth.resetText}</p>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <PasswordField isNew label={accountTexts.auth.newPassword} error={errors.password} autoFocus />
        <p role="alert" className={field.error}>
          {errors.form}
        </p>
        <Button type="submit" aria-disabled={busy} wide>
          {accountTexts.auth.setPassword}
        </Button>
      </form>
      {back}
    </>
  );
}

/** Whether the error means that the link is not valid: its token is unknown, used, expired or malformed. */
function isInvalidLink(error: unknown): boolean {
  if (!(error instanceof HubError)) return false;
  return error.code === 'auth.link_invalid' || (error.problem.errors?.some(({ field }) => field === 'token') ?? false);
}
