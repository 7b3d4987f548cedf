import { useId } from 'react';
import { paths } from '../routing/routes.js';
import { useHubSession } from '../hub/hub-session.js';
import { t } from '../texts/en.js';
import { CopyLink } from '../ui/CopyLink.js';
import styles from './Privacy.module.css';
import { usePrivacy } from './privacy.js';

/** The settings for what other people can see about the user, and how they can find the user. */
export function PrivacySettings() {
  const { privacy, errorMessage, change } = usePrivacy();
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
      <p className={styles.error} role="alert">
        {errorMessage}
      </p>
    </>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly hint: string;
  /** Undefined until it is loaded. */
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
          // Not `disabled`, because a switch would lose the focus if the user focuses it before its state is loaded.
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

/** The link with which other people can write to the user. */
function OwnLink() {
  const { me } = useHubSession();
  const link = new URL(paths.person(me.id), location.origin).href;
  return <CopyLink label={t.privacy.link} link={link} note={t.privacy.linkHint} />;
}
