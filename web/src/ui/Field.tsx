import { Eye, EyeOff } from 'lucide-react';
import { useId, useState, type ComponentProps } from 'react';
import { t } from '../texts/en.js';
import styles from './Field.module.css';

interface FieldProps extends ComponentProps<'input'> {
  readonly name: string;
  readonly label: string;
  /** The error message of the field. */
  readonly error: string | undefined;
  readonly hint?: string | undefined;
}

/** A labelled field for one line of text. */
export function TextField({ label, error, hint, ...input }: FieldProps) {
  const noteId = useId();
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.input}
        aria-invalid={error !== undefined}
        aria-describedby={noteId}
        type="text"
        {...input}
      />
      <Note id={noteId} error={error} hint={hint} />
    </label>
  );
}

interface PasswordProps {
  readonly name?: string;
  readonly label?: string;
  /** Whether the user chooses a new password, rather than enters the present one. */
  readonly isNew: boolean;
  readonly error: string | undefined;
  readonly autoFocus?: boolean;
}

/** A password field with a button that shows the password. */
export function PasswordField({ name = 'password', label = t.auth.password, isNew, error, autoFocus }: PasswordProps) {
  const [shown, setShown] = useState(false);
  const id = useId();
  const noteId = useId();
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <span className={styles.withButton}>
        <input
          className={styles.input}
          id={id}
          name={name}
          type={shown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          autoFocus={autoFocus}
          aria-invalid={error !== undefined}
          aria-describedby={noteId}
        />
        <button
          type="button"
          className={styles.eye}
          aria-label={shown ? t.auth.hidePassword : t.auth.showPassword}
          onClick={() => setShown(!shown)}
        >
          <Icon size={18} aria-hidden />
        </button>
      </span>
      <Note id={noteId} error={error} hint={isNew ? t.auth.passwordHint : undefined} />
    </div>
  );
}

/** The error or hint below a field. An empty line takes up the same space, so that the form does not move. */
function Note({ id, error, hint }: Pick<FieldProps, 'error' | 'hint'> & { readonly id: string }) {
  return (
    <span id={id} className={error ? styles.error : styles.hint}>
      {error ?? hint}
    </span>
  );
}
