import { ProblemError } from '../platform/problems/problem-error.js';

/** The same words for a link that is unknown, used or expired: nobody learns which tokens there were. */
export function linkInvalid(): ProblemError {
  return new ProblemError(
    'auth.link_invalid',
    'The link is unknown, was used already, or has expired: request another one.',
  );
}
