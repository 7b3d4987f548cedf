import type { Login } from '@smart-hub/contract/auth';
import { HubError } from '@smart-hub/sdk';
import { useCallback, useEffect, useState } from 'react';
import { useFresh } from '../hub/fresh.js';
import { patience } from '../hub/patience.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import { Mark } from '../ui/Mark.js';
import { leaveDevice, leaveOffline, showEnded } from './leaving.js';
import { keepProfile, ownProfile } from './profile.js';
import { SendVerification } from './SendVerification.js';
import { sessionClient } from './session.js';
import styles from './VerifyEmail.module.css';

/** How often the page asks whether the link was opened, in milliseconds: it may be opened on another device. */
const INTERVAL_MS = 4000;

/** Stands in place of the conversations until the address of the account is verified. */
export default function VerifyEmail({ user }: { user: Login['user'] }) {
  const [client] = useState(sessionClient);
  const read = useCallback(async () => {
    try {
      return keepProfile(await client.call(ownProfile, {}, patience()));
    } catch (error) {
      if (error instanceof HubError && error.problem.status === 401) showEnded();
      throw error;
    }
  }, [client]);
  const { reload } = useFresh(read);

  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void reload();
    }, INTERVAL_MS);
    return () => clearInterval(timer);
  }, [reload]);

  async function leave() {
    await client.logout().then(
      () => leaveDevice(user.id),
      () => leaveOffline(user.id),
    );
  }

  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <Mark size={56} />
        <h1 className={styles.title}>{accountTexts.auth.verifyTitle}</h1>
        <p>{accountTexts.auth.verifyText(user.email)}</p>
        <SendVerification client={client} email={user.email} />
        <p className={styles.hint}>{accountTexts.auth.verifyHint}</p>
        <Button kind="quiet" onClick={() => void leave()}>
          {t.auth.logout}
        </Button>
      </section>
    </main>
  );
}
