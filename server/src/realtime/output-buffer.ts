import type { Connection } from './connection.js';
import {
  clientOf,
  connectionsOf,
  terminate,
  prototypeOf,
  tcpOf,
  type EngineConnection,
  type SocketIoClient,
  type WriteOptions,
} from './socket-io-internals.js';

/** From this many queued packets on, volatile events (typing, presence) are dropped. */
const VOLATILE_DROP_PACKETS = 64;
/** How many packets may be queued for one connection. */
const MAX_QUEUED_PACKETS = 1024;

interface OutputLimits {
  /** How many unsent bytes one connection may have. */
  readonly perConnection: number;
  /** How many unsent bytes all connections together may have. */
  readonly allConnections: number;
}

/** The state of a connection's output. */
interface OutputState {
  readonly buffer: OutputBuffer;
  readonly connection: Connection;
  /** Bytes queued in Engine.IO. */
  queued: number;
  /** Bytes that were handed to the transport, which has not passed all of them on to the operating system yet. */
  sending: number;
}

type OutputConnection = EngineConnection & { output: OutputState };

/** The connections that are flushed at the end of this turn of the event loop. */
const connectionsToFlush = new Set<OutputConnection>();

/**
 * Sends packets to clients in batches, and bounds what is buffered for clients that do not read.
 *
 * All packets for a client from one turn of the event loop are sent with one write. A group of messages is stored
 * together and emitted together; without batching, each event and each acknowledgement would be a system call of its
 * own, and these would take more than 40 % of a busy server's time.
 *
 * Socket.IO drops volatile packets whenever the last write has not reached the kernel, which on a busy connection is
 * most of the time. Here volatile packets are dropped only when a backlog has built up. When the backlog is too long,
 * the transport is closed, so that the client reconnects by itself, and syncs.
 *
 * Invariants: no connection has more unsent bytes than its limit; all connections together exceed the total limit for
 * one turn of the event loop at most.
 */
export class OutputBuffer {
  private totalUnsent = 0;
  private totalCheck: NodeJS.Immediate | undefined;

  /**
   * @param listeners `slow` is called when a connection is closed because its client does not read, `error` when it is
   *   closed because sending failed
   */
  constructor(
    private readonly io: Parameters<typeof connectionsOf>[0],
    private readonly limits: OutputLimits,
    private readonly listeners: { slow(connection: Connection): void; error(error: unknown): void },
  ) {}

  /** How many unsent bytes all connections have. */
  get unsentBytes(): number {
    return this.totalUnsent;
  }

  attach(connection: Connection): void {
    const client = clientOf(connection);
    const conn = client.conn as OutputConnection;
    conn.output = { buffer: this, connection, queued: 0, sending: 0 };
    // Functions shared by all connections: closures would take some hundred bytes for each.
    client.writeToEngine = write;
    conn.flush = flushLater;
    conn.on('close', clearOutput);
  }

  /**
   * Counts bytes that are about to be queued. If they exceed the limit of the connection, closes it and returns false.
   */
  reserve(conn: OutputConnection, bytes: number): boolean {
    const { output } = conn;
    const unsent = unsentOf(conn) + bytes;
    if (conn.writeBuffer.length >= MAX_QUEUED_PACKETS || unsent > this.limits.perConnection) {
      this.closeSlow(conn);
      return false;
    }
    output.queued += bytes;
    this.totalUnsent += bytes;
    if (this.totalUnsent > this.limits.allConnections) this.totalCheck ??= setImmediate(() => this.closeSlowest());
    return true;
  }

  /** Counts the queued bytes as handed to the transport. Called when the transport has sent all earlier bytes. */
  markSending({ output }: OutputConnection): void {
    this.totalUnsent -= output.sending;
    output.sending = output.queued;
    output.queued = 0;
  }

  clear({ output }: OutputConnection): void {
    this.totalUnsent -= output.queued + output.sending;
    output.queued = 0;
    output.sending = 0;
  }

  /**
   * Closes the connections with the most unsent bytes until the total is within its limit. Runs in the next turn of the
   * event loop: if an event for thousands of clients has exceeded the limit, it has by then been written to the clients
   * that read.
   */
  private closeSlowest(): void {
    this.totalCheck = undefined;
    const connections = Object.values(connectionsOf(this.io)).filter((conn) => 'output' in conn) as OutputConnection[];
    for (const conn of connections.toSorted((one, other) => unsentOf(other) - unsentOf(one))) {
      if (this.totalUnsent <= this.limits.allConnections) return;
      this.closeSlow(conn);
    }
  }

  closeAfterError(conn: OutputConnection, error: unknown): void {
    this.listeners.error(error);
    terminate(conn);
  }

  private closeSlow(conn: OutputConnection): void {
    this.listeners.slow(conn.output.connection);
    terminate(conn);
    this.clear(conn);
  }
}

function unsentOf({ output }: OutputConnection): number {
  return output.queued + output.sending;
}

function write(this: SocketIoClient, packets: readonly (string | Buffer)[] | string, options: WriteOptions): void {
  const conn = this.conn as OutputConnection;
  if (options.volatile && conn.writeBuffer.length >= VOLATILE_DROP_PACKETS) return;
  if (conn.readyState !== 'open' || !conn.output.buffer.reserve(conn, lengthOf(packets))) return;
  prototypeOf(this).writeToEngine.call(this, packets, options.volatile ? { ...options, volatile: false } : options);
}

function lengthOf(packets: readonly (string | Buffer)[] | string): number {
  if (typeof packets === 'string') return Buffer.byteLength(packets);
  return packets.reduce((bytes, packet) => bytes + Buffer.byteLength(packet), 0);
}

function clearOutput(this: EngineConnection): void {
  const conn = this as OutputConnection;
  conn.output.buffer.clear(conn);
}

function flushLater(this: EngineConnection): void {
  // While closing, Engine.IO closes the transport right after this flush.
  if (this.readyState === 'closing') return flush(this as OutputConnection);
  // Runs after the promises that settle in this tick, among them the acknowledgements of a whole group of messages.
  if (connectionsToFlush.size === 0) process.nextTick(flushAll);
  connectionsToFlush.add(this as OutputConnection);
}

function flushAll(): void {
  const connections = [...connectionsToFlush];
  connectionsToFlush.clear();
  for (const conn of connections) {
    try {
      flush(conn);
    } catch (error) {
      // The other connections are flushed regardless.
      conn.output.buffer.closeAfterError(conn, error);
    }
  }
}

function flush(conn: OutputConnection): void {
  if (conn.readyState !== 'closed' && conn.transport.writable) conn.output.buffer.markSending(conn);
  const stream = tcpOf(conn);
  stream?.cork();
  prototypeOf(conn).flush.call(conn);
  stream?.uncork();
}
