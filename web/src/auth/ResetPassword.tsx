import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, HubClient, HubError } from '@smart-hub/sdk';
import { useState } from 'react';
import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn } from '../hub/mistakes.js';
import { patience } from '../hub/patience.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { PasswordField } from '../ui/Field.js';
import field from '../ui/Field.module.css';
import styles from './AuthScreen.module.css';

const confirmReset = addressOf<typeof accountEmailRoutes.confirmReset>('POST', '/auth/password-reset/confirm');

interface Props {
  /** Of the link that was mailed. */
  readonly token: string;
  /** Then the page goes on where it was, whichever account the link is of. */
  readonly isLoggedIn: boolean;
  readonly onDone: () => void;
  readonly onRequestAnother: () => void;
  readonly onCancel: () => void;
}

/** Chooses another password by a link that was mailed. */
export default function ResetPassword({ token, isLoggedIn, onDone, onRequestAnother, onCancel }: Props) {
  const [outcome, setOutcome] = useState<'changed' | 'invalid link'>();
  const { mistakes, busy, onSubmit } = useForm<'password'>(async ({ password }) => {
    const missing = missingIn({ password }, { password: t.auth.missing.password });
    if (missing) return missing;
    try {
      await new HubClient({ url: location.origin }).call(confirmReset, { body: { token, password } }, patience());
      if (isLoggedIn) setOutcome('changed');
      else onDone();
      return {};
    } catch (error) {
      if (isAboutLink(error)) setOutcome('invalid link');
      return mistakesIn(error, ['password']);
    }
  });
  if (outcome === 'changed')
    return (
      <>
        <h2 className={styles.title}>{accountTexts.auth.resetDoneTitle}</h2>
        <p role="status" className={styles.words}>
          {accountTexts.auth.resetDoneText}
        </p>
        <Button wide autoFocus onClick={onDone}>
          {t.auth.goOn}
        </Button>
      </>
    );
  const back = (
    <button type="button" className={styles.other} onClick={onCancel}>
      {isLoggedIn ? t.cancel : accountTexts.auth.backToLogin}
    </button>
  );
  if (outcome === 'invalid link')
    return (
      <>
        <h2 className={styles.title}>{accountTexts.auth.linkInvalidTitle}</h2>
        <p role="alert" className={styles.words}>
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
      <p className={styles.words}>{accountTexts.auth.resetText}</p>
      <form noValidate className={styles.form} onSubmit={onSubmit}>
        <PasswordField isNew label={accountTexts.auth.newPassword} mistake={mistakes.password} autoFocus />
        <p role="alert" className={field.mistake}>
          {mistakes.form}
        </p>
        <Button type="submit" aria-disabled={busy} wide>
          {accountTexts.auth.setPassword}
        </Button>
      </form>
      {back}
    </>
  );
}

/** Whether the link is of no use: also a text that cannot be the token of one. */
function isAboutLink(error: unknown): boolean {
  if (!(error instanceof HubError)) return false;
  return error.code === 'auth.link_invalid' || (error.problem.errors?.some(({ field }) => field === 'token') ?? false);
}
