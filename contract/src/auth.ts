import { z } from 'zod';
import { examples } from './examples.js';
import { InvitationToken } from './invitations.js';
import { Id, Timestamp } from './identifiers.js';
import { countCharacters, isStorable } from './text-rules.js';
import { Email, Name, Profile } from './users.js';
import { route } from './route.js';

/** The maximum length of a password, in bytes of UTF-8 after composition (NFC). */
const PASSWORD_MAX_BYTES = 256;
/** The maximum length of a typed password, in UTF-16 code units. Longer input never composes to 256 bytes or fewer. */
const MAX_TYPED_PASSWORD_LENGTH = 1000;
/** A password of at least this many characters need not contain all {@link REQUIRED_CHARACTER_CLASSES}. */
const MIN_UNMIXED_CHARACTERS = 12;
const REQUIRED_CHARACTER_CLASSES = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}\s]/u];

const PASSWORD_RULE = `must have at least 6 characters, including a lower-case letter, an upper-case letter, a digit and a symbol, or at least ${MIN_UNMIXED_CHARACTERS} characters of any kind`;

/**
 * Returns a password in the form that is validated and hashed: composed (NFC), so that every keyboard produces the same
 * text.
 *
 * @param typed at most 1000 UTF-16 code units: ordering many combining marks takes quadratic time
 */
export function composedPassword(typed: string): string {
  return typed.normalize('NFC');
}

function isShortEnough(password: string): boolean {
  return new TextEncoder().encode(composedPassword(password)).length <= PASSWORD_MAX_BYTES;
}

function isStrong(password: string): boolean {
  const composed = composedPassword(password);
  const length = countCharacters(composed);
  return (
    length >= MIN_UNMIXED_CHARACTERS ||
    (length >= 6 && REQUIRED_CHARACTER_CLASSES.every((pattern) => pattern.test(composed)))
  );
}

const PASSWORD_BYTES_RULE = `must be at most ${PASSWORD_MAX_BYTES} bytes long in UTF-8, without NUL`;

/** A new password. The server also rejects common passwords. */
export const Password = z
  .string()
  .refine((password) => password.length <= MAX_TYPED_PASSWORD_LENGTH && isStorable(password), {
    error: PASSWORD_BYTES_RULE,
    abort: true,
  })
  .refine(isStrong, { error: PASSWORD_RULE, abort: true })
  .refine(isShortEnough, { error: PASSWORD_BYTES_RULE, abort: true })
  .meta({ format: 'password', minLength: 6, maxLength: PASSWORD_MAX_BYTES })
  .describe(
    `It ${PASSWORD_RULE}. At most ${PASSWORD_MAX_BYTES} bytes. The server also rejects the most common passwords, and passwords whose letters are only words of the name, the e-mail address or this product.`,
  );

const RefreshTokenDelivery = z
  .enum(['cookie', 'body'])
  .optional()
  .describe(
    'Requests a refresh token, which `POST /api/auth/refresh` exchanges for further access tokens. `cookie`, for a page of this server: in an HttpOnly cookie. `body`, for other clients: in `refresh_token`. Without this field the session ends when its access token expires.',
  );

export const RefreshToken = z
  .string()
  .min(1)
  .max(200)
  .describe(
    'Renews the access token. A refresh token is used once: the response contains the next one. Store only the newest one, and keep it secret.',
  );

export const Registration = z
  .strictObject({
    name: Name,
    email: Email,
    password: Password,
    invitation: InvitationToken.optional(),
    refresh: RefreshTokenDelivery,
  })
  .meta({
    id: 'Registration',
    example: examples.registration,
  });
export type Registration = z.infer<typeof Registration>;

/** The existing password of an account: compared with the stored hash, and not validated. */
export const TypedPassword = z.string().max(MAX_TYPED_PASSWORD_LENGTH).meta({ format: 'password' });

// The rules for new accounts do not apply to a login: input that breaks them matches no account, and is reported as a
// wrong e-mail or password.
export const Credentials = z
  .strictObject({
    email: z.string().max(1000).describe('The e-mail address of the account.'),
    password: TypedPassword.describe('The password of the account.'),
    refresh: RefreshTokenDelivery,
  })
  .meta({ id: 'Credentials', example: examples.credentials });
export type Credentials = z.infer<typeof Credentials>;

export const Login = z
  .object({
    access_token: z.string().describe('The token for `Authorization: Bearer`, and for `auth.token` of the socket.'),
    expiresAt: Timestamp.describe('When the access token expires.'),
    sessionId: Id.describe('The session to which the access token belongs: see `GET /sessions`.'),
    refresh_token: RefreshToken.optional(),
    user: Profile,
  })
  .meta({ id: 'Login', description: 'An access token of a session.', example: examples.login });
export type Login = z.infer<typeof Login>;

export const PresentedRefreshToken = z
  .strictObject({ refresh_token: RefreshToken.optional().describe('The refresh token, unless it is in the cookie.') })
  .meta({ id: 'PresentedRefreshToken', example: examples.refresh });
export type PresentedRefreshToken = z.infer<typeof PresentedRefreshToken>;

export const PasswordChange = z
  .strictObject({ currentPassword: TypedPassword.describe('The current password.'), newPassword: Password })
  .meta({ id: 'PasswordChange', example: examples.passwordChange });
export type PasswordChange = z.infer<typeof PasswordChange>;

const SET_COOKIE_HEADER = {
  'Set-Cookie':
    'The refresh token, if the session stores it in a cookie: `__Host-hub_refresh` over HTTPS, `hub_refresh` over plain HTTP.',
};

export const authRoutes = {
  register: route({
    method: 'POST',
    path: '/auth/register',
    summary: 'Create an account, and log in',
    auth: false,
    body: Registration,
    status: 201,
    response: Login,
    headers: SET_COOKIE_HEADER,
    problems: [
      'auth.email_taken',
      'registration.closed',
      'registration.invitation_needed',
      'registration.invitation_invalid',
      'server.overloaded',
    ],
  }),
  login: route({
    method: 'POST',
    path: '/auth/login',
    summary: 'Log in',
    auth: false,
    body: Credentials,
    status: 200,
    response: Login,
    headers: SET_COOKIE_HEADER,
    problems: ['auth.credentials_invalid', 'auth.account_disabled', 'auth.login_delayed', 'server.overloaded'],
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    summary: 'Renew the access token',
    auth: false,
    body: PresentedRefreshToken,
    status: 200,
    response: Login,
    headers: SET_COOKIE_HEADER,
    problems: ['auth.token_missing', 'auth.token_expired', 'auth.session_ended', 'auth.origin_refused'],
  }),
  changePassword: route({
    method: 'POST',
    path: '/auth/password',
    summary: 'Change the password of the logged-in user, and end all their other sessions',
    auth: true,
    body: PasswordChange,
    status: 200,
    response: Login,
    problems: ['auth.password_wrong', 'auth.login_delayed', 'server.overloaded'],
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    summary: 'Log out: end the sessions of the access token and of the refresh token, and clear the cookie',
    auth: false,
    body: PresentedRefreshToken,
    status: 200,
    response: z.object({}),
    headers: SET_COOKIE_HEADER,
    problems: ['auth.origin_refused'],
  }),
};
