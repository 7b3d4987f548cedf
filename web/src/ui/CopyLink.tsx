import { useEffect, useId, useRef, useState } from 'react';
import { t } from '../texts/en.js';
import { Button } from './Button.js';
import styles from './CopyLink.module.css';
import field from './Field.module.css';

interface Props {
  readonly label: string;
  readonly link: string;
  readonly note: string;
  /** Whether the link was just created. Then its text is selected on mount. */
  readonly isNew?: boolean;
}

/** A read-only field with a link to share, and a button that copies it. */
export function CopyLink({ label, link, note, isNew = false }: Props) {
  const [outcome, setOutcome] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const noteId = useId();
  useEffect(() => {
    if (isNew) input.current?.select();
  }, [isNew]);

  function copy() {
    input.current?.select();
    // `execCommand` is deprecated, but needs no permission, and works on a page without TLS, where
    // `navigator.clipboard` is missing.
    setOutcome(document.execCommand('copy') ? t.link.copied : t.link.copyByHand);
  }

  return (
    <div className={styles.row}>
      <label className={field.field}>
        <span className={field.label}>{label}</span>
        <input
          ref={input}
          className={field.input}
          readOnly
          value={link}
          aria-describedby={noteId}
          onFocus={(event) => event.currentTarget.select()}
        />
      </label>
      <Button onClick={copy}>{t.link.copy}</Button>
      <p id={noteId} role="status" className={styles.note}>
        {outcome || note}
      </p>
    </div>
  );
}
