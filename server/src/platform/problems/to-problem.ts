import { HttpException } from '@nestjs/common';
import { problems, type Problem, type ProblemCode } from '@smart-hub/contract/problem';
import { isConnectionFailure, isTooSlow } from '../database/connection-failure.js';
import { ProblemError } from './problem-error.js';

/**
 * Turns an error into the problem that the client receives. It contains neither a stack nor SQL.
 *
 * @param requestId the id of the request in the logs
 */
export function toProblem(error: unknown, requestId: string): Problem {
  const { code, message, extensions } = toProblemError(error);
  const { status, title, retryable, retryAfter } = problems[code];
  const delay = extensions.retryAfter ?? retryAfter;
  return {
    type: `urn:smart-hub:problem:${code}`,
    title,
    status,
    detail: message,
    code,
    retryable,
    ...(delay === undefined ? {} : { retryAfter: delay }),
    ...(extensions.errors ? { errors: extensions.errors } : {}),
    requestId,
    message: extensions.errors ? extensions.errors.map((field) => field.message) : message,
  };
}

function toProblemError(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (isConnectionFailure(error))
    return new ProblemError('database.unavailable', 'The database cannot be reached; try again.');
  if (isTooSlow(error))
    return new ProblemError(
      'database.unavailable',
      'The database did not respond in time; nothing was changed. Try again.',
    );
  const status = statusOf(error);
  const known = status === undefined ? undefined : byStatus[status];
  if (known) return new ProblemError(...known);
  if (status !== undefined && status < 500) return new ProblemError('request.malformed', 'The request cannot be read.');
  return new ProblemError('server.error', 'Something went wrong on the server; the error was logged.');
}

// Errors that Nest and the body parser raise before any handler runs.
const byStatus: Partial<Record<number, [ProblemCode, string]>> = {
  404: ['route.not_found', 'There is nothing at this address.'],
  413: ['request.too_large', 'The body is larger than this server accepts.'],
  415: ['request.unsupported', 'The body must be JSON in UTF-8, and not compressed.'],
};

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  if (error instanceof URIError) return 400;
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' ? status : undefined;
}
