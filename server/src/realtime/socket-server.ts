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
import { caught, guarded } from '../platform/health/guarded.js';
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
import { Fanout } from './fanout.js';
import { HandshakeGate } from './handshake-gate.js';
import { CLOSE_TIMEOUT_MS, Input } from './input.js';
import { isAllowedOrigin } from './origin.js';
import { Output } from './output.js';
import { PACKET_BYTES, PacketDecoder, type Admission } from './packet-decoder.js';
import { RefusedOrigins } from './refused-origins.js';
import { userRoom } from './rooms.js';
import { SessionGuard } from './session-guard.js';
import {
  clientOf,
  connectionsOf,
  cut,
  forgetRequest,
  limitProbe,
  nameSessions,
  original,
  queryOf,
  readOnePerTurn,
  releaseRequest,
  stopReading,
  type EngineConnection,
} from './socket-io-internals.js';

/** How long a transport may stay open without a handshake. */
const CONNECT_TIMEOUT_MS = 10_000;
/** In how many frames, and in how many pieces of the network, one message may come: each takes 100 bytes, however short it is. */
const MAX_FRAGMENTS = 64;
const MAX_CHUNKS = 4096;
/** When the server stops, this long passes between two clients that it lets go, or less: all are gone in the time beneath. */
const LET_GO_EVERY_MS = 2;
const LET_GO_WITHIN_MS = 3000;
/** How long a client may take to say goodbye, and a request to be answered, when the server stops. */
const CLOSE_PATIENCE_MS = 1000;

/** Reads from a new WebSocket no more than a CONNECT packet; {@link Input} raises that. */
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
    super.handleUpgrade(request, socket, head, (webSocket, of) => {
      limitProbe(webSocket);
      open(webSocket, of);
    });
  }
}

type EventMap = Record<string, (payload: unknown) => void>;

/**
 * The Socket.IO server on the application's HTTP server.
 *
 * Invariants: no handler ever sees a socket that is not authenticated, or whose token has expired; a socket is
 * in its user's room before anyone is told that it connected.
 */
@Injectable()
export class SocketServer implements OnModuleInit, BeforeApplicationShutdown {
  readonly io: Server<Record<string, never>, EventMap, Record<string, never>, SocketData>;
  private readonly logger = new Logger(SocketServer.name);
  private readonly gate: HandshakeGate;
  private readonly input: Input;
  private readonly output: Output;
  private readonly guard: SessionGuard;

  constructor(
    private readonly http: HttpAdapterHost,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly fanout: Fanout,
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
      // Those at other paths: platform/http/foreign-upgrades.ts
      destroyUpgrade: false,
      cors: { origin: config.CORS_ORIGINS },
      parser: { Encoder, Decoder: PacketDecoder },
      wsEngine: ShortMessagesServer,
    });
    const guard = { counters, logger: this.logger };
    this.input = new Input(this.io, config.INCOMPLETE_BYTES, () => counters.add('frames.refused'), delay);
    const limits = { perConnection: config.UNSENT_BYTES_PER_CONNECTION, inAll: config.UNSENT_BYTES };
    this.output = new Output(this.io, limits, {
      slow: (connection) => this.tooSlow(connection),
      error: (error) => caught(guard, 'Sending', error),
    });
    this.guard = new SessionGuard(this.io, this.input);
    this.io.use((socket, next) => {
      this.admit(socket, config).then(
        () => next(),
        (error: unknown) => {
          next(this.refusal(error, socket));
          // After Socket.IO's answer, which it sends in the next tick.
          process.nextTick(() => socket.conn.close());
        },
      );
    });
    this.io.on(
      'connection',
      guarded(guard, 'Opening a connection', (socket: Connection) => this.enter(socket)),
    );
  }

  onModuleInit(): void {
    this.io.attach(this.http.httpAdapter.getHttpServer() as HttpServer);
    const { engine } = this.io;
    engine.use(protect(this.delay));
    // Not when a socket is refused: a browser shows its page no answer to a poll, so that it never sends a handshake.
    engine.use((request: IncomingMessage, _response: unknown, next: () => void) => {
      this.origins.look(request);
      next();
    });
    engine.use(releaseRequest);
    engine.use(this.guard.check);
    engine.use(this.gate.admit);
    this.guard.attach();
    engine.on('connection_error', ({ req }: { req: IncomingMessage }) => this.logRefused(req));
    engine.on('connection', (connection: EngineConnection) => {
      this.input.attach(connection);
      this.gate.track(connection);
    });
    if (this.config.NODE_NAME !== undefined) nameSessions(this.io, this.config.NODE_NAME);
  }

  /**
   * Lets clients go, and takes no more: one after the other, so that other nodes are not asked by all of them at once. It
   * closes their transports, and they come back by themselves: told to disconnect, they would not.
   *
   * Closing Socket.IO closes the HTTP server, too, and would wait for connections on which nothing was ever asked, such as
   * browsers keep in reserve. The application cuts those off next.
   */
  async beforeApplicationShutdown(): Promise<void> {
    this.gate.close();
    // Whoever comes now finds nobody, and a balancer tries the next node at once.
    (this.http.httpAdapter.getHttpServer() as HttpServer).close();
    const connections = Object.values(connectionsOf(this.io));
    const started = performance.now();
    const pace = Math.min(LET_GO_EVERY_MS, LET_GO_WITHIN_MS / connections.length);
    for (const [index, connection] of connections.entries()) {
      const early = started + index * pace - performance.now();
      if (early > 1) await delay(early);
      // Closed the way Engine.IO does it: what clients answer is still read.
      original(connection).close.call(connection);
    }
    const closed = new AbortController();
    const patience = delay(CLOSE_PATIENCE_MS, undefined, { signal: closed.signal });
    await Promise.race([this.io.close(), patience.catch(() => undefined)]);
    closed.abort();
    for (const connection of connections) if (connection.readyState !== 'closed') cut(connection);
  }

  /** Whether a user has a socket on this node. */
  isConnected(userId: string): boolean {
    return this.io.of('/').adapter.rooms.has(userRoom(userId));
  }

  /** The ids of all sockets on this node, each with that of its user. */
  connections(): [socketId: string, userId: string][] {
    return [...this.io.of('/').sockets.values()].map(({ id, data }) => [id, data.actor.id]);
  }

  /**
   * Has a connection's commands decoded, each after it was admitted.
   *
   * @param bytes how long they may be to be read at all
   */
  authenticated(connection: Connection, bytes: number, admission: Admission): void {
    this.input.authenticated(clientOf(connection).conn, connection.data.actor.id, bytes);
    clientOf(connection).decoder.authenticated(admission);
  }

  /** Changes how long the messages of a user may be to be read at all, in bytes. */
  readAtMost(userId: string, bytes: number): void {
    const { sockets, adapter } = this.io.of('/');
    for (const id of adapter.rooms.get(userRoom(userId)) ?? [])
      this.input.readAtMost(clientOf(sockets.get(id)!).conn, bytes);
  }

  /** Reads one command of a connection in each turn of the event loop: its client sends more than it may. */
  slowDown(connection: Connection): void {
    readOnePerTurn(clientOf(connection).conn);
  }

  /** Closes a connection whose client sends what it may not, after the answers of this turn. */
  refuse(connection: Connection): void {
    const { decoder, conn } = clientOf(connection);
    decoder.stop();
    stopReading(conn);
    this.counters.add('frames.refused');
    setImmediate(() => conn.close());
  }

  /**
   * Disconnects a socket for good: clients do not reconnect by themselves after that.
   *
   * @param event tells the client why
   */
  end(socket: Connection, event: EventName, problem: ProblemError): void {
    const requestId = randomUUID();
    const { actor, address } = socket.data;
    logSecurity('session.ended', { userId: actor.id, address, requestId, code: problem.code });
    socket.emit(event, { error: toProblem(problem, requestId) });
    socket.disconnect();
  }

  private enter(socket: Connection): void {
    this.output.attach(socket);
    forgetRequest(socket);
    // A client that has left says nothing any more that would be answered; its connection would outlive its token.
    socket.on('disconnect', () => this.close(clientOf(socket).conn));
    this.evictOldest(socket.data.actor.id);
    void socket.join(userRoom(socket.data.actor.id));
  }

  /** Makes room for one more connection of a user. */
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
    this.end(socket, 'connection_evicted', problem);
  }

  /** Closes a connection the way Engine.IO does it, still reading until the client closes its side, so that what it was told arrives. */
  private close(conn: EngineConnection): void {
    if (conn.readyState === 'closed') return;
    original(conn).close.call(conn);
    setTimeout(() => cut(conn), CLOSE_TIMEOUT_MS).unref();
  }

  private tooSlow({ data }: Connection): void {
    this.counters.add('clients.slow');
    this.logger.warn(`A client of user ${data.actor.id} does not read what it is sent: disconnected.`);
  }

  private async admit(socket: Connection, config: Config): Promise<void> {
    // Before it waits: the request is released.
    Object.assign(socket.data, { address: clientAddress(socket.request, config.TRUST_PROXY) });
    if (!isAllowedOrigin(socket.handshake, config)) {
      throw new ProblemError(
        'auth.origin_refused',
        `The origin ${socket.handshake.headers.origin} is not allowed: the operator lists it in CORS_ORIGINS.`,
      );
    }
    const { isEmailVerified, ...data } = await this.gate.authenticate(() => this.authenticateOpen(socket));
    if (!isEmailVerified && config.EMAIL_VERIFICATION === 'required') throw emailUnverified();
    Object.assign(socket.data, data);
    await this.fanout.hold(socket.data.actor.id, socket.conn);
  }

  /** A client that has gone while its handshake waited is not looked up. */
  private authenticateOpen({
    conn,
    handshake: { auth, headers },
    data: { address },
  }: Connection): Promise<AdmittedToken> {
    if (conn.readyState === 'open') return this.accounts.authenticateHandshake({ auth, headers, address });
    throw new ProblemError('request.malformed', 'The connection was closed during the handshake.');
  }

  /** Logs what Engine.IO refuses before there is a socket: a handshake, or a request of a session, such as one that is not its owner's. */
  private logRefused(request: IncomingMessage): void {
    const event = queryOf(request)['sid'] ? 'session.refused' : 'handshake.refused';
    logSecurity(event, { address: clientAddress(request, this.config.TRUST_PROXY), code: 'request.malformed' });
  }

  private refusal(error: unknown, { data: { address } }: Connection): ExtendedError {
    const problem = toProblem(error, randomUUID());
    const { code, requestId } = problem;
    logSecurity('handshake.refused', { address, requestId, code });
    if (problem.status >= 500) this.logger.error(error instanceof ProblemError ? error.message : error);
    return Object.assign(new Error(problem.detail), { data: problem });
  }
}

/** An upgrade is answered to a program, not to a browser's page. */
function protect(delay: RefusalDelay) {
  return (request: IncomingMessage, response: ServerResponse, next: (refusal?: Error) => void): void => {
    if (!(response instanceof ServerResponse)) return next();
    delay.delayRefusal(response);
    securityHeaders(request, response, () => next(hasOneHost(request) ? undefined : new Error('Not one host.')));
  };
}
