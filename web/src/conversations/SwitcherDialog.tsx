import { Dialog } from '@base-ui/react/dialog';
import { Suspense, useEffect, useEffectEvent, useRef } from 'react';
import { COMPOSER_ID } from '../composer/Composer.js';
import { t } from '../texts/en.js';
import dialog from '../ui/Dialog.module.css';
import { lazyPart } from '../ui/lazy-part.js';
import { useSheet } from '../routing/sheets.js';
import styles from './Switcher.module.css';

const Switcher = lazyPart(() => import('./Switcher.js'));

/** The dialog that opens with Ctrl-K or Cmd-K anywhere in the page, to switch to a conversation or person. */
export function SwitcherDialog() {
  const sheet = useSheet('switcher');
  /** The element that gets the focus back if nothing is chosen. */
  const returnTo = useRef<Element>(null);

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (sheet.isOpen) return sheet.close();
    // If no element is focused, the active element is the body, which cannot get the focus back.
    returnTo.current = document.activeElement === document.body ? null : document.activeElement;
    sheet.open();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);

  return (
    <Dialog.Root open={sheet.isOpen} onOpenChange={(open) => open || sheet.close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup
          className={styles.popup}
          aria-label={t.conversations.switcher}
          finalFocus={() => {
            const next = returnTo.current ?? document.querySelector(`textarea#${COMPOSER_ID}`);
            return next instanceof HTMLElement ? next : false;
          }}
        >
          <Suspense fallback={null}>
            <Switcher
              onChosen={() => {
                returnTo.current = null;
              }}
            />
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
