import { Password, PasswordChange, Registration } from '@smart-hub/contract/auth';
import { z } from 'zod';
import { validate } from '../platform/problems/validation.js';
import { isCommon } from './common-passwords.js';
import { isMadeOfContext, type PasswordOwner } from './context-words.js';

const MADE_OF_CONTEXT =
  'has no letters but those of words that are guessed first: of your name, your e-mail address or this product. Choose another one';

/** A password as the contract has it, without common ones and without those that are made of the product's words. */
export const NewPassword = Password.refine((password) => !isCommon(password), {
  error: 'is one of the most common passwords, or one with digits and symbols after it: choose another one',
}).refine((password) => !isMadeOfContext(password), { error: MADE_OF_CONTEXT });

/** A registration as the contract has it, without common passwords: their list is too long for clients. */
export const NewAccount = Registration.extend({
  password: NewPassword,
})
  .refine((account) => !isMadeOfContext(account.password, account), { error: MADE_OF_CONTEXT, path: ['password'] })
  .meta(Registration.meta()!);

/** The same for a change of the password. */
export const NewPasswordChange = PasswordChange.extend({ newPassword: NewPassword }).meta(PasswordChange.meta()!);

/** A password that this owner may choose. */
export function passwordFor(owner: PasswordOwner): z.ZodType<string> {
  return NewPassword.refine((password) => !isMadeOfContext(password, owner), { error: MADE_OF_CONTEXT });
}

/**
 * Refuses a password that its owner may not choose, where the owner was not known when the request was checked.
 *
 * @param field of the request
 * @throws ProblemError `request.invalid`
 */
export function refuseGuessable(field: string, password: string, owner: PasswordOwner): void {
  validate(z.object({ [field]: passwordFor(owner) }), { [field]: password });
}
