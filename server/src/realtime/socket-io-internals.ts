import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Server } from 'socket.io';
import type { WebSocket } from 'ws';
import type { Connection } from './connection.js';
import type { PacketDecoder } from './packet-decoder.js';

// The only file that uses private parts of Socket.IO, Engine.IO and ws. Its test names each of them.

/** Engine.IO's connection of one client, over any transport. */
export interface EngineConnection {
  readonly id: string;
  readonly readyState: string;
  readonly request: IncomingMessage | null;
  readonly transport: Transport;
  /** Packets that are queued until the transport is writable. */
  readonly writeBuffer: readonly unknown[];
  /** Passes the queued packets to the transport, if the transport is writable. */
  flush(): void;
  close(discard?: boolean): void;
  /** Handles the closing of the transport. */
  onClose(reason: string): void;
  on(event: string, listener: (this: EngineConnection, argument: never) => void): unknown;
}

/** A WebSocket, or a sequence of HTTP requests (polling). */
interface Transport {
  readonly name: string;
  /** Whether everything written so far has been sent, so that more can be written. */
  readonly writable: boolean;
  /** WebSocket only. */
  readonly socket?: (WebSocket & { readonly _socket?: TcpSocket | null; readonly _receiver?: Receiver }) | undefined;
  /** Polling only: the longest payload, in bytes. */
  maxHttpBufferSize?: number;
  /** Closes the transport at once. Defined only for a polling transport that is closing and waits for the next poll. */
  shouldClose?: (() => void) | null;
  /** Decodes a payload of the client. */
  onData(data: string): void;
  onError(reason: string): void;
}

/** ws' receiver, which assembles the messages of a WebSocket from frames. */
interface Receiver {
  /** The longest message, in bytes. */
  _maxPayload: number;
  /** Buffered bytes of an incomplete frame. */
  _bufferedBytes: number;
  /** The frames of an incomplete message. */
  readonly _fragments: Buffer[];
  /** The chunks in which the buffered bytes arrived. */
  readonly _buffers: Buffer[];
  /** Bytes of the earlier frames of an incomplete message. */
  readonly _messageLength: number;
  /** Whether the receiver continues with the next buffered frame; false makes it stop. */
  _loop: boolean;
  /** Whether all buffered messages are emitted in one turn of the event loop. */
  _allowSynchronousEvents: boolean;
  readonly destroyed: boolean;
  /** Destroys the receiver: later writes are ignored. */
  destroy(): void;
}

/** Socket.IO's client, which wraps an {@link EngineConnection}. */
export interface SocketIoClient {
  readonly conn: EngineConnection;
  readonly decoder: PacketDecoder;
  /** Sends encoded packets to the client. Every packet passes here. */
  writeToEngine(packets: readonly (string | Buffer)[] | string, options: WriteOptions): void;
}

export interface WriteOptions {
  readonly volatile?: boolean;
}

/** Returns an object's prototype: it has the library's own methods that the object overrides. */
export function prototypeOf<T extends object>(object: T): T {
  return Object.getPrototypeOf(object) as T;
}

export function clientOf(connection: Connection): SocketIoClient {
  return connection.client as unknown as SocketIoClient;
}

/** Returns all connections by their session ids, including those that are not authenticated. */
export function connectionsOf(io: Pick<Server, 'engine'>): Record<string, EngineConnection> {
  return (io.engine as unknown as { clients: Record<string, EngineConnection> }).clients;
}

/** Returns the TCP connection of a WebSocket; undefined for polling, and after the TCP connection has ended. */
export function tcpOf({ transport }: EngineConnection): TcpSocket | undefined {
  return transport.socket?._socket ?? undefined;
}

/** Limits the length of a message, or of a payload of several messages, from now on, in bytes. */
export function limitMessageBytes({ transport }: EngineConnection, bytes: number): void {
  if (transport.name === 'polling') transport.maxHttpBufferSize = bytes;
  const receiver = transport.socket?._receiver;
  if (receiver) receiver._maxPayload = bytes;
}

/** The memory that a chunk takes in addition to its content, in bytes. */
const BYTES_PER_CHUNK = 256;

/** Returns how many bytes are buffered of an incomplete message of a WebSocket; 0 for polling. */
export function incompleteBytesOf({ transport }: EngineConnection): number {
  const receiver = transport.socket?._receiver;
  if (!receiver) return 0;
  return receiver._bufferedBytes + receiver._messageLength + receiver._buffers.length * BYTES_PER_CHUNK;
}

/** Returns the query of a request to Engine.IO, which has parsed it before its middleware runs. */
export function queryOf(request: IncomingMessage): Record<string, string | undefined> {
  return (request as unknown as { _query: Record<string, string | undefined> })._query;
}

/** Node's internal handle of a TCP connection. */
interface Handle {
  readStop(): void;
}

/**
 * Stops reading from a WebSocket permanently, and discards what has been received. For a connection that is being
 * closed.
 */
export function stopReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  const receiver = socket?._receiver;
  if (!receiver) return;
  receiver._loop = false;
  // ws would go on with these buffers after a message whose event is deferred.
  receiver._buffers.length = 0;
  receiver._fragments.length = 0;
  receiver._bufferedBytes = 0;
  // ws would parse the remaining data when the connection has ended.
  receiver.destroy();
  socket.pause();
  // After `pause()` alone, Node reads one more chunk, of 64 kB.
  (socket._socket as { _handle?: Handle | null } | null | undefined)?._handle?.readStop();
}

/** Pauses reading from a WebSocket. */
export function pauseReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  socket?.pause();
}

/** Resumes reading from a WebSocket, unless {@link stopReading} has stopped it. */
export function resumeReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  if (socket?._receiver?.destroyed === false) socket.resume();
}

/** Limits a WebSocket to one message per turn of the event loop from now on, however many have been received. */
export function readOnePerTurn({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  if (socket?._receiver) socket._receiver._allowSynchronousEvents = false;
}

/**
 * Terminates a connection at once, without a closing handshake, which would wait behind data that the client does not
 * read.
 */
export function terminate(connection: EngineConnection): void {
  stopReading(connection);
  const { socket } = connection.transport;
  prototypeOf(connection).close.call(connection, true);
  socket?.terminate();
  // A polling transport that is already closing ignores `close()`.
  connection.transport.shouldClose?.();
  if (connection.readyState !== 'closed') connection.onClose('forced close');
}

/**
 * Releases the request that opened a connection, with its token. It takes some kilobytes for each connection, and is
 * not needed again.
 */
export function releaseHandshakeRequest(connection: Connection): void {
  (connection.conn as unknown as { request: unknown }).request = null;
  (connection as { handshake: object }).handshake = RELEASED_HANDSHAKE;
}

const RELEASED_HANDSHAKE = {};

/** Appends the node's name to all session ids, so that a load balancer can find the node of a polling client. */
export function appendNodeToSessionIds({ engine }: Pick<Server, 'engine'>, node: string): void {
  const generate = engine.generateId.bind(engine) as (request: IncomingMessage) => string;
  engine.generateId = (request: IncomingMessage) => `${generate(request)}.${node}`;
}

/**
 * Releases the request that Engine.IO's stand-in for the response to an upgrade refers to. The stand-in lives as long
 * as the WebSocket, and would keep the 2.5 KiB of the request in memory, in case headers are set on the response; no
 * headers are set after this.
 */
export function releaseUpgradeRequest(_request: unknown, response: { req?: unknown }, next: () => void): void {
  if (!(response instanceof ServerResponse)) response.req = null;
  next();
}

/**
 * How many frames a WebSocket may send before it becomes the transport of a connection. It needs two: the probe and the
 * upgrade packet.
 */
const MAX_PROBE_FRAMES = 5;
const FRAME_EVENTS = ['message', 'ping', 'pong'] as const;

type ProbeSocket = NonNullable<Transport['socket']> & { probeFrames?: number };

/**
 * Limits the frames of a WebSocket that is not yet the transport of a session, because Engine.IO responds to every
 * probe.
 */
export function limitProbeFrames(socket: WebSocket): void {
  for (const event of FRAME_EVENTS) socket.on(event, countProbeFrame);
}

/** Ends the limit that {@link limitProbeFrames} has set, because the WebSocket is a connection's transport now. */
export function stopProbeLimit(socket: WebSocket | undefined): void {
  for (const event of FRAME_EVENTS) socket?.off(event, countProbeFrame);
}

function countProbeFrame(this: ProbeSocket): void {
  this.probeFrames = (this.probeFrames ?? 0) + 1;
  if (this.probeFrames <= MAX_PROBE_FRAMES) return;
  stopReading({ transport: { socket: this } as Transport });
  this.terminate();
}
