import { Password, PasswordChange, Registration } from '@smart-hub/contract/auth';
import { z } from 'zod';
import { validate } from '../platform/problems/validation.js';
import { isCommonPassword } from './common-passwords.js';
import { isMadeOfContextWords, type PasswordOwner } from './context-words.js';

const MADE_OF_CONTEXT =
  'consists only of words that are guessed first: of your name, your e-mail address or this product. Choose another one';

/**
 * The contract's schema of a new password, which also rejects common passwords and passwords made of words of the
 * product.
 */
export const CheckedPassword = Password.refine((password) => !isCommonPassword(password), {
  error: 'is one of the most common passwords, or one with digits and symbols appended: choose another one',
}).refine((password) => !isMadeOfContextWords(password), { error: MADE_OF_CONTEXT });

/**
 * The contract's schema of a registration, with the checks that clients cannot run because the list of common passwords
 * is too long.
 */
export const CheckedRegistration = Registration.extend({
  password: CheckedPassword,
})
  .refine((account) => !isMadeOfContextWords(account.password, account), { error: MADE_OF_CONTEXT, path: ['password'] })
  .meta(Registration.meta()!);

/** The contract's schema of a password change, with the same checks. */
export const CheckedPasswordChange = PasswordChange.extend({ newPassword: CheckedPassword }).meta(
  PasswordChange.meta()!,
);

/** Returns the schema of a new password of a known account. */
export function passwordSchemaFor(owner: PasswordOwner): z.ZodType<string> {
  return CheckedPassword.refine((password) => !isMadeOfContextWords(password, owner), { error: MADE_OF_CONTEXT });
}

/**
 * Rejects a password made of context words of its owner, when the owner was not known during the validation of the
 * request.
 *
 * @param field the name of the field in the request
 * @throws ProblemError `request.invalid`
 */
export function refuseGuessable(field: string, password: string, owner: PasswordOwner): void {
  validate(z.object({ [field]: passwordSchemaFor(owner) }), { [field]: password });
}
