import { Dialog } from '@base-ui/react/dialog';
import { useId, type RefObject } from 'react';
import { paths } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { CopyLink } from '../ui/CopyLink.js';
import dialog from '../ui/Dialog.module.css';
import styles from './Privacy.module.css';
import { usePrivacy } from './privacy.js';

interface Props {
  readonly onClose: () => void;
  /** What opened it. */
  readonly opener: RefObject<HTMLElement | null>;
}

/** What others see of me, and how they find me. */
export default function PrivacyDialog({ onClose, opener }: Props) {
  const { privacy, refusal, change } = usePrivacy();
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={dialog.scrim} />
        <Dialog.Popup className={dialog.dialog} finalFocus={opener}>
          <Dialog.Title className={dialog.title}>{t.privacy.title}</Dialog.Title>
          <Switch
            label={t.privacy.presence}
            hint={t.privacy.presenceHint}
            checked={privacy && !privacy.hidesPresence}
            onChange={(isShown) => change({ hidesPresence: !isShown })}
          />
          <Switch
            label={t.privacy.listed}
            hint={t.privacy.listedHint}
            checked={privacy?.listed}
            onChange={(listed) => change({ listed })}
          />
          <OwnLink />
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
          <div className={dialog.actions}>
            <Dialog.Close render={<Button />}>{t.close}</Dialog.Close>
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  /** Undefined while it is not known. */
  readonly checked: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
}

function Switch({ label, hint, checked, onChange }: SwitchProps) {
  const hintId = useId();
  return (
    <div className={styles.setting}>
      <label className={styles.label}>
        {label}
        <input
          type="checkbox"
          role="switch"
          className={styles.switch}
          aria-describedby={hintId}
          // Not `disabled`: the dialog, which opens before it is known, would focus something else.
          aria-disabled={checked === undefined}
          checked={checked ?? false}
          aria-checked={checked ?? false}
          onChange={(event) => {
            if (checked !== undefined) onChange(event.target.checked);
          }}
        />
      </label>
      <p id={hintId} className={styles.hint}>
        {hint}
      </p>
    </div>
  );
}

/** The address by which whoever has it writes to me. */
function OwnLink() {
  const { me } = useSeat();
  const link = new URL(paths.person(me.id), location.origin).href;
  return <CopyLink label={t.privacy.link} link={link} note={t.privacy.linkHint} />;
}
