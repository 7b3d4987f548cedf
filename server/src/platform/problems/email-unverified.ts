import { ProblemError } from './problem-error.js';

/** What a request and a handshake are refused with while the address of the account is to be verified (`EMAIL_VERIFICATION=required`). */
export function emailUnverified(): ProblemError {
  return new ProblemError(
    'auth.email_unverified',
    'Open the link that was mailed to you first: it verifies your address.',
  );
}
