import { z } from 'zod';
import { Password, TypedPassword } from './auth.js';
import { examples } from './examples.js';
import { route } from './route.js';
import { Email } from './users.js';

/** The secret in a link that was mailed: 32 random bytes in base64url. */
const MailedToken = z.string().min(1).max(200).describe('The token of a link that was mailed: what follows the `=`.');

/** The answer of a request that has no result. */
const Done = z.object({}).meta({ id: 'Done', description: 'It was done, or will be.', example: examples.done });

// Any text: an address that nobody could register with is answered like one that nobody has registered.
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
  .meta({ id: 'MailedLink', description: 'A link that was mailed.', example: examples.mailedLink });
export type MailedLink = z.infer<typeof MailedLink>;

export const VerifiedEmail = z
  .object({ email: z.string().describe('The address that is verified now.') })
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
        '`waiting`: the link that was mailed to the other address is to be opened, too. `changed`: it is done.',
      ),
  })
  .meta({ id: 'EmailChangeState', example: examples.emailChangeState });
export type EmailChangeState = z.infer<typeof EmailChangeState>;

export const accountEmailRoutes = {
  requestReset: route({
    method: 'POST',
    path: '/auth/password-reset',
    summary: 'Request a link by e-mail to choose another password; the answer is the same without an account',
    auth: false,
    body: PasswordResetRequest,
    status: 200,
    response: Done,
    problems: ['mail.unavailable'],
  }),
  confirmReset: route({
    method: 'POST',
    path: '/auth/password-reset/confirm',
    summary: 'Choose another password by a link; ends all sessions of the account',
    auth: false,
    body: PasswordReset,
    status: 200,
    response: Done,
    problems: ['auth.link_invalid', 'server.overloaded'],
  }),
  requestVerification: route({
    method: 'POST',
    path: '/auth/email/verification',
    summary: 'Request another link by e-mail to verify my address',
    auth: true,
    unverified: true,
    status: 200,
    response: Done,
    problems: ['rate.mail', 'mail.unavailable'],
  }),
  verify: route({
    method: 'POST',
    path: '/auth/email/verify',
    summary: 'Verify an e-mail address by a link',
    auth: false,
    body: MailedLink,
    status: 200,
    response: VerifiedEmail,
    problems: ['auth.link_invalid'],
  }),
  requestChange: route({
    method: 'POST',
    path: '/auth/email',
    summary: 'Request links by e-mail, at my old and my new address, to change my address',
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
    summary: 'Confirm a change of e-mail address by one of its links',
    auth: false,
    body: MailedLink,
    status: 200,
    response: EmailChangeState,
    problems: ['auth.link_invalid', 'auth.email_taken'],
  }),
};
