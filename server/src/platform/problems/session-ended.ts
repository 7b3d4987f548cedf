import { ProblemError } from './problem-error.js';

/** Returns the problem for a request, a command or a socket whose token has expired. */
export function tokenExpired(): ProblemError {
  return new ProblemError('auth.token_expired', 'The token has expired: log in again.');
}

/** Returns the problem for a token of a deleted account. */
export function accountDeleted(): ProblemError {
  return new ProblemError('auth.token_invalid', 'This account no longer exists.');
}

/** Returns the problem for a token of a disabled account. */
export function accountDisabled(): ProblemError {
  return new ProblemError('auth.token_invalid', 'This account is disabled.');
}

/** Returns the problem for a token that was revoked with all others of the account, for example by a new password. */
export function tokenRevoked(): ProblemError {
  return new ProblemError('auth.token_invalid', 'The token was revoked: log in again.');
}
