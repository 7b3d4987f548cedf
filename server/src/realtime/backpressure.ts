import { Logger } from '@nestjs/common';
import type { Connection } from './connection.js';

/** From so many waiting packets on, what can be missed (typing, presence) is left out. */
const DROP_AT = 64;
/** From here on the connection ends: catching up is cheaper than waiting for it. */
const CLOSE_AT = { packets: 1024, bytes: 8_000_000 };

const logger = new Logger('Backpressure');

type Packets = readonly (string | Buffer)[];
interface WriteOptions {
  readonly volatile?: boolean;
}

/** What of Engine.IO's socket is needed to end it; `terminate` is there when its transport is a WebSocket. */
export interface Transported {
  readonly transport: { readonly socket?: { terminate?(): void } };
  close(discard: boolean): void;
}

/** What of Socket.IO's client is needed here; `writeToEngine` is where every packet of a socket passes. */
interface Outgoing {
  readonly sockets: ReadonlyMap<string, Connection>;
  readonly conn: Transported & { readonly writeBuffer: readonly { readonly data?: string | Buffer }[] };
  writeToEngine: (this: Outgoing, packets: Packets, options: WriteOptions) => void;
}

/**
 * Bounds what the server keeps for a client that does not read.
 *
 * Socket.IO drops "volatile" packets whenever the last write has not reached the kernel, which on a busy connection is
 * most of the time. Here they are dropped when a backlog has built up, and the connection is closed when it is too long:
 * its transport, so that the client comes back by itself, and catches up.
 */
export function boundOutput(connection: Connection): void {
  // One function for all connections: closures of its own would be 200 bytes of each.
  (connection.client as unknown as Outgoing).writeToEngine = writeWithinBounds;
}

function writeWithinBounds(this: Outgoing, packets: Packets, options: WriteOptions): void {
  const backlog = this.conn.writeBuffer;
  if (options.volatile && backlog.length >= DROP_AT) return;
  if (isTooLong(backlog)) {
    const [connection] = this.sockets.values();
    logger.warn(`A client of user ${connection?.data.actor.id} does not keep up with what it is sent: disconnected.`);
    cut(this.conn);
    return;
  }
  const { writeToEngine: write } = Object.getPrototypeOf(this) as { writeToEngine: Outgoing['writeToEngine'] };
  write.call(this, packets, options.volatile ? { ...options, volatile: false } : options);
}

/** Ends a connection at once. A farewell would wait behind what is not being read. */
export function cut(conn: Transported): void {
  const { socket } = conn.transport;
  conn.close(true);
  socket?.terminate?.();
}

/** Bytes are counted at every 64th packet: what a client does not read is then bounded to some megabytes. */
function isTooLong(backlog: Outgoing['conn']['writeBuffer']): boolean {
  if (backlog.length >= CLOSE_AT.packets) return true;
  if (backlog.length === 0 || backlog.length % DROP_AT !== 0) return false;
  return backlog.reduce((bytes, { data }) => bytes + (data?.length ?? 0), 0) > CLOSE_AT.bytes;
}
