import type { Problem, ProblemCode } from '@smart-hub/contract/problem';
import { HubError } from './problem-error.js';

type Kind = Pick<Problem, 'status' | 'title' | 'retryable'>;

/** The problems that are found on this side: as in the contract's table, which would bring zod. */
export const localKinds = {
  'request.invalid': { status: 400, title: 'The request is not valid', retryable: false },
  'request.too_large': { status: 413, title: 'The request is too large', retryable: false },
  'request.aborted': { status: 499, title: 'The request was given up', retryable: true },
  'server.unreachable': { status: 503, title: 'The server was not reached', retryable: true },
  'server.incompatible': { status: 502, title: 'The answer is not that of this hub', retryable: true },
  'message.undeliverable': { status: 400, title: 'Sending the message ends the connection', retryable: false },
} as const satisfies Partial<Record<ProblemCode, Kind>>;

/** A problem that no server has answered: its `requestId` is empty. */
export function localProblem(code: keyof typeof localKinds, detail: string): Problem {
  return { type: `urn:smart-hub:problem:${code}`, ...localKinds[code], detail, code, requestId: '', message: detail };
}

/** What is wrong with each field, in words that begin with its name. */
export function invalid(errors: NonNullable<Problem['errors']>): Problem {
  const [first, ...others] = errors.map(({ message }) => message);
  const detail = others.length === 0 ? first! : `${first}; and ${others.length} more`;
  return { ...localProblem('request.invalid', detail), errors, message: [first!, ...others] };
}

/** An argument that an app got wrong. */
export function misuse(detail: string, cause?: unknown): HubError {
  return new HubError(localProblem('request.invalid', detail), { cause });
}

/** The server was not reached, or something before it answered: whatever was asked may be asked again. */
export function unreachable(detail: string, cause?: unknown): HubError {
  return new HubError(localProblem('server.unreachable', detail), { cause });
}

/** @param what was answered, as the beginning of a sentence */
export function incompatible(what: string): HubError {
  const detail = `${what} is not what this client expects: the server is another version, or no Smart Communication Hub.`;
  return new HubError(localProblem('server.incompatible', detail));
}
