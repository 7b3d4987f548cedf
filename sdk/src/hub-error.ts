import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** The error of every failure in the SDK, with the problem that the server returned or that the client found. */
export class HubError extends Error {
  override readonly name = 'HubError';
  readonly code: ProblemCode;

  /** @param options `cause`: the underlying error, such as that of `fetch` */
  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
    this.code = problem.code;
  }
}
