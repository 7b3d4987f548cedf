import { ProblemError } from '../platform/problems/problem-error.js';

/**
 * Returns the problem for a link that is not valid. The text is the same for an unknown, a used and an expired link, so
 * as not to reveal which tokens existed.
 */
export function linkInvalid(): ProblemError {
  return new ProblemError(
    'auth.link_invalid',
    'The link is unknown, was already used, or has expired: request another one.',
  );
}
