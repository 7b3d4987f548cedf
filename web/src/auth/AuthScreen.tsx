import { Eye, EyeOff } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { HubError } from '@smart-hub/sdk';
import { dropInvitation, tokenIn, useInvitation } from '../invitations/link.js';
import { isAboutInvitation, useRegistration, type Registration } from '../invitations/registration.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import field from '../ui/Field.module.css';
import { Mark } from '../ui/Mark.js';
import styles from './AuthScreen.module.css';
import { dropNotice, wasEnded } from './leaving.js';
import { sessionClient } from './session.js';

type Field = 'invitation' | 'name' | 'email' | 'password';
type Mistakes = Partial<Record<Field | 'form', string>>;

/** Making an account, and logging in. */
export function AuthScreen() {
  const [isNew, setNew] = useState(!wasEnded());
  const invitation = useInvitation();
  const registration = useRegistration(invitation);
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
          {registration ? (
            <>
              {isNew ? <Registering registration={registration} invitation={invitation} /> : <LoggingIn />}
              <button type="button" className={styles.other} onClick={() => setNew(!isNew)}>
                {isNew ? t.auth.toLogin : t.auth.toRegister}
              </button>
            </>
          ) : null}
        </div>
      </main>
    </div>
  );
}

function LoggingIn() {
  return (
    <>
      <h2 className={styles.title}>{t.auth.loginTitle}</h2>
      {wasEnded() ? <p className={styles.words}>{t.auth.ended}</p> : null}
      <AuthForm key="login" fields={['email', 'password']} />
    </>
  );
}

/** Who may make an account is said before anybody fills in the form. */
function Registering({ registration, invitation }: { registration: Registration; invitation: string | undefined }) {
  const { policy, offer, refusal } = registration;
  if (policy.mode === 'closed')
    return (
      <>
        <h2 className={styles.title}>{t.auth.closedTitle}</h2>
        <p>{t.auth.closed}</p>
      </>
    );
  const asks = policy.mode !== 'open' && offer === undefined;
  const words = wordsOf(registration);
  return (
    <>
      <h2 className={styles.title}>{t.auth.registerTitle}</h2>
      {words ? <p className={styles.words}>{words}</p> : null}
      <AuthForm
        key={invitation}
        fields={[...(asks ? (['invitation'] as const) : []), 'name', 'email', 'password']}
        optional={policy.mode === 'domains' ? 'invitation' : undefined}
        invitation={refusal === undefined ? invitation : undefined}
        refusal={refusal}
      />
    </>
  );
}

function wordsOf({ policy: { mode, domains }, offer }: Registration): string | undefined {
  if (mode === 'open') return undefined;
  if (offer) return offer.invitedBy === null ? t.auth.invited : t.auth.invitedBy(offer.invitedBy);
  return mode === 'domains' ? t.auth.domainsOnly(domains) : t.auth.inviteOnly;
}

interface FormProps {
  readonly fields: readonly Field[];
  readonly optional?: Field | undefined;
  /** The token of the invitation with which the page was opened. */
  readonly invitation?: string | undefined;
  /** Why another one is needed. */
  readonly refusal?: string | undefined;
}

function AuthForm({ fields: asked, optional, invitation, refusal }: FormProps) {
  const [mistakes, setMistakes] = useState<Mistakes>({ ...(refusal !== undefined && { invitation: refusal }) });
  const [busy, setBusy] = useState(false);
  const isNew = asked.includes('name');
  // The invitation may be used up while the form is filled in.
  const [spent, setSpent] = useState(false);
  const fields: readonly Field[] = spent && !asked.includes('invitation') ? ['invitation', ...asked] : asked;

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const values = { invitation: '', ...Object.fromEntries(new FormData(form)) } as Record<Field, string>;
    // Spaces may be a password.
    const missing = fields
      .filter((field) => field !== optional)
      .filter((field) => (field === 'password' ? values[field] : values[field].trim()) === '');
    const found = missing.length > 0 ? missingOf(missing) : await enter(values);
    setMistakes(found);
    if (found.invitation !== undefined) setSpent(true);
    const first = fields.find((field) => found[field]);
    if (first) form.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
  }

  async function enter({ name, email, password, invitation: pasted }: Record<Field, string>): Promise<Mistakes> {
    setBusy(true);
    const client = sessionClient();
    try {
      const token = tokenIn(pasted) || invitation;
      await (isNew
        ? client.register({ name, email, password, ...(token !== undefined && { invitation: token }) })
        : client.login({ email, password }));
      dropInvitation();
      dropNotice();
      return {};
    } catch (error) {
      setBusy(false);
      return mistakesOf(error);
    }
  }

  return (
    <form noValidate className={styles.form} onSubmit={(event) => void submit(event)}>
      {fields.includes('invitation') ? (
        <TextField
          name="invitation"
          mistake={mistakes.invitation}
          hint={optional ? t.auth.domainsHint : t.auth.invitationHint}
          autoComplete="off"
        />
      ) : null}
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
      <p role="alert" className={field.mistake}>
        {mistakes.form}
      </p>
      <Button type="submit" disabled={busy} wide>
        {isNew ? t.auth.register : t.auth.login}
      </Button>
    </form>
  );
}

const missingOf = (fields: readonly Field[]): Mistakes =>
  Object.fromEntries(fields.map((field) => [field, t.auth.missing[field]]));

/** What went wrong, by field where the server says so: its words are made for people. */
export function mistakesOf(error: unknown): Mistakes {
  if (!(error instanceof HubError) || error.code === 'server.unreachable') return { form: t.notReached };
  const { code, detail, errors, retryAfter } = error.problem;
  if (code === 'auth.email_taken') return { email: detail };
  if (isAboutInvitation(code)) return { invitation: detail };
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
    <label className={field.field}>
      <span className={field.label}>{t.auth[name]}</span>
      <input
        className={field.input}
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
    <div className={field.field}>
      <label className={field.label} htmlFor="password">
        {t.auth.password}
      </label>
      <span className={styles.withButton}>
        <input
          className={field.input}
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
    <span id={`${name}-note`} className={mistake ? field.mistake : field.hint}>
      {mistake ?? hint}
    </span>
  );
}
