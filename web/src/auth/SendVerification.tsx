import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, type HubClient } from '@smart-hub/sdk';
import { useState } from 'react';
import { requestTimeout } from '../lib/request-timeout.js';
import { errorMessageOf } from '../lib/error-message.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import field from '../ui/Field.module.css';

const requestVerification = addressOf<typeof accountEmailRoutes.requestVerification>(
  'POST',
  '/auth/email/verification',
);

/** A button that sends another link to verify the e-mail address. */
export function SendVerification({ client, email }: { client: HubClient; email: string }) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly message: string; readonly isSent: boolean }>();

  async function send() {
    setBusy(true);
    setOutcome(undefined);
    const outcome = await client.call(requestVerification, {}, requestTimeout()).then(
      () => ({ message: accountTexts.account.verificationSent(email), isSent: true }),
      (error: unknown) => ({ message: errorMessageOf(error), isSent: false }),
    );
    setOutcome(outcome);
    setBusy(false);
  }

  return (
    <div>
      <Button aria-disabled={busy} onClick={() => void (busy || send())}>
        {accountTexts.account.sendVerification}
      </Button>
      <p role="status" className={outcome?.isSent === false ? field.error : field.hint}>
        {outcome?.message}
      </p>
    </div>
  );
}
