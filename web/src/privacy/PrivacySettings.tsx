import { useId } from 'react';
import { paths } from '../app/places.js';
import { useSeat } from '../hub/seat.js';
import { t } from '../texts/en.js';
import { CopyLink } from '../ui/CopyLink.js';
import styles from './Privacy.module.css';
import { usePrivacy } from './privacy.js';

/** What others see of me, and how they find me. */
export function PrivacySettings() {
  const { privacy, refusal, change } = usePrivacy();
  return (
    <>
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
    </>
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
    <div>
      <label className={styles.label}>
        {label}
        <input
          type="checkbox"
          role="switch"
          className={styles.switch}
          aria-describedby={hintId}
          // Not `disabled`: it keeps the focus of who is there before it is known.
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
