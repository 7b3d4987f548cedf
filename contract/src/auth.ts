import { z } from 'zod';
import { examples } from './examples.js';
import { Timestamp } from './identifiers.js';
import { InvitationToken } from './invitations.js';
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
  .describe(`It ${PASSWORD_RULE}. At most ${PASSWORD_MAX_BYTES} bytes, and none of the most common ones.`);

export const Registration = z
  .strictObject({ name: Name, email: Email, password: Password, invitation: InvitationToken.optional() })
  .meta({
    id: 'Registration',
    example: examples.registration,
  });
export type Registration = z.infer<typeof Registration>;

// A login is checked against what is stored, not against the rules for new accounts: all that fails is "wrong".
export const Credentials = z
  .strictObject({
    email: z.string().max(1000).describe('The e-mail address of the account.'),
    password: z.string().max(LONGEST_TYPED_PASSWORD).meta({ format: 'password' }).describe('Its password.'),
  })
  .meta({ id: 'Credentials', example: examples.credentials });
export type Credentials = z.infer<typeof Credentials>;

export const Session = z
  .object({
    access_token: z.string().describe('For `Authorization: Bearer` and for `auth.token` of the socket.'),
    expiresAt: Timestamp.describe('When the token ends.'),
    user: Profile,
  })
  .meta({ id: 'Session', description: 'A login.', example: examples.session });
export type Session = z.infer<typeof Session>;

export const authRoutes = {
  register: route({
    method: 'POST',
    path: '/auth/register',
    summary: 'Make an account',
    auth: false,
    body: Registration,
    status: 201,
    response: Session,
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
    response: Session,
    problems: ['auth.credentials_invalid', 'auth.account_disabled', 'auth.login_delayed', 'server.overloaded'],
  }),
};
