import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProblemError } from '../problems/problem-error.js';

/**
 * Whether a request has exactly one host (RFC 9112, section 3.2). If a request has several hosts, Node uses the first
 * one, and a proxy in front may use another one.
 */
export function hasOneHost({ headersDistinct, httpVersion }: IncomingMessage): boolean {
  const count = headersDistinct['host']?.length ?? 0;
  return count === 1 || (count === 0 && httpVersion !== '1.1');
}

/** Express middleware that refuses a request with no host, or with several. */
export function requireOneHost(
  request: IncomingMessage,
  response: ServerResponse,
  next: (error?: unknown) => void,
): void {
  if (hasOneHost(request)) return next();
  response.setHeader('Connection', 'close');
  next(new ProblemError('request.malformed', 'A request needs one Host header.'));
}
