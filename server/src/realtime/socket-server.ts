import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { EventName } from '@smart-hub/contract/events';
import { ServerResponse, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Server, type ExtendedError } from 'socket.io';
import { Encoder } from 'socket.io-parser';
import { WebSocketServer, type ServerOptions } from 'ws';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Counters } from '../platform/health/counters.js';
import { reportCaughtError, guarded } from '../platform/health/guarded.js';
import { clientAddress } from '../platform/http/client-address.js';
import { hasOneHost } from '../platform/http/one-host.js';
import { RefusalDelay } from '../platform/http/refusal-delay.js';
import { securityHeaders } from '../platform/http/security-headers.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { emailUnverified } from '../platform/problems/email-unverified.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { toProblem } from '../platform/problems/to-problem.js';
import { ACCOUNTS, type Accounts, type AdmittedToken } from './accounts.js';
import type { Connection, SocketData } from './connection.js';
import { NodeBus } from './node-bus.js';
import { HandshakeGate } from './handshake-gate.js';
import { CLOSE_TIMEOUT_MS, InputLimiter } from './input-limiter.js';
import { isAllowedOrigin } from './origin.js';
import { OutputBuffer } from './output-buffer.js';
import { PACKET_BYTES, PacketDecoder, type PacketCheck } from './packet-decoder.js';
import { RefusedOrigins } from './refused-origins.js';
import { userRoom } from './rooms.js';
import { SessionGuard } from './session-guard.js';
import {
  clientOf,
  connectionsOf,
  terminate,
  releaseHandshakeRequest,
  limitProbeFrames,
  appendNodeToSessionIds,
  prototypeOf,
  queryOf,
  readOnePerTurn,
  releaseUpgradeRequest,
  stopReading,
  type EngineConnection,
} from './socket-io-internals.js';

/** How long a transport may stay open without a handshake, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The maximum number of frames of one message. Each takes 100 bytes of memory, however short it is. */
const MAX_FRAGMENTS = 64;
/** The maximum number of network chunks in which one message may arrive. Each takes 100 bytes, like a frame. */
const MAX_CHUNKS = 4096;
/**
 * The longest interval between the closing of two connections at shutdown, in milliseconds. It is shorter if there are
 * so many connections that not all would be closed within {@link CLOSE_ALL_WITHIN_MS}.
 */
const CLOSE_INTERVAL_MS = 2;
/** The time within which all connections are closed at shutdown, in milliseconds. */
const CLOSE_ALL_WITHIN_MS = 3000;
/**
 * How long the server waits at shutdown for clients to close their side, and for requests to get their responses, in
 * milliseconds.
 */
const CLOSE_WAIT_MS = 1000;

/** Limits a new WebSocket to messages as short as a CONNECT packet; {@link InputLimiter} raises the limit later. */
class ShortMessagesServer extends WebSocketServer {
  constructor(options: ServerOptions) {
    super({
      ...options,
      maxPayload: PACKET_BYTES.handshake,
      maxFragments: MAX_FRAGMENTS,
      maxBufferedChunks: MAX_CHUNKS,
      closeTimeout: CLOSE_TIMEOUT_MS,
    } as ServerOptions);
  }

  override handleUpgrade(...[request, socket, head, open]: Parameters<WebSocketServer['handleUpgrade']>): void {
    super.handleUpgrade(request, socket, head, (webSocket, upgradeRequest) => {
      limitProbeFrames(webSocket);
      open(webSocket, upgradeRequest);
    });
  }
}

type EventMap = Record<string, (payload: unknown) => void>;

/**
 * The Socket.IO server on the application's HTTP server.
 *
 * Invariants: handlers receive authenticated sockets only, with tokens that have not expired; a socket is in its user's
 * room before any other listener of `connection` runs.
 */
@Injectable()
export class SocketServer implements OnModuleInit, BeforeApplicationShutdown {
  readonly io: Server<Record<string, never>, EventMap, Record<string, never>, SocketData>;
  private readonly logger = new Logger(SocketServer.name);
  private readonly gate: HandshakeGate;
  private readonly input: InputLimiter;
  private readonly output: OutputBuffer;
  private readonly guard: SessionGuard;

  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly nodeBus: NodeBus,
    private readonly counters: Counters,
    private readonly delay: RefusalDelay,
    private readonly origins: RefusedOrigins,
  ) {
    this.gate = new HandshakeGate(
      {
        handshakesInFlight: config.HANDSHAKES_IN_FLIGHT,
        connectionsPerAddress: config.CONNECTIONS_PER_ADDRESS,
        trustedProxies: config.TRUST_PROXY,
      },
      () => counters.add('connections.refused'),
    );
    this.io = new Server({
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: PACKET_BYTES.read,
      connectTimeout: CONNECT_TIMEOUT_MS,
      // Upgrades at other paths are handled by platform/http/foreign-upgrades.ts.
      destroyUpgrade: false,
      cors: { origin: config.CORS_ORIGINS },
      parser: { Encoder, Decoder: PacketDecoder },
      wsEngine: ShortMessagesServer,
    });
    const errorReporting = { counters, logger: this.logger };
    this.input = new InputLimiter(this.io, config.INCOMPLETE_BYTES, () => counters.add('frames.refused'), delay);
    const limits = { perConnection: config.UNSENT_BYTES_PER_CONNECTION, allConnections: config.UNSENT_BYTES };
    this.output = new OutputBuffer(this.io, limits, {
      slow: (connection) => this.reportSlowClient(connection),
      error: (error) => reportCaughtError(errorReporting, 'Sending', error),
    });
    this.guard = new SessionGuard(this.io, this.input);
    this.io.use((socket, next) => {
      this.authenticate(socket, config).then(
        () => next(),
        (error: unknown) => {
          next(this.toConnectError(error, socket));
          // Closes the connection after Socket.IO's response, which is sent in the next tick.
          process.nextTick(() => socket.conn.close());
        },
      );
    });
    this.io.on(
      'connection',
      guarded(errorReporting, 'Opening a connection', (socket: Connection) => this.open(socket)),
    );
  }

  onModuleInit(): void {
    this.io.attach(this.http.httpAdapter.getHttpServer() as HttpServer);
    const { engine } = this.io;
    engine.use(securityMiddleware(this.delay));
    // Refused origins are logged here, and not when a socket is refused: because of CORS, the page cannot read the
    // response to its first poll, so it never sends the handshake of a socket.
    engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
      this.origins.logIfRefused(request);
      next();
    });
    engine.use(releaseUpgradeRequest);
    engine.use(this.guard.check);
    engine.use(this.gate.admit);
    this.guard.attach();
    engine.on('connection_error', ({ req }: { req: IncomingMessage }) => this.logRefused(req));
    engine.on('connection', (connection: EngineConnection) => {
      this.input.attach(connection);
      this.gate.track(connection);
    });
    if (this.config.NODE_NAME !== undefined) appendNodeToSessionIds(this.io, this.config.NODE_NAME);
  }

  /**
   * Accepts no more clients, and disconnects the connected clients one after the other, so that they do not all
   * reconnect to other nodes at once. It closes their transports, because clients then reconnect by themselves; after a
   * DISCONNECT packet they would not.
   *
   * Closing Socket.IO also closes the HTTP server, and would wait for connections without any request, such as those
   * that browsers keep in reserve. Therefore the wait is limited; the application terminates such connections next.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.gate.close();
    // New connections are refused, so that a load balancer tries the next node at once.
    (this.http.httpAdapter.getHttpServer() as HttpServer).close();
    const connections = Object.values(connectionsOf(this.io));
    const started = performance.now();
    const interval = Math.min(CLOSE_INTERVAL_MS, CLOSE_ALL_WITHIN_MS / connections.length);
    for (const [index, connection] of connections.entries()) {
      const wait = started + index * interval - performance.now();
      if (wait > 1) await delay(wait);
      // Engine.IO's own method, which still reads what clients send until they close their side.
      prototypeOf(connection).close.call(connection);
    }
    const closed = new AbortController();
    const timeout = delay(CLOSE_WAIT_MS, undefined, { signal: closed.signal });
    await Promise.race([this.io.close(), timeout.catch(() => undefined)]);
    closed.abort();
    for (const connection of connections) if (connection.readyState !== 'closed') terminate(connection);
  }

  /** Whether a user has a socket on this node. */
  isConnected(userId: string): boolean {
    return this.io.of('/').adapter.rooms.has(userRoom(userId));
  }

  /** Returns the ids of all sockets on this node, each with the id of its user. */
  connections(): [socketId: string, userId: string][] {
    return [...this.io.of('/').sockets.values()].map(({ id, data }) => [id, data.actor.id]);
  }

  /**
   * Allows a connection to send commands. Each is decoded only if it passes the check.
   *
   * @param maxBytes the maximum length of a message, in bytes
   */
  allowCommands(connection: Connection, maxBytes: number, packetCheck: PacketCheck): void {
    this.input.authenticate(clientOf(connection).conn, connection.data.actor.id, maxBytes);
    clientOf(connection).decoder.allowCommands(packetCheck);
  }

  /** Changes the maximum length of messages on a user's connections to this node, in bytes. */
  limitMessageBytes(userId: string, bytes: number): void {
    const { sockets, adapter } = this.io.of('/');
    for (const id of adapter.rooms.get(userRoom(userId)) ?? [])
      this.input.limitMessageBytes(clientOf(sockets.get(id)!).conn, bytes);
  }

  /**
   * Reads one command of a connection per turn of the event loop from now on, because its client exceeds the limit of
   * commands.
   */
  readOneCommandPerTurn(connection: Connection): void {
    readOnePerTurn(clientOf(connection).conn);
  }

  /** Closes a connection whose client exceeds its limits, after the responses of this turn were sent. */
  closeRefused(connection: Connection): void {
    const { decoder, conn } = clientOf(connection);
    decoder.ignoreFurtherPackets();
    stopReading(conn);
    this.counters.add('frames.refused');
    setImmediate(() => conn.close());
  }

  /**
   * Disconnects a socket permanently: clients do not reconnect by themselves after that.
   *
   * @param event the event that carries the problem to the client
   */
  disconnectWithProblem(socket: Connection, event: EventName, problem: ProblemError): void {
    const requestId = randomUUID();
    const { actor, address } = socket.data;
    logSecurity('session.ended', { userId: actor.id, address, requestId, code: problem.code });
    socket.emit(event, { error: toProblem(problem, requestId) });
    socket.disconnect();
  }

  private open(socket: Connection): void {
    this.output.attach(socket);
    releaseHandshakeRequest(socket);
    // Closes the connection together with its socket: without a socket the client gets no response, but the connection
    // would stay open after the token has expired.
    socket.on('disconnect', () => this.close(clientOf(socket).conn));
    this.evictOldest(socket.data.actor.id);
    void socket.join(userRoom(socket.data.actor.id));
  }

  /**
   * If a user has reached the limit of connections, evicts the oldest one, to make room for the one that is opening.
   */
  private evictOldest(userId: string): void {
    const { sockets, adapter } = this.io.of('/');
    const ids = adapter.rooms.get(userRoom(userId));
    if (!ids || ids.size < this.config.CONNECTIONS_PER_USER) return;
    const [oldest] = ids;
    const socket = sockets.get(oldest!)!;
    const limit = this.config.CONNECTIONS_PER_USER;
    const problem = new ProblemError(
      'connection.evicted',
      `You have more than ${limit} connections: this one, the oldest, was closed.`,
    );
    this.counters.add('connections.evicted');
    this.disconnectWithProblem(socket, 'connection_evicted', problem);
  }

  /**
   * Closes a connection by Engine.IO's own method, which reads until the client closes its side, so that everything
   * sent to the client arrives.
   */
  private close(conn: EngineConnection): void {
    if (conn.readyState === 'closed') return;
    prototypeOf(conn).close.call(conn);
    setTimeout(() => terminate(conn), CLOSE_TIMEOUT_MS).unref();
  }

  private reportSlowClient({ data }: Connection): void {
    this.counters.add('clients.slow');
    this.logger.warn(`A client of user ${data.actor.id} was disconnected, because it does not read what it is sent.`);
  }

  private async authenticate(socket: Connection, config: Config): Promise<void> {
    // The address is read before the first `await`, because the request is released later.
    Object.assign(socket.data, { address: clientAddress(socket.request, config.TRUST_PROXY) });
    if (!isAllowedOrigin(socket.handshake, config)) {
      throw new ProblemError(
        'auth.origin_refused',
        `The origin ${socket.handshake.headers.origin} is not allowed: the operator lists it in CORS_ORIGINS.`,
      );
    }
    const { isEmailVerified, ...data } = await this.gate.authenticate(() => this.authenticateToken(socket));
    if (!isEmailVerified && config.EMAIL_VERIFICATION === 'required') throw emailUnverified();
    Object.assign(socket.data, data);
    await this.nodeBus.subscribeUser(socket.data.actor.id, socket.conn);
  }

  /** Authenticates a handshake, unless the client has disconnected while the handshake waited. */
  private authenticateToken({
    conn,
    handshake: { auth, headers },
    data: { address },
  }: Connection): Promise<AdmittedToken> {
    if (conn.readyState === 'open') return this.accounts.authenticateHandshake({ auth, headers, address });
    throw new ProblemError('request.malformed', 'The connection was closed during the handshake.');
  }

  /**
   * Logs requests that Engine.IO refuses before there is a socket: handshakes, and requests of a session, for example
   * when another client sends them.
   */
  private logRefused(request: IncomingMessage): void {
    const event = queryOf(request)['sid'] ? 'session.refused' : 'handshake.refused';
    logSecurity(event, { address: clientAddress(request, this.config.TRUST_PROXY), code: 'request.malformed' });
  }

  private toConnectError(error: unknown, { data: { address } }: Connection): ExtendedError {
    const problem = toProblem(error, randomUUID());
    const { code, requestId } = problem;
    logSecurity('handshake.refused', { address, requestId, code });
    if (problem.status >= 500) this.logger.error(error instanceof ProblemError ? error.message : error);
    return Object.assign(new Error(problem.detail), { data: problem });
  }
}

/** Sets the security headers, and delays refusals. Upgrades are skipped: their responses are not shown as a page. */
function securityMiddleware(delay: RefusalDelay) {
  return (request: IncomingMessage, response: ServerResponse, next: (refusal?: Error) => void): void => {
    if (!(response instanceof ServerResponse)) return next();
    delay.delayRefusal(response);
    securityHeaders(request, response, () => next(hasOneHost(request) ? undefined : new Error('Not one host.')));
  };
}
