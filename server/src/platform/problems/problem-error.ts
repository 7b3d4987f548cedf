import type { ProblemCode } from '@smart-hub/contract/problem';

interface Particulars {
  /** What is wrong with each field, for an invalid request. */
  readonly errors?: { field: string; message: string }[];
  /** Seconds to wait before a retry, where the code's own are not exact. */
  readonly retryAfter?: number;
}

/** A failure that its client is told about: one of the table's codes, and what went wrong this time in words. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly code: ProblemCode,
    detail: string,
    readonly particulars: Particulars = {},
  ) {
    // It is expected, and raised for each refused request: no stack is worth a third of what refusing it costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(detail);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
