import type { Problem, ProblemCode } from '@smart-hub/contract/problem';
import { HubError } from './hub-error.js';

type ProblemKind = Pick<Problem, 'status' | 'title' | 'retryable'>;

/**
 * The problems that the client itself reports. Copied from the table of problems of the contract, because importing
 * that table would bundle zod.
 */
export const localProblems = {
  'request.invalid': { status: 400, title: 'The request is not valid', retryable: false },
  'request.too_large': { status: 413, title: 'The request is too large', retryable: false },
  'request.aborted': { status: 499, title: 'The request was aborted', retryable: true },
  'server.unreachable': { status: 503, title: 'The server could not be reached', retryable: true },
  'server.incompatible': { status: 502, title: 'The response does not come from a compatible server', retryable: true },
  'message.undeliverable': {
    status: 400,
    title: 'The message cannot be sent: every attempt ends the connection',
    retryable: false,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemKind>>;

/** Creates a problem that the client has found, not the server. Its `requestId` is empty, as there was no request. */
export function localProblem(code: keyof typeof localProblems, detail: string): Problem {
  return {
    type: `urn:smart-hub:problem:${code}`,
    ...localProblems[code],
    detail,
    code,
    requestId: '',
    message: detail,
  };
}

/**
 * Creates the problem of a payload that is not valid.
 *
 * @param errors one per field, each message beginning with the field's name
 */
export function validationProblem(errors: NonNullable<Problem['errors']>): Problem {
  const [first, ...others] = errors.map(({ message }) => message);
  const detail = others.length === 0 ? first! : `${first}; and ${others.length} more`;
  return { ...localProblem('request.invalid', detail), errors, message: [first!, ...others] };
}

/** Creates the error for an argument from the app that is not valid. */
export function invalidArgument(detail: string, cause?: unknown): HubError {
  return new HubError(localProblem('request.invalid', detail), { cause });
}

/** Creates the error for a request to which the server has not responded, or only a proxy. A retry may succeed. */
export function unreachable(detail: string, cause?: unknown): HubError {
  return new HubError(localProblem('server.unreachable', detail), { cause });
}

/**
 * Creates the error for a response from which required fields are missing.
 *
 * @param subject the beginning of the sentence, e.g. "The response to sync"
 */
export function incompatible(subject: string): HubError {
  const detail = `${subject} is not what this client expects: the server has another version or is not a Smart Communication Hub.`;
  return new HubError(localProblem('server.incompatible', detail));
}
