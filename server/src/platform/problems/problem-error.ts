import type { ProblemCode } from '@smart-hub/contract/problem';

interface ProblemExtensions {
  /** The fault of each invalid field, for `request.invalid`. */
  readonly errors?: { field: string; message: string }[];
  /** Seconds to wait before a retry, if a more exact number than the code's default is known. */
  readonly retryAfter?: number;
}

/**
 * A failure that is reported to the client: a code from the table of problems, and a sentence about this occurrence.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly extensions: ProblemExtensions = {},
  ) {
    // The error is created without a stack, because it is expected, and the stack would be a third of the cost of
    // refusing a request.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
