import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useEffectEvent } from 'react';
import { useForm } from '../hub/form.js';
import { useHub, useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { PasswordField } from '../ui/Field.js';
import { useSheet } from '../ui/sheets.js';
import { mistakesOf } from './AuthScreen.js';
import { showEnded } from './leaving.js';
import { LogoutDialog, useLogout } from './Logout.js';

/**
 * What is shown when the login could not be renewed. Where it has expired, a line asks for the password, and everything stays as it is
 * below: what is written goes on. Where somebody has ended the session elsewhere, the login screen.
 */
export function EndedLogin() {
  const { client } = useSeat();
  const hasEnded = useHub((hub) => hub.status === 'logged out');
  const wasEnded = hasEnded && client.renewalRefusal === 'auth.session_ended';
  const sheet = useSheet('log in again');
  const onRenewed = useEffectEvent(() => sheet.close());
  useEffect(() => {
    if (wasEnded) showEnded();
  }, [wasEnded]);
  useEffect(() => {
    if (!hasEnded) onRenewed();
  }, [hasEnded]);
  if (!hasEnded || wasEnded) return null;
  return (
    <>
      <Bar mood="trouble">
        <span>{t.auth.expiredBar}</span>
        <BarButton onClick={() => sheet.open()}>{t.auth.again}</BarButton>
      </Bar>
      <AgainDialog isOpen={sheet.isOpen} onClose={sheet.close} />
    </>
  );
}

function AgainDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { client, me } = useSeat();
  const logout = useLogout('again');
  const { mistakes, busy, onSubmit } = useForm<'password'>(async ({ password }) => {
    if (password === '') return { password: t.auth.missing.password };
    try {
      await client.login({ email: me.email, password });
      return {};
    } catch (error) {
      const { password: wrong, form } = mistakesOf(error);
      return { password: wrong ?? form };
    }
  });

  return (
    <Dialog.Root open={isOpen} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog}>
          <Dialog.Title className={dialog.title}>{t.auth.expiredTitle}</Dialog.Title>
          <Dialog.Description className={dialog.text}>{t.auth.expiredText(me.email)}</Dialog.Description>
          <form noValidate onSubmit={onSubmit}>
            {/* For password managers, which fill in pairs. */}
            <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
            <PasswordField isNew={false} mistake={mistakes.password} />
            <div className={dialog.actions}>
              <Button kind="quiet" onClick={logout.ask}>
                {t.auth.logout}
              </Button>
              <Button type="submit" disabled={busy}>
                {t.auth.goOn}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
      <LogoutDialog {...logout} />
    </Dialog.Root>
  );
}
