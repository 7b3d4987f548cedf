import type { IncomingMessage, ServerResponse } from 'node:http';

/** The longest path that is logged, in characters. */
const MAX_PATH = 200;

/** The SQLSTATE class of data exceptions, whose messages quote the value (appendix A of PostgreSQL's documentation). */
const DATA_EXCEPTION = /^22/;

/** The logged properties of an error. */
export interface LoggedError {
  readonly type: string;
  readonly message: string;
  /** The stack frames, without the message. */
  readonly stack?: string;
  /** The error code of Node or PostgreSQL. */
  readonly code?: string;
  /** The constraint of PostgreSQL that a statement violated. */
  readonly constraint?: string;
  readonly cause?: LoggedError;
}

/**
 * Allow-list of the logged properties of a request. Excludes headers, and the query, which may contain names and e-mail
 * addresses.
 */
export function describeRequest(request: IncomingMessage & { readonly id?: unknown; readonly originalUrl?: string }) {
  const [path = ''] = (request.originalUrl ?? request.url ?? '').split('?');
  return {
    id: request.id,
    method: request.method,
    path: path.slice(0, MAX_PATH),
    remoteAddress: request.socket?.remoteAddress,
  };
}

/** Allow-list of the logged properties of a response. */
export function describeResponse({ statusCode }: ServerResponse) {
  return { statusCode };
}

/**
 * Allow-list of the logged properties of an error. Excludes the parameters of a failed query, the row that PostgreSQL
 * rejected, and the response of a failed call to the model.
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
  // The message of a syntax error quotes the text that could not be parsed.
  if (error instanceof SyntaxError) return 'Invalid syntax';
  return typeof code === 'string' && DATA_EXCEPTION.test(code) ? 'Invalid value' : error.message;
}

/** Returns the lines of a stack that are frames. The message, which may have several lines, precedes them. */
function framesOf(stack: string): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
