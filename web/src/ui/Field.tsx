import { Eye, EyeOff } from 'lucide-react';
import { useId, useState, type ComponentProps } from 'react';
import { t } from '../texts/en.js';
import styles from './Field.module.css';

interface FieldProps extends ComponentProps<'input'> {
  readonly name: string;
  readonly label: string;
  /** What is wrong with it, in words. */
  readonly mistake: string | undefined;
  readonly hint?: string | undefined;
}

/** A field for one line of text. */
export function TextField({ label, mistake, hint, ...input }: FieldProps) {
  const noteId = useId();
  return (
    <label className={styles.field}>
      <span className={styles.label}>{label}</span>
      <input
        className={styles.input}
        aria-invalid={mistake !== undefined}
        aria-describedby={noteId}
        type="text"
        {...input}
      />
      <Note id={noteId} mistake={mistake} hint={hint} />
    </label>
  );
}

interface PasswordProps {
  readonly name?: string;
  readonly label?: string;
  /** Whether it is being chosen, and not known already. */
  readonly isNew: boolean;
  readonly mistake: string | undefined;
  readonly autoFocus?: boolean;
}

/** A password, which can be looked at while it is typed. */
export function PasswordField({
  name = 'password',
  label = t.auth.password,
  isNew,
  mistake,
  autoFocus,
}: PasswordProps) {
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
          aria-invalid={mistake !== undefined}
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
      <Note id={noteId} mistake={mistake} hint={isNew ? t.auth.passwordHint : undefined} />
    </div>
  );
}

/** One line below a field, always there: what is said in it moves nothing. */
function Note({ id, mistake, hint }: Pick<FieldProps, 'mistake' | 'hint'> & { readonly id: string }) {
  return (
    <span id={id} className={mistake ? styles.mistake : styles.hint}>
      {mistake ?? hint}
    </span>
  );
}
