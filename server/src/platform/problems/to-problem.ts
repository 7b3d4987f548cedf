import { HttpException } from '@nestjs/common';
import { problems, type Problem, type ProblemCode } from '@smart-hub/contract/problem';
import { isConnectionFailure, isTooSlow } from '../database/connection-failure.js';
import { ProblemError } from './problem-error.js';

/**
 * What a client is told of an error: never a stack, never SQL.
 *
 * @param requestId names the request in the logs
 */
export function toProblem(error: unknown, requestId: string): Problem {
  const { code, message, particulars } = toProblemError(error);
  const { status, title, retryable, retryAfter } = problems[code];
  const delay = particulars.retryAfter ?? retryAfter;
  return {
    type: `urn:smart-hub:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    retryable,
    ...(delay === undefined ? {} : { retryAfter: delay }),
    ...(particulars.errors ? { errors: particulars.errors } : {}),
    requestId,
    message: particulars.errors ? particulars.errors.map((field) => field.message) : message,
  };
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isConnectionFailure(error))
    return new ProblemError('database.unavailable', 'The database cannot be reached; try again.');
  if (isTooSlow(error))
    return new ProblemError(
      'database.unavailable',
      'The database did not answer in time; nothing was changed. Try again.',
    );
  const status = statusOf(error);
  const known = status === undefined ? undefined : byStatus[status];
  if (known) return new ProblemError(...known);
  if (status !== undefined && status < 500) return new ProblemError('request.malformed', 'The request cannot be read.');
  return new ProblemError('server.error', 'Something went wrong here; it has been logged.');
}

// What Nest and the body parser raise by themselves, before any of our code runs.
const byStatus: Partial<Record<number, [ProblemCode, string]>> = {
  404: ['route.not_found', 'There is nothing at this address.'],
  413: ['request.too_large', 'The body is larger than is taken here.'],
  415: ['request.unsupported', 'The body must be JSON in UTF-8, and not compressed.'],
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
}
