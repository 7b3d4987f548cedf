import type { Login } from '@smart-hub/contract/auth';
import { HubError } from '@smart-hub/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useReloadedValue } from '../lib/reloaded-value.js';
import { requestTimeout } from '../lib/request-timeout.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { Logo } from '../ui/Logo.js';
import { removeUserData, logOutOffline, showSessionEnded } from './logout-state.js';
import { storeProfile, ownProfile } from './profile.js';
import { SendVerification } from './SendVerification.js';
import { sessionClient } from './session.js';
import styles from './VerifyEmail.module.css';

/** How often the page checks whether the user has opened the link, maybe on another device, in milliseconds. */
const CHECK_MS = 4000;

/** Shown instead of the conversations until the e-mail address of the account is verified. */
export default function VerifyEmail({ user }: { user: Login['user'] }) {
  const [client] = useState(sessionClient);
  const read = useCallback(async () => {
    try {
      return storeProfile(await client.call(ownProfile, {}, requestTimeout()));
    } catch (error) {
      if (error instanceof HubError && error.problem.status === 401) showSessionEnded();
      throw error;
    }
  }, [client]);
  const { reload } = useReloadedValue(read);

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, CHECK_MS);
    return () => clearInterval(timer);
  }, [reload]);

  async function logOut() {
    await client.logout().then(
      () => removeUserData(user.id),
      () => logOutOffline(user.id),
    );
  }

  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <Logo size={56} />
        <h1 className={styles.title}>{accountTexts.auth.verifyTitle}</h1>
        <p>{accountTexts.auth.verifyText(user.email)}</p>
        <SendVerification client={client} email={user.email} />
        <p className={styles.hint}>{accountTexts.auth.verifyHint}</p>
        <Button kind="quiet" onClick={() => void logOut()}>
          {t.auth.logout}
        </Button>
      </section>
    </main>
  );
}
