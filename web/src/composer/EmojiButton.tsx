import { Popover } from '@base-ui/react/popover';
import { Smile } from 'lucide-react';
import { Suspense, useState } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import menu from '../ui/Menu.module.css';
import { lazyPart } from '../ui/lazy-part.js';

const EmojiPicker = lazyPart(() => import('./EmojiPicker.js'));

/** Opens the emoji picker. After a choice the composer takes the focus again. */
export function EmojiButton({ onChosen }: { onChosen: (emoji: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger render={<Button kind="icon" aria-label={t.composer.emoji} />}>
        <Smile size={20} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner side="top" align="end" sideOffset={10} className={menu.positioner}>
          <Popover.Popup className={menu.popup} aria-label={t.composer.emoji}>
            <Suspense fallback={null}>
              <EmojiPicker
                onChosen={(emoji) => {
                  setOpen(false);
                  onChosen(emoji);
                }}
              />
            </Suspense>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
