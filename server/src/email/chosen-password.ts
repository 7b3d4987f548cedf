import { PasswordReset } from '@smart-hub/contract/account-email';
import { NewPassword } from '../auth/account-password.service.js';

/** A reset as the contract has it, without common passwords, as for a registration. */
export const ChosenPassword = PasswordReset.extend({ password: NewPassword }).meta(PasswordReset.meta()!);
