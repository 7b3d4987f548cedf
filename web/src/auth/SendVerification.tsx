import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, type HubClient } from '@smart-hub/sdk';
import { useState } from 'react';
import { patience } from '../hub/patience.js';
import { reasonOf } from '../hub/reason.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import field from '../ui/Field.module.css';

const requestVerification = addressOf<typeof accountEmailRoutes.requestVerification>(
  'POST',
  '/auth/email/verification',
);

/** Sends the link again that verifies an address. */
export function SendVerification({ client, email }: { client: HubClient; email: string }) {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ readonly words: string; readonly isSent: boolean }>();

  async function send() {
    setBusy(true);
    setOutcome(undefined);
    const outcome = await client.call(requestVerification, {}, patience()).then(
      () => ({ words: accountTexts.account.verificationSent(email), isSent: true }),
      (error: unknown) => ({ words: reasonOf(error), isSent: false }),
    );
    setOutcome(outcome);
    setBusy(false);
  }

  return (
    <div>
      <Button aria-disabled={busy} onClick={() => void (busy || send())}>
        {accountTexts.account.sendVerification}
      </Button>
      <p role="status" className={outcome?.isSent === false ? field.mistake : field.hint}>
        {outcome?.words}
      </p>
    </div>
  );
}
