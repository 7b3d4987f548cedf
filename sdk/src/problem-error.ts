import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** What the server refused or could not do: the problem, as something to throw. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ProblemCode;

  constructor(readonly problem: Problem) {
    super(problem.detail);
    this.code = problem.code;
  }
}
