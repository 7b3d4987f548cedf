import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { useSheet } from '../routing/sheets.js';
import { removeUserData, logOutOffline } from './logout-state.js';

/**
 * The question before logging out: whether to lose unsent messages, or whether to log out although the server is
 * unreachable.
 */
type Question = { readonly kind: 'unsent'; readonly count: number } | { readonly kind: 'unreachable' };

/**
 * Logs out. Asks the user before if there are unsent messages.
 *
 * @param where a unique name for the part of the page that contains the logout button
 */
export function useLogout(where: string) {
  const { hub, client, me } = useHubSession();
  const { data: question, open, close } = useSheet<Question>(`log out: ${where}`);

  async function logOut() {
    try {
      await client.logout();
    } catch {
      return open({ kind: 'unreachable' });
    }
    await removeUserData(me.id);
  }
  return {
    question,
    ask: () => {
      if (hub.unsent === 0) void logOut();
      else open({ kind: 'unsent', count: hub.unsent });
    },
    logOut: () => void logOut(),
    logOutOffline: () => void logOutOffline(me.id),
    cancel: close,
  };
}

/** The dialog that asks the question before a logout. */
export function LogoutDialog({ question, logOut, logOutOffline, cancel }: ReturnType<typeof useLogout>) {
  const isUnreachable = question?.kind === 'unreachable';
  return (
    <AlertDialog.Root open={question !== undefined} onOpenChange={(open) => open || cancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={dialog.scrim} />
        <AlertDialog.Popup className={dialog.dialog}>
          <AlertDialog.Title className={dialog.title}>
            {question?.kind === 'unsent' ? t.auth.logoutUnsent(question.count) : t.auth.logoutUnreachable}
          </AlertDialog.Title>
          <AlertDialog.Description className={dialog.text}>
            {isUnreachable ? t.auth.logoutUnreachableText : t.auth.logoutUnsentText}
          </AlertDialog.Description>
          <div className={dialog.actions}>
            <AlertDialog.Close render={<Button kind="quiet" />}>{t.cancel}</AlertDialog.Close>
            <Button onClick={isUnreachable ? logOutOffline : logOut}>
              {isUnreachable ? t.auth.removeData : t.auth.logout}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
