import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProblemError } from '../problems/problem-error.js';

/** Whether a request names one host (RFC 9112, section 3.2). Of several Node takes the first, and a proxy may take another. */
export function hasOneHost({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  const count = headersDistinct['host']?.length ?? 0;
  return count === 1 || (count === 0 && httpVersion !== '1.1');
}

/** Express middleware: refuses a request that names none, or several. */
export function requireOneHost(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  if (hasOneHost(request)) return next();
  response.setHeader('Connection', 'close');
  next(new ProblemError('request.malformed', 'A request needs one Host header.'));
}
