import { Dialog } from '@base-ui/react/dialog';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { Named } from '../ui/Named.js';
import { dropInvitation, useInvitation } from './link.js';

/** Tells somebody who opens an invitation while they are logged in that it is for somebody else. */
export function AlreadyHere() {
  const { me } = useSeat();
  return (
    <Dialog.Root open={useInvitation() !== undefined} onOpenChange={(open) => open || dropInvitation()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog}>
          <Dialog.Title className={dialog.title}>{t.invitations.alreadyHere}</Dialog.Title>
          <Dialog.Description className={dialog.text}>
            <Named sentence={(name) => t.invitations.alreadyHereText(name, me.email)} name={me.name} />
          </Dialog.Description>
          <div className={dialog.actions}>
            <Dialog.Close render={<Button />}>{t.invitations.stay}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
