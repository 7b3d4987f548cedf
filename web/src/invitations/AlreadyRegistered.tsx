import { Dialog } from '@base-ui/react/dialog';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { SentenceWithName } from '../ui/SentenceWithName.js';
import { discardInvitation, useInvitation } from './invitation-link.js';

/** Shows a logged-in user who opens an invitation that invitations are for people without an account. */
export function AlreadyRegistered() {
  const { me } = useHubSession();
  return (
    <Dialog.Root open={useInvitation() !== undefined} onOpenChange={(open) => open || discardInvitation()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog}>
          <Dialog.Title className={dialog.title}>{t.invitations.alreadyRegistered}</Dialog.Title>
          <Dialog.Description className={dialog.text}>
            <SentenceWithName sentence={(name) => t.invitations.alreadyRegisteredText(name, me.email)} name={me.name} />
          </Dialog.Description>
          <div className={dialog.actions}>
            <Dialog.Close render={<Button />}>{t.invitations.dismiss}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
