import type { IncomingMessage } from 'node:http';
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
  /** Decodes what a client sent. */
  onData(data: string): void;
  onError(reason: string): void;
}

/** Puts the frames of a WebSocket together. */
interface Receiver {
  /** How long a message may be, in bytes. */
  _maxPayload: number;
  /** Bytes of a frame that is not whole. */
  readonly _bufferedBytes: number;
  /** Bytes of the frames before it, of a message that is not whole. */
  readonly _messageLength: number;
  /** Whether it goes on with the frames that it has. */
  _loop: boolean;
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

/** How many bytes are kept of a message that has not come whole, over a WebSocket. */
export function incompleteBytesOf({ transport }: EngineConnection): number {
  const receiver = transport.socket?._receiver;
  return receiver ? receiver._bufferedBytes + receiver._messageLength : 0;
}

/** The query of a request to Engine.IO, which has read it by the time its middleware runs. */
export function queryOf(request: IncomingMessage): Record<string, string | undefined> {
  return (request as unknown as { _query: Record<string, string | undefined> })._query;
}

/** Reads nothing more from a WebSocket, not even what has been received: for a connection that is being closed. */
export function stopReading({ transport: { socket } }: EngineConnection): void {
  const receiver = socket?._receiver;
  if (!receiver) return;
  receiver._loop = false;
  // ws would parse what is left when the connection has ended.
  receiver.destroy();
  socket.pause();
}

/** Ends a connection at once. A farewell would wait behind what is not being read. */
export function cut(connection: EngineConnection): void {
  stopReading(connection);
  const { socket } = connection.transport;
  original(connection).close.call(connection, true);
  socket?.terminate();
  // A transport that is closing, such as one that waits to be polled, does not close again.
  if (connection.readyState !== 'closed') connection.onClose('forced close');
}

/** Lets go of the request that opened a connection, and of its token: some kilobytes each, and nobody asks for them again. */
export function forgetRequest(connection: Connection): void {
  (connection.conn as unknown as { request: unknown }).request = null;
  (connection as { handshake: object }).handshake = FORGOTTEN;
}

const FORGOTTEN = {};
