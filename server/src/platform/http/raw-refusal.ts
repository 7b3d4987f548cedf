import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ProblemError } from '../problems/problem-error.js';
import { toProblem } from '../problems/to-problem.js';
import { securityHeaderLines } from './security-headers.js';

/**
 * Returns the text of an HTTP response with a problem, and the headers that every response has. For a connection on
 * which Node's HTTP server cannot send a response. The caller must close the connection after sending the text.
 */
export function rawRefusal(error: ProblemError): string {
  const problem = toProblem(error, randomUUID());
  const content = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Connection: close',
    `X-Request-Id: ${problem.requestId}`,
    ...securityHeaderLines,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(content)}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${content}`;
}
