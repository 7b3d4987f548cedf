import { Dialog } from '@base-ui/react/dialog';
import type { accountEmailRoutes } from '@smart-hub/contract/account-email';
import { addressOf, HubClient, HubError } from '@smart-hub/sdk';
import { useEffect, useState } from 'react';
import { requestTimeout } from '../lib/request-timeout.js';
import { errorMessageOf } from '../lib/error-message.js';
import { t } from '../texts/en.js';
import { accountTexts } from '../texts/en-account.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { discardMailedLink } from './mailed-link.js';

const verify = addressOf<typeof accountEmailRoutes.verify>('POST', '/auth/email/verify');
const confirmChange = addressOf<typeof accountEmailRoutes.confirmChange>('POST', '/auth/email/confirm');

interface Props {
  readonly kind: 'verify' | 'confirm-email';
  readonly token: string;
}

interface Outcome {
  readonly title: string;
  readonly text: string;
  /** Whether opening the same link again can succeed later. */
  readonly retryable?: boolean;
}

/** Confirms an e-mail address by the token of a mailed link, and shows the result. */
export default function ConfirmationDialog({ kind, token }: Props) {
  const [outcome, setOutcome] = useState<Outcome>();
  useEffect(() => void confirm(kind, token).then(setOutcome), [kind, token]);

  function retry() {
    setOutcome(undefined);
    void confirm(kind, token).then(setOutcome);
  }

  return (
    <Dialog.Root open onOpenChange={(open) => open || discardMailedLink()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog}>
          <div aria-live="polite">
            <Dialog.Title className={dialog.title}>{outcome?.title ?? accountTexts.links.checking}</Dialog.Title>
            <Dialog.Description className={dialog.text}>{outcome?.text}</Dialog.Description>
          </div>
          <div className={dialog.actions}>
            {outcome?.retryable ? (
              <Button kind="quiet" onClick={retry}>
                {t.retry}
              </Button>
            ) : null}
            <Dialog.Close render={<Button />}>{t.close}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

async function confirm(kind: Props['kind'], token: string): Promise<Outcome> {
  const client = new HubClient({ url: location.origin });
  try {
    if (kind === 'verify') {
      const { email } = await client.call(verify, { body: { token } }, requestTimeout());
      return { title: accountTexts.links.verified, text: accountTexts.links.verifiedText(email) };
    }
    const { state } = await client.call(confirmChange, { body: { token } }, requestTimeout());
    return state === 'changed'
      ? { title: accountTexts.links.changed, text: accountTexts.links.changedText }
      : { title: accountTexts.links.waiting, text: accountTexts.links.waitingText };
  } catch (error) {
    return outcomeOf(error, kind);
  }
}

function outcomeOf(error: unknown, kind: Props['kind']): Outcome {
  const code = error instanceof HubError ? error.code : undefined;
  if (code === 'auth.link_invalid' || code === 'request.invalid')
    return { title: accountTexts.auth.linkInvalidTitle, text: accountTexts.links.invalid[kind] };
  return {
    title: accountTexts.links.failed,
    text: errorMessageOf(error),
    retryable: !(error instanceof HubError) || error.problem.retryable,
  };
}
