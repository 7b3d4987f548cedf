import { Suspense, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useForm } from '../hub/form.js';
import { mistakesIn, missingIn, type Mistakes } from '../hub/mistakes.js';
import { dropInvitation, tokenIn, useInvitation } from '../invitations/link.js';
import { useRegistration, type Registration } from '../invitations/registration.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import field from '../ui/Field.module.css';
import { PasswordField, TextField } from '../ui/Field.js';
import { Mark } from '../ui/Mark.js';
import { Named } from '../ui/Named.js';
import { part } from '../ui/part.js';
import styles from './AuthScreen.module.css';
import { dropNotice, wasEnded } from './leaving.js';
import { dropMailedLink, useMailedLink } from './mailed-link.js';
import { sessionClient, useSession } from './session.js';

const ForgottenPassword = part(() => import('./ForgottenPassword.js'));
const ResetPassword = part(() => import('./ResetPassword.js'));

const FIELDS = ['invitation', 'name', 'email', 'password'] as const;
type Field = (typeof FIELDS)[number];
type View = 'register' | 'login' | 'forgotten';

/** Registration, login, and what those do who have forgotten their password. */
export function AuthScreen() {
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
          <Suspense>
            <Card />
          </Suspense>
        </div>
      </main>
    </div>
  );
}

function Card() {
  const link = useMailedLink();
  // Who opens a mailed link has an account.
  const [view, setView] = useState<View>(link || wasEnded() ? 'login' : 'register');
  const [note, setNote] = useState(wasEnded() ? t.auth.ended : undefined);
  // Kept when the form switches.
  const [email, setEmail] = useState('');
  const isLoggedIn = useSession() !== undefined;
  const invitation = useInvitation();
  const registration = useRegistration(invitation);

  function show(next: View, words?: string) {
    setView(next);
    setNote(words);
  }
  if (link?.kind === 'reset') {
    const leave = (next: View, words?: string) => {
      show(next, words);
      dropMailedLink();
    };
    return (
      <ResetPassword
        key={link.token}
        token={link.token}
        isLoggedIn={isLoggedIn}
        onDone={() => leave('login', t.auth.resetDone)}
        onRequestAnother={() => leave('forgotten')}
        onCancel={() => leave('login')}
      />
    );
  }
  if (view === 'forgotten') return <ForgottenPassword email={email} onBack={() => show('login')} />;
  if (!registration) return null;
  if (view === 'login')
    return (
      <>
        <LoggingIn note={note} email={email} onEmail={setEmail} />
        {registration.policy.passwordReset ? (
          <OtherWay words={t.auth.forgotten} onChosen={() => show('forgotten')} />
        ) : null}
        <OtherWay words={t.auth.toRegister} onChosen={() => show('register')} />
      </>
    );
  return (
    <>
      <Registering registration={registration} invitation={invitation} email={email} onEmail={setEmail} />
      <OtherWay words={t.auth.toLogin} onChosen={() => show('login')} />
    </>
  );
}

function OtherWay({ words, onChosen }: { words: string; onChosen: () => void }) {
  return (
    <button type="button" className={styles.other} onClick={onChosen}>
      {words}
    </button>
  );
}

interface EmailProps {
  /** The e-mail address that was typed, in any of the forms. */
  readonly email: string;
  readonly onEmail: (email: string) => void;
}

/** @param props.note what has just been done, in words */
function LoggingIn({ note, ...email }: EmailProps & { readonly note: string | undefined }) {
  return (
    <>
      <h2 className={styles.title}>{t.auth.loginTitle}</h2>
      {note === undefined ? null : (
        <p role="status" className={styles.words}>
          {note}
        </p>
      )}
      <AuthForm key="login" fields={['email', 'password']} {...email} />
    </>
  );
}

interface RegisteringProps extends EmailProps {
  readonly registration: Registration;
  readonly invitation: string | undefined;
}

/** Who may make an account is said before anybody fills in the form. */
function Registering({ registration, invitation, ...email }: RegisteringProps) {
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
        {...email}
      />
    </>
  );
}

function wordsOf({ policy: { mode, domains }, offer }: Registration): ReactNode {
  if (mode === 'open') return undefined;
  if (offer)
    return offer.invitedBy === null ? t.auth.invited : <Named sentence={t.auth.invitedBy} name={offer.invitedBy} />;
  return mode === 'domains' ? t.auth.domainsOnly(domains) : t.auth.inviteOnly;
}

interface FormProps extends EmailProps {
  readonly fields: readonly Field[];
  readonly optional?: Field | undefined;
  /** The token of the invitation with which the page was opened. */
  readonly invitation?: string | undefined;
  /** Why another one is needed. */
  readonly refusal?: string | undefined;
}

function AuthForm({ fields: asked, optional, invitation, refusal, email: typed, onEmail }: FormProps) {
  const isNew = asked.includes('name');
  // The invitation may be used up while the form is filled in.
  const [spent, setSpent] = useState(false);
  const fields: readonly Field[] = spent && !asked.includes('invitation') ? ['invitation', ...asked] : asked;
  const { mistakes, busy, onSubmit } = useForm<Field>(enter, refusal === undefined ? {} : { invitation: refusal });

  async function enter(values: Record<Field, string>): Promise<Mistakes<Field>> {
    const needed = fields.filter((field) => field !== optional);
    const missing = missingIn(values, Object.fromEntries(needed.map((field) => [field, t.auth.missing[field]])));
    if (missing) return missing;
    const { name, email, password } = values;
    const pasted = fields.includes('invitation') ? values.invitation : '';
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
      const found = mistakesOf(error);
      // Before the focus goes there.
      if (found.invitation !== undefined) flushSync(() => setSpent(true));
      return found;
    }
  }

  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      {fields.includes('invitation') ? (
        <TextField
          name="invitation"
          label={t.auth.invitation}
          mistake={mistakes.invitation}
          hint={optional ? t.auth.domainsHint : t.auth.invitationHint}
          autoComplete="off"
        />
      ) : null}
      {isNew ? (
        <TextField
          name="name"
          label={t.auth.name}
          mistake={mistakes.name}
          hint={t.auth.nameHint}
          autoComplete="name"
          autoFocus
        />
      ) : null}
      <TextField
        name="email"
        type="email"
        label={t.auth.email}
        mistake={mistakes.email}
        hint={isNew ? t.auth.emailHint : undefined}
        autoComplete="username"
        defaultValue={typed}
        onChange={(event) => onEmail(event.target.value)}
        autoFocus={!isNew}
      />
      <PasswordField isNew={isNew} mistake={mistakes.password} />
      <p role="alert" className={field.mistake}>
        {mistakes.form}
      </p>
      <Button type="submit" aria-disabled={busy} wide>
        {isNew ? t.auth.register : t.auth.login}
      </Button>
    </form>
  );
}

/** What went wrong with logging in or registering. */
export function mistakesOf(error: unknown): Mistakes<Field> {
  return mistakesIn(error, FIELDS, {
    'auth.email_taken': 'email',
    'registration.invitation_needed': 'invitation',
    'registration.invitation_invalid': 'invitation',
  });
}
