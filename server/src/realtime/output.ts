import type { Connection } from './connection.js';
import {
  clientOf,
  connectionsOf,
  cut,
  original,
  tcpOf,
  type EngineConnection,
  type SocketIoClient,
  type WriteOptions,
} from './socket-io-internals.js';

/** From so many waiting packets on, what can be missed (typing, presence) is left out. */
const DROP_AT = 64;
/** So many packets may wait for a client. */
const MAX_PACKETS = 1024;

interface OutputLimits {
  /** How many bytes may wait for one connection. */
  readonly perConnection: number;
  /** How many may wait for all of them. */
  readonly inAll: number;
}

/** What is kept of a connection's output. */
interface Outbox {
  readonly output: Output;
  readonly connection: Connection;
  /** Bytes that wait in Engine.IO. */
  waiting: number;
  /** Bytes that its transport was given, and has not passed on to the system yet. */
  leaving: number;
}

type WithOutbox = EngineConnection & { outbox: Outbox };

/** Who has something to be sent at the end of this turn. */
const due = new Set<WithOutbox>();

/**
 * Sends what clients are told, and bounds what the server keeps for those that do not read.
 *
 * All that a client is told in one turn of the event loop leaves in one write. A group of messages is stored together, and
 * emitted together: without this each event and each acknowledgement is a system call of its own, which is more than 40 %
 * of what a busy server does.
 *
 * Socket.IO drops "volatile" packets whenever the last write has not reached the kernel, which on a busy connection is
 * most of the time. Here they are dropped when a backlog has built up, and the connection is closed when it is too long:
 * its transport, so that the client reconnects by itself, and catches up.
 *
 * Invariants: no connection has more than its limit waiting; all together have more than theirs for one turn at most.
 */
export class Output {
  private total = 0;
  private check: NodeJS.Immediate | undefined;

  /**
   * @param on `slow` is called when a connection is closed because its client does not read, `error` when it is closed because
   *   sending failed
   */
  constructor(
    private readonly io: Parameters<typeof connectionsOf>[0],
    private readonly limits: OutputLimits,
    private readonly on: { slow(connection: Connection): void; error(error: unknown): void },
  ) {}

  /** How many bytes wait for all connections. */
  get unsentBytes(): number {
    return this.total;
  }

  attach(connection: Connection): void {
    const client = clientOf(connection);
    const conn = client.conn as WithOutbox;
    conn.outbox = { output: this, connection, waiting: 0, leaving: 0 };
    // One function for all connections: closures of its own would be some hundred bytes of each.
    client.writeToEngine = write;
    conn.flush = flushLater;
    conn.on('close', forget);
  }

  /** Counts bytes that are to be sent. Returns whether they may be. */
  accept(conn: WithOutbox, bytes: number): boolean {
    const { outbox } = conn;
    const unsent = unsentOf(conn) + bytes;
    if (conn.writeBuffer.length >= MAX_PACKETS || unsent > this.limits.perConnection) {
      this.end(conn);
      return false;
    }
    outbox.waiting += bytes;
    this.total += bytes;
    if (this.total > this.limits.inAll) this.check ??= setImmediate(() => this.endSlowest());
    return true;
  }

  /** What was given to the transport before has left; what waited is given to it now. */
  handOver({ outbox }: WithOutbox): void {
    this.total -= outbox.leaving;
    outbox.leaving = outbox.waiting;
    outbox.waiting = 0;
  }

  forget({ outbox }: WithOutbox): void {
    this.total -= outbox.waiting + outbox.leaving;
    outbox.waiting = 0;
    outbox.leaving = 0;
  }

  /** In the next turn: by then clients that read have taken what one event for thousands of them was. */
  private endSlowest(): void {
    this.check = undefined;
    const connections = Object.values(connectionsOf(this.io)).filter((conn) => 'outbox' in conn) as WithOutbox[];
    for (const conn of connections.toSorted((one, other) => unsentOf(other) - unsentOf(one))) {
      if (this.total <= this.limits.inAll) return;
      this.end(conn);
    }
  }

  failed(conn: WithOutbox, error: unknown): void {
    this.on.error(error);
    cut(conn);
  }

  private end(conn: WithOutbox): void {
    this.on.slow(conn.outbox.connection);
    cut(conn);
    this.forget(conn);
  }
}

function unsentOf({ outbox }: WithOutbox): number {
  return outbox.waiting + outbox.leaving;
}

function write(this: SocketIoClient, packets: readonly (string | Buffer)[] | string, options: WriteOptions): void {
  const conn = this.conn as WithOutbox;
  if (options.volatile && conn.writeBuffer.length >= DROP_AT) return;
  if (conn.readyState !== 'open' || !conn.outbox.output.accept(conn, lengthOf(packets))) return;
  original(this).writeToEngine.call(this, packets, options.volatile ? { ...options, volatile: false } : options);
}

function lengthOf(packets: readonly (string | Buffer)[] | string): number {
  if (typeof packets === 'string') return Buffer.byteLength(packets);
  return packets.reduce((bytes, packet) => bytes + Buffer.byteLength(packet), 0);
}

function forget(this: EngineConnection): void {
  const conn = this as WithOutbox;
  conn.outbox.output.forget(conn);
}

function flushLater(this: EngineConnection): void {
  // Engine.IO closes the transport right after this.
  if (this.readyState === 'closing') return flush(this as WithOutbox);
  // After the promises that are settled now, among them the acknowledgements of a whole group.
  if (due.size === 0) process.nextTick(flushDue);
  due.add(this as WithOutbox);
}

function flushDue(): void {
  const connections = [...due];
  due.clear();
  for (const conn of connections) {
    try {
      flush(conn);
    } catch (error) {
      // Others are sent theirs regardless.
      conn.outbox.output.failed(conn, error);
    }
  }
}

function flush(conn: WithOutbox): void {
  if (conn.readyState !== 'closed' && conn.transport.writable) conn.outbox.output.handOver(conn);
  const stream = tcpOf(conn);
  stream?.cork();
  original(conn).flush.call(conn);
  stream?.uncork();
}
