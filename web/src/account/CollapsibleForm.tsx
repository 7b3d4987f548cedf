import { useState, type ReactNode } from 'react';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import styles from './Account.module.css';

interface Props {
  /** The label of the button that opens the form. */
  readonly label: string;
  /** Renders the form. @param close closes the form; `outcome` is a message to show after that */
  readonly children: (close: (outcome?: string) => void) => ReactNode;
}

/** A button that opens a form in its place. */
export function CollapsibleForm({ label, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [outcome, setOutcome] = useState<string>();
  // The button is focused when the form closes, but not when the page opens.
  const [wasOpen, setWasOpen] = useState(false);

  function close(message?: string) {
    setOpen(false);
    setWasOpen(true);
    setOutcome(message);
  }
  function open() {
    setOpen(true);
    setOutcome(undefined);
  }

  return (
    <>
      {isOpen ? (
        children(close)
      ) : (
        <div className={styles.actions}>
          <Button autoFocus={wasOpen} onClick={open}>
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

/** The buttons of a {@link CollapsibleForm}. */
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
