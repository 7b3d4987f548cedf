import { PasswordReset } from '@smart-hub/contract/account-email';
import { CheckedPassword } from '../auth/account-password.service.js';

/** The contract's schema of a password reset, with the password checks of a registration. */
export const CheckedPasswordReset = PasswordReset.extend({ password: CheckedPassword }).meta(PasswordReset.meta()!);
