import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../problems/problem-error.js';
import type { OpenResponses } from './open-responses.js';
import { rawRefusal } from './raw-refusal.js';

/** Node's errors that have a problem of their own. */
const KNOWN: Readonly<Record<string, () => ProblemError>> = {
  HPE_HEADER_OVERFLOW: () =>
    new ProblemError('request.head_too_large', 'Line and headers of the request are longer than is taken here.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () =>
    new ProblemError('request.too_large', 'The extensions of a chunk are longer than is taken here.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new ProblemError('request.timeout', 'The request did not come whole in time.'),
};
const malformed = () => new ProblemError('request.malformed', 'The request is not valid HTTP.');

/**
 * Answers what Node's parser refuses with a problem, and ends the connection: where a request ends cannot be told any more. In
 * the middle of another answer nothing is written, since it would be taken for a part of that.
 */
export function answerUnreadableRequests(server: Server, open: Pick<OpenResponses, 'isAnswering'>): void {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, connection) => {
    const socket = connection as Socket;
    if (socket.writable && !open.isAnswering(socket)) socket.write(rawRefusal((KNOWN[code] ?? malformed)()));
    socket.destroy();
  });
}
