import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** What the server refused or could not do, or what was found before it was asked: the problem, as something to throw. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ProblemCode;

  /** @param options `cause`: the error below, such as that of `fetch` */
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
    this.code = problem.code;
  }
}
