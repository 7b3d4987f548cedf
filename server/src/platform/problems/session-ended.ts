import { ProblemError } from './problem-error.js';

/** What a command or a request answers, and a socket is told, when its token has expired. */
export function tokenExpired(): ProblemError {
  return new ProblemError('auth.token_expired', 'The token has expired: log in again.');
}

/** The same when the token is that of an account which was deleted. */
export function accountDeleted(): ProblemError {
  return new ProblemError('auth.token_invalid', 'This account does not exist any more.');
}
