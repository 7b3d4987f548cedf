import type { IncomingMessage, ServerResponse } from 'node:http';

/** The longest path that is logged, in characters. */
const MAX_PATH = 200;

/** PostgreSQL's class of data exceptions: their messages quote the value (appendix A of its documentation). */
const DATA_EXCEPTION = /^22/;

/** What is logged of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** Where it was thrown, without the message. */
  readonly stack?: string;
  /** Of Node or PostgreSQL. */
  readonly code?: string;
  /** Of PostgreSQL: the constraint that a statement violated. */
  readonly constraint?: string;
  readonly cause?: LoggedError;
}

/** Allow-list of what is logged of a request: no headers, and of its address no query, which may hold names and e-mail addresses. */
export function describeRequest(request: IncomingMessage & { readonly id?: unknown; readonly originalUrl?: string }) {
  const [path = ''] = (request.originalUrl ?? request.url ?? '').split('?');
  return {
    id: request.id,
    method: request.method,
    path: path.slice(0, MAX_PATH),
    remoteAddress: request.socket?.remoteAddress,
  };
}

/** Allow-list of what is logged of an answer. */
export function describeResponse({ statusCode }: ServerResponse) {
  return { statusCode };
}

/**
 * Allow-list of what is logged of an error. A failed query also carries its parameters, PostgreSQL the row that it refused, and
 * a call of the model its whole answer: none of that is logged.
 */
export function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: '' };
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return {
    type: error.name,
    message: messageOf(error, code),
    ...(error.stack === undefined ? {} : { stack: framesOf(error.stack) }),
    ...(typeof code === 'string' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
  };
}

function messageOf(error: Error, code: unknown): string {
  // Quotes the text that could not be parsed.
  if (error instanceof SyntaxError) return 'Invalid syntax';
  return typeof code === 'string' && DATA_EXCEPTION.test(code) ? 'Invalid value' : error.message;
}

/** The lines of a stack that name places: the message, which may have several lines, comes before them. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
