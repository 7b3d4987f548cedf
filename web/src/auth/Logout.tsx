import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useState } from 'react';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { setSession } from './session.js';

/** Logs out, and asks before if something has not been sent. */
export function useLogout() {
  const { hub } = useSeat();
  const [unsent, setUnsent] = useState<number>();
  return {
    unsent,
    ask: () => {
      if (hub.unsent === 0) setSession(undefined);
      else setUnsent(hub.unsent);
    },
    stay: () => setUnsent(undefined),
  };
}

/** The question, while it is asked. */
export function LogoutDialog({ unsent, stay }: ReturnType<typeof useLogout>) {
  return (
    <AlertDialog.Root open={unsent !== undefined} onOpenChange={(open) => open || stay()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialog.scrim} />
        <AlertDialog.Popup className={dialog.dialog}>
          <AlertDialog.Title className={dialog.title}>{t.auth.logoutUnsent(unsent ?? 0)}</AlertDialog.Title>
          <AlertDialog.Description className={dialog.text}>{t.auth.logoutUnsentText}</AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Close render={<Button kind="quiet" />}>{t.cancel}</AlertDialog.Close>
            <Button onClick={() => setSession(undefined)}>{t.auth.logout}</Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
