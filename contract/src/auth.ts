import { z } from 'zod';
import { examples } from './examples.js';
import { InvitationToken } from './invitations.js';
import { Id, Timestamp } from './identifiers.js';
import { characters, isStorable } from './text-rules.js';
import { Email, Name, Profile } from './users.js';
import { route } from './route.js';

/** How long a password may be, in bytes of UTF-8 once it is composed. */
const PASSWORD_MAX_BYTES = 256;
/** How long the password of a login may be, in UTF-16 code units. No composed text of 256 bytes is typed with as many. */
const LONGEST_TYPED_PASSWORD = 1000;
/** From so many characters on a password need not mix them. */
const LONG = 12;
const MIXTURE = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}\s]/u];

const PASSWORD_RULE = `must have at least 6 characters, among them a lower-case letter, an upper-case letter, a digit and a symbol; or at least ${LONG} characters of any kind`;

/**
 * A password as it is judged and hashed: composed (NFC), so that it is the same from every keyboard.
 *
 * @param typed 1000 UTF-16 code units at most: to order many marks takes quadratic time
 */
export function composedPassword(typed: string): string {
  return typed.normalize('NFC');
}

function isShortEnough(password: string): boolean {
  return new TextEncoder().encode(composedPassword(password)).length <= PASSWORD_MAX_BYTES;
}

function isStrong(password: string): boolean {
  const composed = composedPassword(password);
  const length = characters(composed);
  return length >= LONG || (length >= 6 && MIXTURE.every((pattern) => pattern.test(composed)));
}

const PASSWORD_BYTES_RULE = `must be at most ${PASSWORD_MAX_BYTES} bytes long in UTF-8, without NUL`;

/** The password that somebody chooses. The server also refuses common ones. */
export const Password = z
  .string()
  .refine((password) => password.length <= LONGEST_TYPED_PASSWORD && isStorable(password), {
    error: PASSWORD_BYTES_RULE,
    abort: true,
  })
  .refine(isStrong, { error: PASSWORD_RULE, abort: true })
  .refine(isShortEnough, { error: PASSWORD_BYTES_RULE, abort: true })
  .meta({ format: 'password', minLength: 6, maxLength: PASSWORD_MAX_BYTES })
  .describe(
    `It ${PASSWORD_RULE}. At most ${PASSWORD_MAX_BYTES} bytes. None of the most common ones, and none whose letters are only words of the name, the e-mail address or this product.`,
  );

const RefreshIn = z
  .enum(['cookie', 'body'])
  .optional()
  .describe(
    'Where to put a refresh token, with which `POST /auth/refresh` answers further access tokens: `cookie` for a page of this server (HttpOnly), `body` for other clients (`refresh_token`). Without it the session ends with its access token.',
  );

export const RefreshToken = z
  .string()
  .min(1)
  .max(200)
  .describe('Renews the access token, once: the answer has the next one. Keep it secret, and only the newest.');

export const Registration = z
  .strictObject({
    name: Name,
    email: Email,
    password: Password,
    invitation: InvitationToken.optional(),
    refresh: RefreshIn,
  })
  .meta({
    id: 'Registration',
    example: examples.registration,
  });
export type Registration = z.infer<typeof Registration>;

/** A password as somebody types it who has one: compared with what is stored, and not judged. */
export const TypedPassword = z.string().max(LONGEST_TYPED_PASSWORD).meta({ format: 'password' });

// A login is checked against what is stored, not against the rules for new accounts: all that fails is "wrong".
export const Credentials = z
  .strictObject({
    email: z.string().max(1000).describe('The e-mail address of the account.'),
    password: TypedPassword.describe('Its password.'),
    refresh: RefreshIn,
  })
  .meta({ id: 'Credentials', example: examples.credentials });
export type Credentials = z.infer<typeof Credentials>;

export const Login = z
  .object({
    access_token: z.string().describe('For `Authorization: Bearer` and for `auth.token` of the socket.'),
    expiresAt: Timestamp.describe('When the access token ends.'),
    sessionId: Id.describe('The session that the access token belongs to: see `GET /sessions`.'),
    refresh_token: RefreshToken.optional(),
    user: Profile,
  })
  .meta({ id: 'Login', description: 'An access token of a session.', example: examples.login });
export type Login = z.infer<typeof Login>;

export const HeldRefreshToken = z
  .strictObject({ refresh_token: RefreshToken.optional().describe('The refresh token, unless the cookie has it.') })
  .meta({ id: 'HeldRefreshToken', example: examples.refresh });
export type HeldRefreshToken = z.infer<typeof HeldRefreshToken>;

export const PasswordChange = z
  .strictObject({ currentPassword: TypedPassword.describe('The password until now.'), newPassword: Password })
  .meta({ id: 'PasswordChange', example: examples.passwordChange });
export type PasswordChange = z.infer<typeof PasswordChange>;

const COOKIE = {
  'Set-Cookie':
    'The refresh token, where it is kept in a cookie: `__Host-hub_refresh` over HTTPS, `hub_refresh` over plain HTTP.',
};

export const authRoutes = {
  register: route({
    method: 'POST',
    path: '/auth/register',
    summary: 'Make an account',
    auth: false,
    body: Registration,
    status: 201,
    response: Login,
    headers: COOKIE,
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
    headers: COOKIE,
    problems: ['auth.credentials_invalid', 'auth.account_disabled', 'auth.login_delayed', 'server.overloaded'],
  }),
  refresh: route({
    method: 'POST',
    path: '/auth/refresh',
    summary: 'Renew the access token',
    auth: false,
    body: HeldRefreshToken,
    status: 200,
    response: Login,
    headers: COOKIE,
    problems: ['auth.token_missing', 'auth.token_expired', 'auth.session_ended', 'auth.origin_refused'],
  }),
  changePassword: route({
    method: 'POST',
    path: '/auth/password',
    summary: 'Change my password: all my other sessions end',
    auth: true,
    body: PasswordChange,
    status: 200,
    response: Login,
    problems: ['auth.password_wrong', 'auth.login_delayed', 'server.overloaded'],
  }),
  logout: route({
    method: 'POST',
    path: '/auth/logout',
    summary: 'Log out: end the session of the access token, or of the refresh token, and clear the cookie',
    auth: false,
    body: HeldRefreshToken,
    status: 200,
    response: z.object({}),
    headers: COOKIE,
    problems: ['auth.origin_refused'],
  }),
};
