import { Dialog } from '@base-ui/react/dialog';
import { Menu } from '@base-ui/react/menu';
import { BookOpen, Check, CircleUser, LogOut, UserPlus } from 'lucide-react';
import { Suspense, useEffect, useEffectEvent, useLayoutEffect, useRef } from 'react';
import { LogoutDialog, useLogout } from '../auth/Logout.js';
import { useHubSession } from '../hub/hub-session.js';
import { usePolicy } from '../invitations/registration.js';
import { t } from '../texts/en.js';
import { Avatar } from '../ui/Avatar.js';
import dialog from '../ui/Dialog.module.css';
import menu from '../ui/Menu.module.css';
import { lazyPart } from '../ui/lazy-part.js';
import { useSheet } from '../routing/sheets.js';
import { useNavigation, useAppRoute } from '../routing/routes.js';
import { setTheme, THEMES, useTheme, type Theme } from '../lib/theme.js';

const InvitePeople = lazyPart(() => import('../invitations/InvitePeople.js'));

/** The account menu: the user's name, the theme, invitations, the account page, the API documentation and logout. */
export function AccountMenu() {
  const { me } = useHubSession();
  const theme = useTheme();
  const logout = useLogout('menu');
  const canInvite = usePolicy()?.invitations;
  const sheet = useSheet('account menu');
  const inviting = useSheet('invitations');
  const landmark = useRef<HTMLDivElement>(null);
  const trigger = useRef<HTMLButtonElement>(null);
  const go = useNavigation();
  const isAccount = useAppRoute().kind === 'account';
  // Returns the focus to the menu button when the account page closes, which had taken it.
  const wasAccount = useRef(isAccount);
  useEffect(() => {
    if (wasAccount.current && !isAccount && document.activeElement === document.body) trigger.current?.focus();
    wasAccount.current = isAccount;
  }, [isAccount]);
  // After a reload the menu is closed, unlike other sheets, which open again.
  const onLoad = useEffectEvent(sheet.close);
  useLayoutEffect(() => onLoad(), []);
  const closeMenuAnd = (open: () => void) => {
    sheet.close();
    open();
  };
  return (
    <div ref={landmark} className={menu.layer}>
      <Menu.Root open={sheet.isOpen} onOpenChange={(open) => (open ? sheet.open() : sheet.close())}>
        <Menu.Trigger ref={trigger} className={menu.trigger} aria-label={t.account.menu(me.name)}>
          <Avatar person={me} size="small" />
        </Menu.Trigger>
        {/* By default the menu would be at the end of the body, outside of all landmarks. */}
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
                <Menu.Item className={menu.item} onClick={() => closeMenuAnd(inviting.open)}>
                  <UserPlus size={16} aria-hidden /> {t.account.invite}
                </Menu.Item>
              ) : null}
              <Menu.Item className={menu.item} onClick={go.account}>
                <CircleUser size={16} aria-hidden /> {t.account.title}
              </Menu.Item>
              <Menu.LinkItem className={menu.item} href="/api/docs" target="_blank" rel="noopener">
                <BookOpen size={16} aria-hidden /> {t.account.apiDocs}
              </Menu.LinkItem>
              <Menu.Item className={menu.item} onClick={() => closeMenuAnd(logout.ask)}>
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
