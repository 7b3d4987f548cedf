import { Password, PasswordChange, Registration } from '@smart-hub/contract/auth';
import { isCommon } from './common-passwords.js';

/** A password as the contract has it, without common ones. */
export const NewPassword = Password.refine((password) => !isCommon(password), {
  error: 'is one of the most common passwords, or one with digits and symbols after it: choose another one',
});

/** A registration as the contract has it, without common passwords: their list is too long for clients. */
export const NewAccount = Registration.extend({
  password: NewPassword,
}).meta(Registration.meta()!);

/** The same for a change of the password. */
export const NewPasswordChange = PasswordChange.extend({ newPassword: NewPassword }).meta(PasswordChange.meta()!);
