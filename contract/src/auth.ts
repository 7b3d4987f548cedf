import { z } from 'zod';
import { examples } from './examples.js';
import { Timestamp } from './identifiers.js';
import { isStorable } from './text-rules.js';
import { Email, Name, Profile } from './users.js';
import { route } from './route.js';

const PASSWORD_RULE =
  'must have at least 6 characters, among them a lower-case letter, an upper-case letter, a digit and a symbol';
/** What bcrypt hashes: it ignores whatever comes after, so longer passwords are refused rather than cut. */
export const PASSWORD_MAX_BYTES = 72;

/** True for a password that bcrypt hashes whole. */
export function isHashable(password: string): boolean {
  return isStorable(password) && new TextEncoder().encode(password).length <= PASSWORD_MAX_BYTES;
}

function isStrong(password: string): boolean {
  const required = [/\p{Ll}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{N}\s]/u];
  return [...password].length >= 6 && required.every((pattern) => pattern.test(password));
}

export const Password = z
  .string()
  .refine(isStrong, { error: PASSWORD_RULE, abort: true })
  .refine(isHashable, { error: `must be at most ${PASSWORD_MAX_BYTES} bytes long in UTF-8, without NUL` })
  .meta({ format: 'password', minLength: 6, maxLength: PASSWORD_MAX_BYTES })
  .describe(`It ${PASSWORD_RULE}; and at most ${PASSWORD_MAX_BYTES} bytes.`);

export const Registration = z.strictObject({ name: Name, email: Email, password: Password }).meta({
  id: 'Registration',
  example: examples.registration,
});
export type Registration = z.infer<typeof Registration>;

// A login is checked against what is stored, not against the rules for new accounts: all that fails is "wrong".
export const Credentials = z
  .strictObject({
    email: z.string().max(1000).describe('The e-mail address of the account.'),
    password: z.string().max(1000).meta({ format: 'password' }).describe('Its password.'),
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
    problems: ['auth.email_taken', 'server.overloaded'],
  }),
  login: route({
    method: 'POST',
    path: '/auth/login',
    summary: 'Log in',
    auth: false,
    body: Credentials,
    status: 200,
    response: Session,
    problems: ['auth.credentials_invalid', 'server.overloaded'],
  }),
};
