import { AlertDialog } from '@base-ui/react/alert-dialog';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import dialog from '../ui/Dialog.module.css';
import { useSheet } from '../ui/sheets.js';
import { leaveDevice, leaveOffline } from './leaving.js';

/** What is asked before somebody logs out: whether unsent messages may be lost, or what to do without an answer of the server. */
type Question = { readonly kind: 'unsent'; readonly count: number } | { readonly kind: 'unreachable' };

/** Logs out, and asks before if something has not been sent. @param where this is offered, in one word */
export function useLogout(where: string) {
  const { hub, client, me } = useSeat();
  const { data: question, open, close } = useSheet<Question>(`log out: ${where}`);

  async function leave() {
    try {
      await client.logout();
    } catch {
      return open({ kind: 'unreachable' });
    }
    await leaveDevice(me.id);
  }
  return {
    question,
    ask: () => {
      if (hub.unsent === 0) void leave();
      else open({ kind: 'unsent', count: hub.unsent });
    },
    leave: () => void leave(),
    leaveOffline: () => void leaveOffline(me.id),
    stay: close,
  };
}

/** The question, while it is asked. */
export function LogoutDialog({ question, leave, leaveOffline, stay }: ReturnType<typeof useLogout>) {
  const isUnreachable = question?.kind === 'unreachable';
  return (
    <AlertDialog.Root open={question !== undefined} onOpenChange={(open) => open || stay()}>
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
            <Button onClick={isUnreachable ? leaveOffline : leave}>
              {isUnreachable ? t.auth.leaveDevice : t.auth.logout}
            </Button>
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
