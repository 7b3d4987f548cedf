import { Dialog } from '@base-ui/react/dialog';
import { Menu } from '@base-ui/react/menu';
import { BookOpen, Check, CircleUser, LogOut, UserPlus } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { LogoutDialog, useLogout } from '../auth/Logout.js';
import { useSeat } from '../hub/seat.js';
import { usePolicy } from '../invitations/registration.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import dialog from '../ui/Dialog.module.css';
import menu from '../ui/Menu.module.css';
import { part } from '../ui/part.js';
import { useSheet } from '../ui/sheets.js';
import { useGo, usePlace } from './places.js';
import { setTheme, THEMES, useTheme, type Theme } from './theme.js';

const InvitePeople = part(() => import('../invitations/InvitePeople.js'));

/** Who one is, how it looks, and the way out. */
export function AccountMenu() {
  const { me } = useSeat();
  const theme = useTheme();
  const logout = useLogout('menu');
  const canInvite = usePolicy()?.invitations;
  const sheet = useSheet('account menu');
  const inviting = useSheet('invitations');
  const landmark = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const go = useGo();
  const isAccount = usePlace().kind === 'account';
  // The page of the account takes the focus when it opens, and gives it back when it closes.
  const wasAccount = useRef(isAccount);
  useEffect(() => {
    if (wasAccount.current && !isAccount && document.activeElement === document.body) trigger.current?.focus();
    wasAccount.current = isAccount;
  }, [isAccount]);
  // A menu does not outlive the page that it was opened in; other sheets open again.
  const onLoad = useEffectEvent(sheet.close);
  useLayoutEffect(() => onLoad(), []);
  const insteadOfMenu = (open: () => void) => {
    sheet.close();
    open();
  };
  return (
    <div ref={landmark} className={menu.layer}>
      <Menu.Root open={sheet.isOpen} onOpenChange={(open) => (open ? sheet.open() : sheet.close())}>
        <Menu.Trigger ref={trigger} className={menu.trigger} aria-label={t.account.menu(me.name)}>
          <Avatar person={me} size="small" />
        </Menu.Trigger>
        {/* At the end of the page it would be outside of all landmarks. */}
        <Menu.Portal container={landmark}>
          <Menu.Positioner sideOffset={6} align="end" className={menu.positioner}>
            <Menu.Popup className={menu.popup}>
              <div className={menu.who}>
                <strong translate="no">
                  <bdi>{me.name}</bdi>
                </strong>
                <span>{me.email}</span>
              </div>
              <Menu.Separator className={menu.separator} />
              <Menu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
                <Menu.GroupLabel className={menu.label}>{t.account.theme}</Menu.GroupLabel>
                {THEMES.map((one) => (
                  <Menu.RadioItem key={one} value={one} className={menu.item} closeOnClick={false}>
                    <span className={menu.mark}>
                      <Menu.RadioItemIndicator>
                        <Check size={16} aria-hidden />
                      </Menu.RadioItemIndicator>
                    </span>
                    <span>{t.account.themes[one]}</span>
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Separator className={menu.separator} />
              {canInvite ? (
                <Menu.Item className={menu.item} onClick={() => insteadOfMenu(inviting.open)}>
                  <UserPlus size={16} aria-hidden /> {t.account.invite}
                </Menu.Item>
              ) : null}
              <Menu.Item className={menu.item} onClick={go.account}>
                <CircleUser size={16} aria-hidden /> {t.account.title}
              </Menu.Item>
              <Menu.LinkItem className={menu.item} href="/api/docs" target="_blank" rel="noopener">
                <BookOpen size={16} aria-hidden /> {t.account.apiDocs}
              </Menu.LinkItem>
              <Menu.Item className={menu.item} onClick={() => insteadOfMenu(logout.ask)}>
                <LogOut size={16} aria-hidden /> {t.auth.logout}
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      <Dialog.Root open={inviting.isOpen} onOpenChange={(open) => open || inviting.close()}>
        <Dialog.Portal>
          <Dialog.Backdrop className={dialog.scrim} />
          <Dialog.Popup className={dialog.dialog} finalFocus={trigger} aria-label={t.invitations.title}>
            <Suspense fallback={null}>
              <InvitePeople />
            </Suspense>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
      <LogoutDialog {...logout} />
    </div>
  );
}
