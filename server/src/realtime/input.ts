import type { RefusalDelay } from '../platform/http/refusal-delay.js';
import { PACKET_BYTES } from './packet-decoder.js';
import {
  connectionsOf,
  cut,
  endProbe,
  incompleteBytesOf,
  limitReading,
  original,
  pauseReading,
  resumeReading,
  stopReading,
  tcpOf,
  type EngineConnection,
} from './socket-io-internals.js';

/** How many packets one payload of a client that polls may have. */
const MAX_PACKETS = 500;
const SEPARATOR = '\u001e';
/** How many Engine.IO packets without content (pongs, above all) a connection may send at once, and how many a second. */
const CONTROL = { burst: 20, perSecond: 1 };
/** How long a client may take to read what it is still to be sent when its connection is closed. */
export const CLOSE_TIMEOUT_MS = 5000;
/** A message of less that has not come whole is not counted, in bytes: most come in one piece. */
const COUNTED_FROM = 4096;
/** Of longer messages one piece is read in each turn of the event loop, in bytes: about as much as one read returns. */
const READ_IN_TURN_FROM = 65_000;
/** A piece of so many bytes keeps its connection's place. */
const PROGRESS = 16_384;

/** What is kept of a connection's input. */
interface Inlet {
  readonly openedAt: number;
  /** How long a message may be, in bytes. */
  maxBytes: number;
  /** Whose it is: a user's, or an unknown client's. */
  owner: string;
  /** How many packets without content it has sent. */
  control: number;
  /** Bytes of an incomplete message that are kept; for a POST, its Content-Length. */
  incomplete: number;
}

type WithInlet = EngineConnection & { inlet: Inlet };

/**
 * Bounds what the server reads from clients.
 *
 * Invariants: before authentication no message or payload is longer than a CONNECT packet may be; afterwards none has more packets,
 * or bytes, than may be read at once. Incomplete messages of all connections take no more than their limit: beyond it, the
 * connections of the user end who has most of them on the way. Long messages are read one piece a turn of the event loop.
 */
export class Input {
  private incomplete = 0;
  /** Connections in the middle of a long message, in the order in which they are read. True: paused, and waiting for that. */
  private readonly longMessages = new Map<WithInlet, boolean>();
  private turn: NodeJS.Immediate | undefined;

  /**
   * @param limit how many bytes incomplete messages may take in all
   * @param onRefused called when a connection is ended for what it sent
   */
  constructor(
    private readonly io: Parameters<typeof connectionsOf>[0],
    private readonly limit: number,
    private readonly onRefused: () => void,
    private readonly delay: RefusalDelay,
  ) {}

  /** Limits a new connection, which is not authenticated. */
  attach(connection: EngineConnection): void {
    const conn = connection as WithInlet;
    const maxBytes = PACKET_BYTES.handshake;
    conn.inlet = { openedAt: performance.now(), maxBytes, owner: conn.id, control: 0, incomplete: 0 };
    const { transport } = conn;
    if (transport.name === 'polling') {
      transport.onData = (payload) => {
        if (hasTooManyPackets(payload)) transport.onError('too many packets');
        else original(transport).onData.call(transport, payload);
      };
    }
    conn.on('packet', ({ type }: { type: string }) => {
      if (type !== 'message') this.countControl(conn);
      // It may be one of several that have come, each of which waits for its turn.
      if (conn.inlet.incomplete > 0) this.countIncomplete(conn);
    });
    conn.close = (discard) => this.closeUnread(conn, discard);
    conn.on('upgrade', () => this.limitTransport(conn));
    conn.on('close', (reason: string) => {
      this.count(conn, 0);
      this.leaveTurns(conn);
      // What breaks the protocol, such as a frame that is too long, would be read to its end.
      if (reason === 'transport error' || reason === 'parse error') cut(conn);
    });
    this.limitTransport(conn);
  }

  /**
   * Lets a user's connection send commands from now on.
   *
   * @param maxBytes how long they may be to be read at all
   */
  authenticated(connection: EngineConnection, userId: string, maxBytes: number): void {
    (connection as WithInlet).inlet.owner = userId;
    this.readAtMost(connection, maxBytes);
  }

  /** Changes how long a connection's messages may be to be read at all, in bytes. */
  readAtMost(connection: EngineConnection, maxBytes: number): void {
    (connection as WithInlet).inlet.maxBytes = maxBytes;
    limitReading(connection, maxBytes);
  }

  /** Counts a payload that a request has announced; 0 when it has come. Ends connections when all together are too much. */
  expect(connection: EngineConnection, bytes: number): void {
    const conn = connection as WithInlet;
    if (conn.readyState === 'open') this.count(conn, Math.min(bytes, conn.inlet.maxBytes));
    this.endHeaviest();
  }

  private limitTransport(conn: WithInlet): void {
    limitReading(conn, conn.inlet.maxBytes);
    const { socket } = conn.transport;
    endProbe(socket);
    // Each ping is answered with a pong, which may not be read.
    for (const event of ['ping', 'pong'] as const) socket?.on(event, () => this.countControl(conn));
    // After the listener that reads the chunk.
    tcpOf(conn)?.on('data', () => this.countIncomplete(conn));
  }

  private countControl(conn: WithInlet): void {
    const { inlet } = conn;
    inlet.control += 1;
    const seconds = (performance.now() - inlet.openedAt) / 1000;
    if (inlet.control > CONTROL.burst + seconds * CONTROL.perSecond) this.refuse(conn);
  }

  private countIncomplete(conn: WithInlet): void {
    const bytes = incompleteBytesOf(conn);
    const progress = bytes - conn.inlet.incomplete;
    if (bytes < COUNTED_FROM && conn.inlet.incomplete === 0) return;
    if (conn.readyState === 'open') this.count(conn, bytes < COUNTED_FROM ? 0 : bytes);
    this.endHeaviest();
    if (bytes < READ_IN_TURN_FROM) this.leaveTurns(conn);
    else if (conn.readyState === 'open') this.readInTurn(conn, progress);
  }

  /** Many clients that send long messages at once would keep all others waiting while these are read. */
  private readInTurn(conn: WithInlet, progress: number): void {
    pauseReading(conn);
    // The oldest is read first, which keeps few bytes. One that trickles in waits behind the others.
    if (progress < PROGRESS) this.longMessages.delete(conn);
    this.longMessages.set(conn, true);
    this.turn ??= setImmediate(() => this.readNext());
  }

  /** Its message has come, perhaps while the connection was paused: it may have been one of several. */
  private leaveTurns(conn: WithInlet): void {
    if (this.longMessages.delete(conn)) resumeReading(conn);
  }

  private readNext(): void {
    this.turn = undefined;
    for (const [conn, isWaiting] of this.longMessages) {
      if (!isWaiting) continue;
      this.longMessages.set(conn, false);
      resumeReading(conn);
      this.turn = setImmediate(() => this.readNext());
      return;
    }
  }

  private count({ inlet }: WithInlet, bytes: number): void {
    this.incomplete += bytes - inlet.incomplete;
    inlet.incomplete = bytes;
  }

  /** Ends the connections with incomplete messages of the owner who has most bytes of them. */
  private endHeaviest(): void {
    while (this.incomplete > this.limit) {
      const sending = (Object.values(connectionsOf(this.io)) as WithInlet[]).filter(
        ({ inlet }) => inlet?.incomplete > 0,
      );
      const owners = Map.groupBy(sending, ({ inlet }) => inlet.owner);
      const bytesOf = (conns: WithInlet[]) => conns.reduce((bytes, { inlet }) => bytes + inlet.incomplete, 0);
      const [heaviest] = [...owners.values()].toSorted((one, other) => bytesOf(other) - bytesOf(one));
      if (!heaviest) return;
      for (const conn of heaviest) this.refuse(conn);
    }
  }

  private refuse(conn: WithInlet): void {
    if (conn.readyState === 'open') this.onRefused();
    this.count(conn, 0);
    cut(conn);
  }

  /**
   * Closes a connection: it is not read any more, and its TCP connection ends a while after the last byte that is sent, unless the
   * client closes it. Waiting for the client to close its side would mean to read what it goes on sending.
   */
  private closeUnread(conn: WithInlet, discard?: boolean): void {
    const tcp = tcpOf(conn);
    const destroySoon = () => tcp && this.delay.run(() => tcp.destroySoon());
    original(conn).close.call(conn, discard);
    stopReading(conn);
    if (conn.readyState === 'closed') {
      destroySoon();
      return;
    }
    conn.on('close', destroySoon);
    // What waits for it may never be read, and a client that polls may never poll again.
    setTimeout(() => cut(conn), CLOSE_TIMEOUT_MS).unref();
  }
}

function hasTooManyPackets(payload: string): boolean {
  let packets = 1;
  for (let at = payload.indexOf(SEPARATOR); at >= 0 && packets <= MAX_PACKETS; at = payload.indexOf(SEPARATOR, at + 1))
    packets += 1;
  return packets > MAX_PACKETS;
}
