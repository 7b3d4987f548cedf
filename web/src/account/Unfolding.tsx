import { useState, type ReactNode } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';

interface Props {
  /** What the button says that shows it. */
  readonly label: string;
  /** @param fold hides it, and says what came of it */
  readonly children: (fold: (outcome?: string) => void) => ReactNode;
}

/** A form that is shown when it is asked for. */
export function Unfolding({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  // Where the form was, the button takes the focus: not when the page opens.
  const [wasOpen, setWasOpen] = useState(false);

  function fold(words?: string) {
    setOpen(false);
    setWasOpen(true);
    setOutcome(words);
  }
  function unfold() {
    setOpen(true);
    setOutcome(undefined);
  }

  return (
    <>
      {isOpen ? (
        children(fold)
      ) : (
        <div className={styles.actions}>
          <Button autoFocus={wasOpen} onClick={unfold}>
            {label}
          </Button>
        </div>
      )}
      <p role="status" className={styles.status}>
        {outcome}
      </p>
    </>
  );
}

/** The buttons below such a form. */
export function FormActions({ label, busy, onCancel }: { label: string; busy: boolean; onCancel: () => void }) {
  return (
    <div className={styles.actions}>
      <Button type="submit" aria-disabled={busy}>
        {label}
      </Button>
      <Button kind="quiet" onClick={onCancel}>
        {t.cancel}
      </Button>
    </div>
  );
}
