import { Dialog } from '@base-ui/react/dialog';
import { useState, type FormEvent } from 'react';
import { HubClient } from '@smart-hub/sdk';
import { useHub, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { mistakesOf, PasswordField } from './AuthScreen.js';
import { setSession } from './session.js';

/** Asks for the password when the login has ended. Everything stays as it is behind it, and goes on afterwards. */
export function ExpiredLogin() {
  const { me } = useSeat();
  const ended = useHub((hub) => hub.status === 'logged out');
  const [mistake, setMistake] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function goOn(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { password } = Object.fromEntries(new FormData(event.currentTarget)) as { password: string };
    if (password === '') return setMistake(t.auth.missing.password);
    setBusy(true);
    try {
      setSession(await new HubClient({ url: location.origin }).login({ email: me.email, password }));
      setMistake(undefined);
    } catch (error) {
      const { password: wrong, form } = mistakesOf(error);
      setMistake(wrong ?? form);
    }
    setBusy(false);
  }

  return (
    <Dialog.Root open={ended} disablePointerDismissal>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog}>
          <Dialog.Title className={dialog.title}>{t.auth.expiredTitle}</Dialog.Title>
          <Dialog.Description className={dialog.text}>{t.auth.expiredText(me.email)}</Dialog.Description>
          <form noValidate onSubmit={(event) => void goOn(event)}>
            {/* For password managers, which fill in pairs. */}
            <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
            <PasswordField isNew={false} mistake={mistake} />
            <div className={dialog.actions}>
              <Button kind="quiet" onClick={() => setSession(undefined)}>
                {t.auth.logout}
              </Button>
              <Button type="submit" disabled={busy}>
                {t.auth.goOn}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
