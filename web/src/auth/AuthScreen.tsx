import { Eye, EyeOff } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { HubClient, HubError } from '@smart-hub/sdk';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import { Mark } from '../ui/Mark.js';
import styles from './AuthScreen.module.css';
import { setSession } from './session.js';

type Field = 'name' | 'email' | 'password';
type Mistakes = Partial<Record<Field | 'form', string>>;

/** Making an account, and logging in. */
export function AuthScreen() {
  const [isNew, setNew] = useState(true);
  return (
    <div className={styles.screen}>
      <header className={styles.promise}>
        <p className={styles.brand}>
          <Mark /> {t.productLong}
        </p>
        <h1 className={styles.headline}>{t.auth.promise}</h1>
        <p className={styles.more}>{t.auth.promiseMore}</p>
      </header>
      <main className={styles.main}>
        <div className={styles.card}>
          <h2 className={styles.title}>{isNew ? t.auth.registerTitle : t.auth.loginTitle}</h2>
          <AuthForm key={String(isNew)} isNew={isNew} />
          <button type="button" className={styles.other} onClick={() => setNew(!isNew)}>
            {isNew ? t.auth.toLogin : t.auth.toRegister}
          </button>
        </div>
      </main>
    </div>
  );
}

function AuthForm({ isNew }: { isNew: boolean }) {
  const [mistakes, setMistakes] = useState<Mistakes>({});
  const [busy, setBusy] = useState(false);
  const fields: Field[] = isNew ? ['name', 'email', 'password'] : ['email', 'password'];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = Object.fromEntries(new FormData(form)) as Record<Field, string>;
    // Spaces may be a password.
    const missing = fields.filter((field) => (field === 'password' ? values[field] : values[field].trim()) === '');
    const found = missing.length > 0 ? missingOf(missing) : await enter(values);
    setMistakes(found);
    const first = fields.find((field) => found[field]);
    if (first) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
  }

  async function enter({ name, email, password }: Record<Field, string>): Promise<Mistakes> {
    setBusy(true);
    const client = new HubClient({ url: location.origin });
    try {
      setSession(await (isNew ? client.register({ name, email, password }) : client.login({ email, password })));
      return {};
    } catch (error) {
      setBusy(false);
      return mistakesOf(error);
    }
  }

  return (
    <form noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      {isNew ? (
        <TextField name="name" mistake={mistakes.name} hint={t.auth.nameHint} autoComplete="name" autoFocus />
      ) : null}
      <TextField
        name="email"
        type="email"
        mistake={mistakes.email}
        hint={isNew ? t.auth.emailHint : undefined}
        autoComplete="username"
        autoFocus={!isNew}
      />
      <PasswordField isNew={isNew} mistake={mistakes.password} />
      <p role="alert" className={styles.mistake}>
        {mistakes.form}
      </p>
      <Button type="submit" disabled={busy} wide>
        {isNew ? t.auth.register : t.auth.login}
      </Button>
    </form>
  );
}

const missingOf = (fields: Field[]): Mistakes =>
  Object.fromEntries(fields.map((field) => [field, t.auth.missing[field]]));

/** What went wrong, by field where the server says so: its words are made for people. */
export function mistakesOf(error: unknown): Mistakes {
  if (!(error instanceof HubError) || error.code === 'server.unreachable') return { form: t.notReached };
  const { code, detail, errors, retryAfter } = error.problem;
  if (code === 'auth.email_taken') return { email: detail };
  if (code === 'rate.limited') return { form: t.auth.tooMany(Math.ceil(retryAfter ?? 1)) };
  const byField = errors?.filter(({ field }) => field in t.auth.missing);
  if (!byField?.length) return { form: detail };
  return Object.fromEntries(byField.map(({ field, message }) => [field, sentence(message)]));
}

const sentence = (words: string) =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;

interface FieldProps {
  readonly name: Field;
  readonly mistake: string | undefined;
  readonly hint?: string | undefined;
  readonly type?: string;
  readonly autoComplete?: string;
  readonly autoFocus?: boolean;
}

function TextField({ name, mistake, hint, type = 'text', autoComplete, autoFocus }: FieldProps) {
  return (
    <label className={styles.field}>
      <span className={styles.label}>{t.auth[name]}</span>
      <input
        className={styles.input}
        name={name}
        type={type}
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        aria-invalid={mistake !== undefined}
        aria-describedby={`${name}-note`}
      />
      <Note name={name} mistake={mistake} hint={hint} />
    </label>
  );
}

/** The password, which can be looked at while it is typed. */
export function PasswordField({ isNew, mistake }: { isNew: boolean; mistake: string | undefined }) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor="password">
        {t.auth.password}
      </label>
      <span className={styles.withButton}>
        <input
          className={styles.input}
          id="password"
          name="password"
          type={shown ? 'text' : 'password'}
          autoComplete={isNew ? 'new-password' : 'current-password'}
          aria-invalid={mistake !== undefined}
          aria-describedby="password-note"
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
      <Note name="password" mistake={mistake} hint={isNew ? t.auth.passwordHint : undefined} />
    </div>
  );
}

/** One line below a field, always there: what is said in it moves nothing. */
function Note({ name, mistake, hint }: Pick<FieldProps, 'name' | 'mistake' | 'hint'>) {
  return (
    <span id={`${name}-note`} className={mistake ? styles.mistake : styles.hint}>
      {mistake ?? hint}
    </span>
  );
}
