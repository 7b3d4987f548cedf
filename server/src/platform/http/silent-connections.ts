import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/** How long a new connection may take to send the head of its first request, in milliseconds. */
const FIRST_REQUEST_MS = 9000;
const SWEEP_MS = 250;
/**
 * How many connections are closed per turn of the event loop. Closing thousands at once, at 40 µs each, would block it.
 */
const CLOSED_PER_TURN = 50;

/**
 * Closes connections that send no request, a few in each turn of the event loop. Node's own limit, which is a little
 * longer, closes all connections that opened together in one turn, with an error and a response for each: 0.3 s for
 * 2,500.
 */
export function closeSilentConnections(server: Server): void {
  /** When each connection was opened, oldest first. */
  const silent = new Map<Socket, number>();
  const forget = ({ socket }: IncomingMessage) => silent.delete(socket);
  server.on('connection', (socket: Socket) => {
    silent.set(socket, performance.now());
    socket.once('close', () => silent.delete(socket));
  });
  server.prependListener('request', forget).prependListener('upgrade', forget);
  const closeSome = () => {
    const latest = performance.now() - FIRST_REQUEST_MS;
    let closed = 0;
    for (const [socket, openedAt] of silent) {
      if (openedAt > latest) return;
      if (closed === CLOSED_PER_TURN) return void setImmediate(closeSome);
      closed += 1;
      silent.delete(socket);
      socket.destroy();
    }
  };
  const sweeper = setInterval(closeSome, SWEEP_MS).unref();
  server.once('close', () => clearInterval(sweeper));
}
