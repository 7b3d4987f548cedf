import { Suspense, useState, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { useForm } from '../lib/form.js';
import { formErrorsOf, missingFields, type FormErrors } from '../lib/form-errors.js';
import { discardInvitation, invitationTokenIn, useInvitation } from '../invitations/invitation-link.js';
import { useRegistration, type Registration } from '../invitations/registration.js';
import { t } from '../texts/en.js';
import { Button } from '../ui/Button.js';
import field from '../ui/Field.module.css';
import { PasswordField, TextField } from '../ui/Field.js';
import { Logo } from '../ui/Logo.js';
import { SentenceWithName } from '../ui/SentenceWithName.js';
import { lazyPart } from '../ui/lazy-part.js';
import styles from './AuthScreen.module.css';
import { clearLogoutState, wasSessionEnded } from './logout-state.js';
import { discardMailedLink, useMailedLink } from './mailed-link.js';
import { sessionClient, useSession } from './session.js';

const ForgottenPassword = lazyPart(() => import('./ForgottenPassword.js'));
const ResetPassword = lazyPart(() => import('./ResetPassword.js'));

const FIELDS = ['invitation', 'name', 'email', 'password'] as const;
type Field = (typeof FIELDS)[number];
type View = 'register' | 'login' | 'forgotten';

/** The screen for registration, login and password reset. */
export function AuthScreen() {
  return (
    <div className={styles.screen}>
      <header className={styles.hero}>
        <p className={styles.brand}>
          <Logo /> {t.productLong}
        </p>
        <h1 className={styles.slogan}>{t.auth.slogan}</h1>
        <p className={styles.sloganText}>{t.auth.sloganText}</p>
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
  // A user who opens a mailed link, or whose session was ended, already has an account.
  const [view, setView] = useState<View>(link || wasSessionEnded() ? 'login' : 'register');
  const [note, setNote] = useState(wasSessionEnded() ? t.auth.sessionEnded : undefined);
  // The address is kept here, because it is shared by all forms.
  const [email, setEmail] = useState('');
  const isLoggedIn = useSession() !== undefined;
  const invitation = useInvitation();
  const registration = useRegistration(invitation);

  function show(next: View, message?: string) {
    setView(next);
    setNote(message);
  }
  if (link?.kind === 'reset') {
    const leaveReset = (next: View, message?: string) => {
      show(next, message);
      discardMailedLink();
    };
    return (
      <ResetPassword
        key={link.token}
        token={link.token}
        isLoggedIn={isLoggedIn}
        onDone={() => leaveReset('login', t.auth.resetDone)}
        onRequestAnother={() => leaveReset('forgotten')}
        onCancel={() => leaveReset('login')}
      />
    );
  }
  if (view === 'forgotten') return <ForgottenPassword email={email} onBack={() => show('login')} />;
  if (!registration) return null;
  if (view === 'login')
    return (
      <>
        <LoginForm note={note} email={email} onEmail={setEmail} />
        {registration.policy.passwordReset ? (
          <SwitchViewButton label={t.auth.forgotPassword} onClick={() => show('forgotten')} />
        ) : null}
        <SwitchViewButton label={t.auth.toRegister} onClick={() => show('register')} />
      </>
    );
  return (
    <>
      <RegistrationForm registration={registration} invitation={invitation} email={email} onEmail={setEmail} />
      <SwitchViewButton label={t.auth.toLogin} onClick={() => show('login')} />
    </>
  );
}

function SwitchViewButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <button type="button" className={styles.link} onClick={onClick}>
      {label}
    </button>
  );
}

interface EmailProps {
  /** The e-mail address that was typed into any of the forms. */
  readonly email: string;
  readonly onEmail: (email: string) => void;
}

/** @param props.note a message about what has just happened */
function LoginForm({ note, ...email }: EmailProps & { readonly note: string | undefined }) {
  return (
    <>
      <h2 className={styles.title}>{t.auth.loginTitle}</h2>
      {note === undefined ? null : (
        <p role="status" className={styles.note}>
          {note}
        </p>
      )}
      <AuthForm key="login" fields={['email', 'password']} {...email} />
    </>
  );
}

interface RegistrationFormProps extends EmailProps {
  readonly registration: Registration;
  readonly invitation: string | undefined;
}

/** The registration form, with a note about who may register. */
function RegistrationForm({ registration, invitation, ...email }: RegistrationFormProps) {
  const { policy, offer, invitationError } = registration;
  if (policy.mode === 'closed')
    return (
      <>
        <h2 className={styles.title}>{t.auth.closedTitle}</h2>
        <p>{t.auth.closed}</p>
      </>
    );
  const needsInvitation = policy.mode !== 'open' && offer === undefined;
  const introduction = introductionOf(registration);
  return (
    <>
      <h2 className={styles.title}>{t.auth.registerTitle}</h2>
      {introduction ? <p className={styles.note}>{introduction}</p> : null}
      <AuthForm
        key={invitation}
        fields={[...(needsInvitation ? (['invitation'] as const) : []), 'name', 'email', 'password']}
        optional={policy.mode === 'domains' ? 'invitation' : undefined}
        invitation={invitationError === undefined ? invitation : undefined}
        invitationError={invitationError}
        {...email}
      />
    </>
  );
}

function introductionOf({ policy: { mode, domains }, offer }: Registration): ReactNode {
  if (mode === 'open') return undefined;
  if (offer)
    return offer.invitedBy === null ? (
      t.auth.invited
    ) : (
      <SentenceWithName sentence={t.auth.invitedBy} name={offer.invitedBy} />
    );
  return mode === 'domains' ? t.auth.domainsOnly(domains) : t.auth.inviteOnly;
}

interface FormProps extends EmailProps {
  readonly fields: readonly Field[];
  readonly optional?: Field | undefined;
  /** The token of the invitation that opened the page. */
  readonly invitation?: string | undefined;
  /** Why the invitation that opened the page is not valid. */
  readonly invitationError?: string | undefined;
}

function AuthForm({
  fields: givenFields,
  optional,
  invitation,
  invitationError,
  email: initialEmail,
  onEmail,
}: FormProps) {
  const isNew = givenFields.includes('name');
  // Other people can use up the invitation while the user fills in the form.
  const [isInvitationUsedUp, setInvitationUsedUp] = useState(false);
  const fields: readonly Field[] =
    isInvitationUsedUp && !givenFields.includes('invitation') ? ['invitation', ...givenFields] : givenFields;
  const { errors, busy, onSubmit } = useForm<Field>(
    submit,
    invitationError === undefined ? {} : { invitation: invitationError },
  );

  async function submit(values: Record<Field, string>): Promise<FormErrors<Field>> {
    const required = fields.filter((field) => field !== optional);
    const missing = missingFields(values, Object.fromEntries(required.map((field) => [field, t.auth.missing[field]])));
    if (missing) return missing;
    const { name, email, password } = values;
    const pasted = fields.includes('invitation') ? values.invitation : '';
    const client = sessionClient();
    try {
      const token = invitationTokenIn(pasted) || invitation;
      await (isNew
        ? client.register({ name, email, password, ...(token !== undefined && { invitation: token }) })
        : client.login({ email, password }));
      discardInvitation();
      clearLogoutState();
      return {};
    } catch (error) {
      const formErrors = authErrorsOf(error);
      // The field must be rendered before the form focuses it.
      if (formErrors.invitation !== undefined) flushSync(() => setInvitationUsedUp(true));
      return formErrors;
    }
  }

  return (
    <form noValidate className={styles.form} onSubmit={onSubmit}>
      {fields.includes('invitation') ? (
        <TextField
          name="invitation"
          label={t.auth.invitation}
          error={errors.invitation}
          hint={optional ? t.auth.domainsHint : t.auth.invitationHint}
          autoComplete="off"
        />
      ) : null}
      {isNew ? (
        <TextField
          name="name"
          label={t.auth.name}
          error={errors.name}
          hint={t.auth.nameHint}
          autoComplete="name"
          autoFocus
        />
      ) : null}
      <TextField
        name="email"
        type="email"
        label={t.auth.email}
        error={errors.email}
        hint={isNew ? t.auth.emailHint : undefined}
        autoComplete="username"
        defaultValue={initialEmail}
        onChange={(event) => onEmail(event.target.value)}
        autoFocus={!isNew}
      />
      <PasswordField isNew={isNew} error={errors.password} />
      <p role="alert" className={field.error}>
        {errors.form}
      </p>
      <Button type="submit" aria-disabled={busy} wide>
        {isNew ? t.auth.register : t.auth.login}
      </Button>
    </form>
  );
}

/** Maps an error of a login or registration to the fields of the form. */
export function authErrorsOf(error: unknown): FormErrors<Field> {
  return formErrorsOf(error, FIELDS, {
    'auth.email_taken': 'email',
    'registration.invitation_needed': 'invitation',
    'registration.invitation_invalid': 'invitation',
  });
}
