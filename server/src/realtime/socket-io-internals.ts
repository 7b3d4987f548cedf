import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Socket as TcpSocket } from 'node:net';
import type { Server } from 'socket.io';
import type { WebSocket } from 'ws';
import type { Connection } from './connection.js';
import type { PacketDecoder } from './packet-decoder.js';

// The only file that knows private parts of Socket.IO, Engine.IO and ws. Its test names each of them.

/** Engine.IO's connection: of one client, over whatever transport. */
export interface EngineConnection {
  readonly id: string;
  readonly readyState: string;
  readonly request: IncomingMessage | null;
  readonly transport: Transport;
  /** Packets that wait until the transport takes more. */
  readonly writeBuffer: readonly unknown[];
  /** Hands over to the transport what waits, if it takes more. */
  flush(): void;
  close(discard?: boolean): void;
  /** Takes note that the transport has ended. */
  onClose(reason: string): void;
  on(event: string, listener: (this: EngineConnection, argument: never) => void): unknown;
}

/** A WebSocket, or HTTP requests that follow one another. */
interface Transport {
  readonly name: string;
  /** Whether everything that it was given has left, and it takes more. */
  readonly writable: boolean;
  /** Where it is a WebSocket. */
  readonly socket?: (WebSocket & { readonly _socket?: TcpSocket | null; readonly _receiver?: Receiver }) | undefined;
  /** Where it polls: how long one payload may be, in bytes. */
  maxHttpBufferSize?: number;
  /** Where it polls, while it is closing and waits to be polled: closes it at once. */
  shouldClose?: (() => void) | null;
  /** Decodes what a client sent. */
  onData(data: string): void;
  onError(reason: string): void;
}

/** Puts the frames of a WebSocket together. */
interface Receiver {
  /** How long a message may be, in bytes. */
  _maxPayload: number;
  /** Bytes of a frame that is not whole. */
  _bufferedBytes: number;
  /** The frames of a message that is not whole. */
  readonly _fragments: Buffer[];
  /** The pieces that they came in. */
  readonly _buffers: Buffer[];
  /** Bytes of the frames before it, of a message that is not whole. */
  readonly _messageLength: number;
  /** Whether it goes on with the frames that it has. */
  _loop: boolean;
  /** Whether it passes on all messages that it has in one turn of the event loop. */
  _allowSynchronousEvents: boolean;
  readonly destroyed: boolean;
  /** What is written to it after that is ignored. */
  destroy(): void;
}

/** Socket.IO's client: what it makes of an {@link EngineConnection}. */
export interface SocketIoClient {
  readonly conn: EngineConnection;
  readonly decoder: PacketDecoder;
  /** Where every packet to the client passes, encoded. */
  writeToEngine(packets: readonly (string | Buffer)[] | string, options: WriteOptions): void;
}

export interface WriteOptions {
  readonly volatile?: boolean;
}

/** The methods of an object's class, where the object has its own in their place. */
export function original<T extends object>(object: T): T {
  return Object.getPrototypeOf(object) as T;
}

export function clientOf(connection: Connection): SocketIoClient {
  return connection.client as unknown as SocketIoClient;
}

/** All connections, by their session ids; also those that are not authenticated. */
export function connectionsOf(io: Pick<Server, 'engine'>): Record<string, EngineConnection> {
  return (io.engine as unknown as { clients: Record<string, EngineConnection> }).clients;
}

/** The TCP connection below a WebSocket; undefined while polling, and when it has ended. */
export function tcpOf({ transport }: EngineConnection): TcpSocket | undefined {
  return transport.socket?._socket ?? undefined;
}

/** Bounds how long one message, or one payload of several, may be from now on, in bytes. */
export function limitReading({ transport }: EngineConnection, bytes: number): void {
  if (transport.name === 'polling') transport.maxHttpBufferSize = bytes;
  const receiver = transport.socket?._receiver;
  if (receiver) receiver._maxPayload = bytes;
}

/** What a piece takes beside its bytes. */
const BYTES_PER_PIECE = 256;

/** How many bytes are kept of a message that has not come whole, over a WebSocket. */
export function incompleteBytesOf({ transport }: EngineConnection): number {
  const receiver = transport.socket?._receiver;
  if (!receiver) return 0;
  return receiver._bufferedBytes + receiver._messageLength + receiver._buffers.length * BYTES_PER_PIECE;
}

/** The query of a request to Engine.IO, which has read it by the time its middleware runs. */
export function queryOf(request: IncomingMessage): Record<string, string | undefined> {
  return (request as unknown as { _query: Record<string, string | undefined> })._query;
}

/** What Node reads a TCP connection with. */
interface Handle {
  readStop(): void;
}

/** Reads nothing more from a WebSocket, not even what has been received: for a connection that is being closed. */
export function stopReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  const receiver = socket?._receiver;
  if (!receiver) return;
  receiver._loop = false;
  // ws goes on with these after a message that it has deferred.
  receiver._buffers.length = 0;
  receiver._fragments.length = 0;
  receiver._bufferedBytes = 0;
  // ws would parse what is left when the connection has ended.
  receiver.destroy();
  socket.pause();
  // `pause()` alone has Node read one more piece, of 64 kB.
  (socket._socket as { _handle?: Handle | null } | null | undefined)?._handle?.readStop();
}

/** Has a WebSocket read no more for now. */
export function pauseReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  socket?.pause();
}

/** Goes on reading, unless that was stopped for good. */
export function resumeReading({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  if (socket?._receiver?.destroyed === false) socket.resume();
}

/** Has a WebSocket read one message in each turn of the event loop from now on, however many have been received. */
export function readOnePerTurn({ transport: { socket } }: Pick<EngineConnection, 'transport'>): void {
  if (socket?._receiver) socket._receiver._allowSynchronousEvents = false;
}

/** Ends a connection at once. A farewell would wait behind what is not being read. */
export function cut(connection: EngineConnection): void {
  stopReading(connection);
  const { socket } = connection.transport;
  original(connection).close.call(connection, true);
  socket?.terminate();
  // A transport that is closing does not close again.
  connection.transport.shouldClose?.();
  if (connection.readyState !== 'closed') connection.onClose('forced close');
}

/** Lets go of the request that opened a connection, and of its token: some kilobytes each, and nobody asks for them again. */
export function forgetRequest(connection: Connection): void {
  (connection.conn as unknown as { request: unknown }).request = null;
  (connection as { handshake: object }).handshake = FORGOTTEN;
}

const FORGOTTEN = {};

/** Has the id of each session end in a node's name, by which a balancer finds the node that a client polls. */
export function nameSessions({ engine }: Pick<Server, 'engine'>, node: string): void {
  const generate = engine.generateId.bind(engine) as (request: IncomingMessage) => string;
  engine.generateId = (request: IncomingMessage) => `${generate(request)}.${node}`;
}

/**
 * Has Engine.IO's stand-in for the response to an upgrade let go of the request: it lives as long as the WebSocket does,
 * and would keep 2.5 KiB for headers that are set on it, which nobody does after this.
 */
export function releaseRequest(_request: unknown, response: { req?: unknown }, next: () => void): void {
  if (!(response instanceof ServerResponse)) response.req = null;
  next();
}

/** How many frames a WebSocket may send before it is the transport of a connection: a probe, and the upgrade. */
const MAX_PROBE_FRAMES = 5;
const FRAME_EVENTS = ['message', 'ping', 'pong'] as const;

type Probing = NonNullable<Transport['socket']> & { probeFrames?: number };

/** Bounds what a WebSocket sends that may become the transport of a session. Engine.IO answers every probe. */
export function limitProbe(socket: WebSocket): void {
  for (const event of FRAME_EVENTS) socket.on(event, countProbe);
}

/** The WebSocket is a connection's transport now. */
export function endProbe(socket: WebSocket | undefined): void {
  for (const event of FRAME_EVENTS) socket?.off(event, countProbe);
}

function countProbe(this: Probing): void {
  this.probeFrames = (this.probeFrames ?? 0) + 1;
  if (this.probeFrames <= MAX_PROBE_FRAMES) return;
  stopReading({ transport: { socket: this } as Transport });
  this.terminate();
}
