import { Dialog } from '@base-ui/react/dialog';
import { Suspense, useEffect, useState } from 'react';
import { t } from '../texts/en.js';
import dialog from '../ui/Dialog.module.css';
import { part } from '../ui/part.js';
import styles from './Switcher.module.css';

const Switcher = part(() => import('./Switcher.js'));

/** Ctrl-K, or Cmd-K: anywhere, to anybody. */
export function SwitcherKey() {
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((open) => !open);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={styles.popup} aria-label={t.conversations.switcher}>
          <Suspense fallback={null}>
            <Switcher onChosen={() => setOpen(false)} />
          </Suspense>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
