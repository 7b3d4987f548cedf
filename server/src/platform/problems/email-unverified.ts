import { ProblemError } from './problem-error.js';

/**
 * Returns the problem for a request or a handshake of an account whose address is not verified yet (with
 * `EMAIL_VERIFICATION=required`).
 */
export function emailUnverified(): ProblemError {
  return new ProblemError(
    'auth.email_unverified',
    'Open the link that was mailed to you first: it verifies your address.',
  );
}
