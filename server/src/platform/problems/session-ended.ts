import { ProblemError } from './problem-error.js';

/** What a command or a request answers, and a socket is told, when its token has expired. */
export function tokenExpired(): ProblemError {
  return new ProblemError('auth.token_expired', 'The token has expired: log in again.');
}

/** The same when the token is that of an account which was deleted. */
export function accountDeleted(): ProblemError {
  return new ProblemError('auth.token_invalid', 'This account does not exist any more.');
}

/** The same when the account is disabled. */
export function accountDisabled(): ProblemError {
  return new ProblemError('auth.token_invalid', 'This account is disabled.');
}

/** The same when all tokens that the account had were revoked, as by a new password. */
export function tokenRevoked(): ProblemError {
  return new ProblemError('auth.token_invalid', 'The token was revoked: log in again.');
}
