import { z } from 'zod';
import { Password, TypedPassword } from './auth.js';
import { examples } from './examples.js';
import { route } from './route.js';
import { Email } from './users.js';

/** The secret of a mailed link: 32 random bytes in base64url. */
const MailedToken = z.string().min(1).max(200).describe('The token of a mailed link: the text after the `=`.');

/** The response of a route that returns no result. */
const Done = z.object({}).meta({
  id: 'Done',
  description: 'An empty object: the request was accepted, and is carried out now or shortly after.',
  example: examples.done,
});

// Accepts any text: the response for an invalid address is the same as for an address without an account.
export const PasswordResetRequest = z
  .strictObject({ email: z.string().max(1000).describe('The e-mail address of the account.') })
  .meta({ id: 'PasswordResetRequest', example: examples.passwordResetRequest });
export type PasswordResetRequest = z.infer<typeof PasswordResetRequest>;

export const PasswordReset = z
  .strictObject({ token: MailedToken, password: Password })
  .meta({ id: 'PasswordReset', example: examples.passwordReset });
export type PasswordReset = z.infer<typeof PasswordReset>;

export const MailedLink = z
  .strictObject({ token: MailedToken })
  .meta({ id: 'MailedLink', description: 'The token of a mailed link.', example: examples.mailedLink });
export type MailedLink = z.infer<typeof MailedLink>;

export const VerifiedEmail = z
  .object({ email: z.string().describe('The address that was verified.') })
  .meta({ id: 'VerifiedEmail', example: examples.verifiedEmail });
export type VerifiedEmail = z.infer<typeof VerifiedEmail>;

export const EmailChange = z
  .strictObject({ email: Email, password: TypedPassword.describe('The current password of the account.') })
  .meta({ id: 'EmailChange', example: examples.emailChange });
export type EmailChange = z.infer<typeof EmailChange>;

export const EmailChangeState = z
  .object({
    state: z
      .enum(['waiting', 'changed'])
      .describe(
        '`waiting`: the link mailed to the other address must also be opened. `changed`: the address has changed.',
      ),
  })
  .meta({ id: 'EmailChangeState', example: examples.emailChangeState });
export type EmailChangeState = z.infer<typeof EmailChangeState>;

export const accountEmailRoutes = {
  requestReset: route({
    method: 'POST',
    path: '/auth/password-reset',
    summary:
      'Request an e-mail with a link to reset a password; the response does not reveal whether the account exists',
    auth: false,
    body: PasswordResetRequest,
    status: 200,
    response: Done,
    problems: ['mail.unavailable'],
  }),
  confirmReset: route({
    method: 'POST',
    path: '/auth/password-reset/confirm',
    summary: 'Set a new password with a mailed link, and end all sessions of the account',
    auth: false,
    body: PasswordReset,
    status: 200,
    response: Done,
    problems: ['auth.link_invalid', 'server.overloaded'],
  }),
  requestVerification: route({
    method: 'POST',
    path: '/auth/email/verification',
    summary: 'Request another e-mail with a link to verify the address of the logged-in user',
    auth: true,
    unverified: true,
    status: 200,
    response: Done,
    problems: ['rate.mail', 'mail.unavailable'],
  }),
  verify: route({
    method: 'POST',
    path: '/auth/email/verify',
    summary: 'Verify an e-mail address with a mailed link',
    auth: false,
    body: MailedLink,
    status: 200,
    response: VerifiedEmail,
    problems: ['auth.link_invalid'],
  }),
  requestChange: route({
    method: 'POST',
    path: '/auth/email',
    summary:
      'Request a change of the e-mail address of the logged-in user: links are mailed to the old and the new address',
    auth: true,
    unverified: true,
    body: EmailChange,
    status: 200,
    response: Done,
    problems: [
      'auth.password_wrong',
      'auth.login_delayed',
      'auth.email_taken',
      'rate.mail',
      'mail.unavailable',
      'server.overloaded',
    ],
  }),
  confirmChange: route({
    method: 'POST',
    path: '/auth/email/confirm',
    summary: 'Confirm a change of e-mail address with one of its mailed links',
    auth: false,
    body: MailedLink,
    status: 200,
    response: EmailChangeState,
    problems: ['auth.link_invalid', 'auth.email_taken'],
  }),
};
