import { ProblemError } from '../platform/problems/problem-error.js';

/** Has the same text for an unknown, a used and an expired link, so that it does not reveal which tokens existed. */
export function linkInvalid(): ProblemError {
  return new ProblemError(
    'auth.link_invalid',
    'The link is unknown, was already used, or has expired: request another one.',
  );
}
