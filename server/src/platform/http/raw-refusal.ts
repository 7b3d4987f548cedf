import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { ProblemError } from '../problems/problem-error.js';
import { toProblem } from '../problems/to-problem.js';
import { securityHeaderLines } from './security-headers.js';

/**
 * A response as text, for a connection on which Node's HTTP server cannot send one: a problem, with the headers that
 * every response has. The caller must close the connection after it.
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
