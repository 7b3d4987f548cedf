import { ServerResponse, type IncomingMessage } from 'node:http';
import { clientAddress } from '../platform/http/client-address.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { queryOf, type EngineConnection } from './socket-io-internals.js';

/** How many connections are opened in one turn of the event loop: each takes 0.1 to 0.2 ms, in which no message moves. */
const OPENED_PER_TURN = 8;
/** How many connections may wait to be opened, for each handshake that may be in flight; and for how long, in milliseconds. */
const WAITING_PER_HANDSHAKE = 32;
const WAIT_LIMIT_MS = 5000;
/** How often connections are looked for that have waited too long, in milliseconds. */
const EXPIRY_MS = 500;
/** After how many seconds a client that was refused may retry. */
const RETRY_AFTER_S = 1;

type RefusalCode = 'rate.concurrent' | 'server.overloaded';

interface GateLimits {
  /** How many handshakes are authenticated at once. */
  readonly handshakesInFlight: number;
  /** How many connections an address may have, those that wait included. */
  readonly connectionsPerAddress: number;
  /** How many proxies in front may be believed about the address. */
  readonly trustedProxies: number;
}

interface Waiting {
  readonly address: string;
  readonly request: IncomingMessage;
  readonly since: number;
  readonly open: () => void;
  readonly refuse: (code: RefusalCode) => void;
}

/**
 * Bounds how many connections an address has, and how many handshakes are in flight, so that thousands of clients that
 * reconnect at once do not delay the messages of those who are connected.
 *
 * A new connection waits before anything has been done for it: until its turn, and while handshakes wait for
 * authentication. A client that would wait too long, or whose address has too many connections, is refused with status 503,
 * after which Socket.IO clients retry by themselves. A client that opens a connection and then sends nothing occupies no slot.
 */
export class HandshakeGate {
  private readonly connections: Waiting[] = [];
  private readonly handshakes: (() => void)[] = [];
  private readonly addresses = new Map<string, number>();
  private inFlight = 0;
  private turn: NodeJS.Immediate | undefined;
  private expiry: NodeJS.Timeout | undefined;

  /** @param onRefused called when a connection is refused */
  constructor(
    private readonly limits: GateLimits,
    private readonly onRefused: () => void = () => undefined,
  ) {}

  /** Engine.IO middleware. Later requests of a session, which have its `sid`, pass. */
  readonly admit = (request: IncomingMessage, response: unknown, next: () => void): void => {
    if (queryOf(request)['sid']) return next();
    const address = clientAddress(request, this.limits.trustedProxies);
    // Until Engine.IO has taken it over, nobody else hears that the socket fails; unheard, that would end the process.
    request.socket.on('error', ignore);
    const refuse = (code: RefusalCode) => {
      logSecurity('handshake.refused', { address, code });
      this.onRefused();
      refuseRequest(request, response);
      // A connection over HTTP has further requests.
      if (response instanceof ServerResponse) request.socket.off('error', ignore);
    };
    const open = () => {
      request.socket.off('error', ignore);
      next();
    };
    const isFull = this.connections.length >= this.limits.handshakesInFlight * WAITING_PER_HANDSHAKE;
    if (isFull) return refuse('server.overloaded');
    if ((this.addresses.get(address) ?? 0) >= this.limits.connectionsPerAddress) return refuse('rate.concurrent');
    this.count(address, 1);
    this.connections.push({ address, request, since: performance.now(), open, refuse });
    this.expiry ??= setTimeout(() => this.refuseExpired(), EXPIRY_MS).unref();
    this.openSoon();
  };

  /** Counts a connection that was opened until it ends. */
  track(connection: EngineConnection): void {
    const address = clientAddress(connection.request!, this.limits.trustedProxies);
    this.count(address, 1);
    connection.on('close', () => this.count(address, -1));
  }

  /** Authenticates a handshake when it is its turn. */
  async authenticate<T>(work: () => Promise<T>): Promise<T> {
    if (this.inFlight >= this.limits.handshakesInFlight)
      await new Promise<void>((resolve) => this.handshakes.push(resolve));
    else this.inFlight += 1;
    try {
      return await work();
    } finally {
      // The slot is handed on, so that nobody takes it in between.
      const next = this.handshakes.shift();
      if (next) next();
      else this.inFlight -= 1;
      this.openSoon();
    }
  }

  /** Refuses the connections that wait: the server stops. */
  close(): void {
    clearTimeout(this.expiry);
    for (const { refuse } of this.dequeue()) refuse('server.overloaded');
  }

  private count(address: string, change: 1 | -1): void {
    const count = (this.addresses.get(address) ?? 0) + change;
    if (count > 0) this.addresses.set(address, count);
    else this.addresses.delete(address);
  }

  /** Takes the connections out that have waited longest. Once opened, they are counted by {@link track}. */
  private dequeue(count = Infinity): Waiting[] {
    const connections = this.connections.splice(0, count);
    for (const { address } of connections) this.count(address, -1);
    return connections;
  }

  private openSoon(): void {
    if (this.connections.length === 0 || this.handshakes.length > 0) return;
    this.turn ??= setImmediate(() => {
      this.turn = undefined;
      for (const { request, open } of this.dequeue(OPENED_PER_TURN)) {
        if (!request.socket.destroyed) open();
      }
      this.openSoon();
    });
  }

  /** Also while none is opened, because those before them wait for the database. */
  private refuseExpired(): void {
    this.expiry = undefined;
    const latest = performance.now() - WAIT_LIMIT_MS;
    const first = this.connections.findIndex(({ since }) => since > latest);
    for (const { refuse } of this.dequeue(first < 0 ? Infinity : first)) refuse('server.overloaded');
    if (this.connections.length > 0) this.expiry = setTimeout(() => this.refuseExpired(), EXPIRY_MS).unref();
  }
}

function ignore(): void {}

/** @param response for an upgrade a stand-in of Engine.IO's, through which nothing can be answered */
function refuseRequest({ socket }: IncomingMessage, response: unknown): void {
  const retry = `${RETRY_AFTER_S}`;
  if (response instanceof ServerResponse) return void response.writeHead(503, { 'Retry-After': retry }).end();
  const head = ['HTTP/1.1 503 Service Unavailable', `Retry-After: ${retry}`, 'Connection: close', 'Content-Length: 0'];
  socket.end(`${head.join('\r\n')}\r\n\r\n`, () => socket.destroy());
}
