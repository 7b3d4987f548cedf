import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useEffectEvent } from 'react';
import { useForm } from '../lib/form.js';
import { useHub, useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Bar, BarButton } from '../ui/Bar.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { PasswordField } from '../ui/Field.js';
import { useSheet } from '../routing/sheets.js';
import { authErrorsOf } from './AuthScreen.js';
import { showSessionEnded } from './logout-state.js';
import { LogoutDialog, useLogout } from './Logout.js';

/**
 * Handles a login that cannot be renewed. If it has expired, a bar asks for the password, and the page below stays
 * usable. If the session was ended elsewhere, the login screen is shown.
 */
export function ExpiredLogin() {
  const { client } = useHubSession();
  const isLoggedOut = useHub((hub) => hub.status === 'logged out');
  const isEndedElsewhere = isLoggedOut && client.renewalRefusal === 'auth.session_ended';
  const sheet = useSheet('log in again');
  const onRenewed = useEffectEvent(() => sheet.close());
  useEffect(() => {
    if (isEndedElsewhere) showSessionEnded();
  }, [isEndedElsewhere]);
  useEffect(() => {
    if (!isLoggedOut) onRenewed();
  }, [isLoggedOut]);
  if (!isLoggedOut || isEndedElsewhere) return null;
  return (
    <>
      <Bar kind="warning">
        <span>{t.auth.expiredBar}</span>
        <BarButton onClick={() => sheet.open()}>{t.auth.logInAgain}</BarButton>
      </Bar>
      <LoginAgainDialog isOpen={sheet.isOpen} onClose={sheet.close} />
    </>
  );
}

function LoginAgainDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const { client, me } = useHubSession();
  const logout = useLogout('again');
  const { errors, busy, onSubmit } = useForm<'password'>(async ({ password }) => {
    if (password === '') return { password: t.auth.missing.password };
    try {
      await client.login({ email: me.email, password });
      return {};
    } catch (error) {
      const { password: passwordError, form } = authErrorsOf(error);
      return { password: passwordError ?? form };
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
            {/* Password managers expect a field with the user name beside a password. */}
            <input type="hidden" name="username" autoComplete="username" value={me.email} readOnly />
            <PasswordField isNew={false} error={errors.password} />
            <div className={dialog.actions}>
              <Button kind="quiet" onClick={logout.ask}>
                {t.auth.logout}
              </Button>
              <Button type="submit" disabled={busy}>
                {t.auth.continue}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
      <LogoutDialog {...logout} />
    </Dialog.Root>
  );
}
