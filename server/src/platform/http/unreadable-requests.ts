import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { ProblemError } from '../problems/problem-error.js';
import type { OpenResponses } from './open-responses.js';
import { rawRefusal } from './raw-refusal.js';

/** Errors of Node's HTTP parser that have a specific problem. */
const KNOWN: Readonly<Record<string, () => ProblemError>> = {
  HPE_HEADER_OVERFLOW: () =>
    new ProblemError('request.head_too_large', 'The request line and headers are longer than this server accepts.'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: () =>
    new ProblemError('request.too_large', 'The extensions of a chunk are longer than this server accepts.'),
  ERR_HTTP_REQUEST_TIMEOUT: () => new ProblemError('request.timeout', 'The request did not arrive completely in time.'),
};
const malformed = () => new ProblemError('request.malformed', 'The request is not valid HTTP.');

/**
 * Responds with a problem to a request that Node's parser rejects, and closes the connection, because the end of the
 * request cannot be found. In the middle of another response nothing is written, because the client would take it for a
 * part of that response.
 */
export function refuseUnreadableRequests(server: Server, open: Pick<OpenResponses, 'isResponding'>): void {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, connection) => {
    const socket = connection as Socket;
    if (socket.writable && !open.isResponding(socket)) socket.write(rawRefusal((KNOWN[code] ?? malformed)()));
    socket.destroy();
  });
}
