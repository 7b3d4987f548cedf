import { ServerResponse, type IncomingMessage } from 'node:http';
import { clientAddress } from '../platform/http/client-address.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { queryOf, type EngineConnection } from './socket-io-internals.js';

/**
 * How many connections are opened in one turn of the event loop: opening one blocks the event loop for 0.1 to 0.2 ms.
 */
const OPENED_PER_TURN = 8;
/** How many connections may wait to be opened, for each handshake that may be in flight. */
const WAITING_PER_HANDSHAKE = 32;
/** How long a connection may wait to be opened, in milliseconds. */
const WAIT_LIMIT_MS = 5000;
/** How often connections that have waited too long are refused, in milliseconds. */
const EXPIRY_CHECK_MS = 500;
/** The `Retry-After` header of a refusal, in seconds. */
const RETRY_AFTER_S = 1;

type RefusalCode = 'rate.concurrent' | 'server.overloaded';

interface GateLimits {
  /** How many handshakes are authenticated at once. */
  readonly handshakesInFlight: number;
  /** How many connections an address may have, including those that wait to be opened. */
  readonly connectionsPerAddress: number;
  /** How many proxies in front of the server are trusted to report the client's address. */
  readonly trustedProxies: number;
}

interface WaitingConnection {
  readonly address: string;
  readonly request: IncomingMessage;
  readonly queuedAt: number;
  readonly open: () => void;
  readonly refuse: (code: RefusalCode) => void;
}

/**
 * Bounds how many connections an address has, and how many handshakes are in flight, so that thousands of clients that
 * reconnect at once do not delay the messages of connected clients.
 *
 * A new connection is queued before any work is done for it, and it is not opened while handshakes wait for
 * authentication. A client that would wait too long, or whose address has too many connections, is refused with status
 * 503, after which Socket.IO clients retry by themselves. A client that opens a connection and then sends nothing
 * occupies no handshake slot.
 */
export class HandshakeGate {
  private readonly waitingConnections: WaitingConnection[] = [];
  private readonly waitingHandshakes: (() => void)[] = [];
  private readonly countByAddress = new Map<string, number>();
  private inFlight = 0;
  private openTimer: NodeJS.Immediate | undefined;
  private expiryTimer: NodeJS.Timeout | undefined;

  /** @param onRefused called when a connection is refused */
  constructor(
    private readonly limits: GateLimits,
    private readonly onRefused: () => void = () => undefined,
  ) {}

  /**
   * Engine.IO middleware that queues new connections. Passes on later requests of a session, which have the session's
   * `sid`.
   */
  readonly admit = (request: IncomingMessage, response: unknown, next: () => void): void => {
    if (queryOf(request)['sid']) return next();
    const address = clientAddress(request, this.limits.trustedProxies);
    // Until Engine.IO takes over the TCP socket, this is its only error listener; an unhandled error would end the
    // process.
    request.socket.on('error', ignore);
    const refuse = (code: RefusalCode) => {
      logSecurity('handshake.refused', { address, code });
      this.onRefused();
      refuseRequest(request, response);
      // The TCP connection of an HTTP request is reused by further requests.
      if (response instanceof ServerResponse) request.socket.off('error', ignore);
    };
    const open = () => {
      request.socket.off('error', ignore);
      next();
    };
    const isFull = this.waitingConnections.length >= this.limits.handshakesInFlight * WAITING_PER_HANDSHAKE;
    if (isFull) return refuse('server.overloaded');
    if ((this.countByAddress.get(address) ?? 0) >= this.limits.connectionsPerAddress) return refuse('rate.concurrent');
    this.count(address, 1);
    this.waitingConnections.push({ address, request, queuedAt: performance.now(), open, refuse });
    this.expiryTimer ??= setTimeout(() => this.refuseExpired(), EXPIRY_CHECK_MS).unref();
    this.openNextSoon();
  };

  /** Counts an opened connection for its address until it closes. */
  track(connection: EngineConnection): void {
    const address = clientAddress(connection.request!, this.limits.trustedProxies);
    this.count(address, 1);
    connection.on('close', () => this.count(address, -1));
  }

  /** Runs the authentication of a handshake once a slot is free. */
  async authenticate<T>(work: () => Promise<T>): Promise<T> {
    if (this.inFlight >= this.limits.handshakesInFlight)
      await new Promise<void>((resolve) => this.waitingHandshakes.push(resolve));
    else this.inFlight += 1;
    try {
      return await work();
    } finally {
      // The slot is handed on directly, so that no later handshake can take it.
      const next = this.waitingHandshakes.shift();
      if (next) next();
      else this.inFlight -= 1;
      this.openNextSoon();
    }
  }

  /** Refuses all waiting connections, because the server shuts down. */
  close(): void {
    clearTimeout(this.expiryTimer);
    for (const { refuse } of this.dequeue()) refuse('server.overloaded');
  }

  private count(address: string, change: 1 | -1): void {
    const count = (this.countByAddress.get(address) ?? 0) + change;
    if (count > 0) this.countByAddress.set(address, count);
    else this.countByAddress.delete(address);
  }

  /**
   * Removes the connections that have waited longest from the queue, and from the counts by address. Once they are
   * opened, {@link track} counts them.
   */
  private dequeue(count = Infinity): WaitingConnection[] {
    const connections = this.waitingConnections.splice(0, count);
    for (const { address } of connections) this.count(address, -1);
    return connections;
  }

  private openNextSoon(): void {
    if (this.waitingConnections.length === 0 || this.waitingHandshakes.length > 0) return;
    this.openTimer ??= setImmediate(() => {
      this.openTimer = undefined;
      for (const { request, open } of this.dequeue(OPENED_PER_TURN)) {
        if (!request.socket.destroyed) open();
      }
      this.openNextSoon();
    });
  }

  /**
   * Refuses connections that have waited too long. Runs by a timer, because no connection is opened while handshakes
   * wait for the database.
   */
  private refuseExpired(): void {
    this.expiryTimer = undefined;
    const latest = performance.now() - WAIT_LIMIT_MS;
    const first = this.waitingConnections.findIndex(({ queuedAt }) => queuedAt > latest);
    for (const { refuse } of this.dequeue(first < 0 ? Infinity : first)) refuse('server.overloaded');
    if (this.waitingConnections.length > 0)
      this.expiryTimer = setTimeout(() => this.refuseExpired(), EXPIRY_CHECK_MS).unref();
  }
}

function ignore(): void {}

/** @param response for an upgrade, Engine.IO's stand-in for a response, which cannot send anything */
function refuseRequest({ socket }: IncomingMessage, response: unknown): void {
  const retry = `${RETRY_AFTER_S}`;
  if (response instanceof ServerResponse) return void response.writeHead(503, { 'Retry-After': retry }).end();
  const head = ['HTTP/1.1 503 Service Unavailable', `Retry-After: ${retry}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${head.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}
