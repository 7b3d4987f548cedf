import type { Problem, ProblemCode } from '@smart-hub/contract/problem';

/** The error that the SDK throws, with the problem that the server has returned or that the client has found. */
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
