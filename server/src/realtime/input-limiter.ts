import type { RefusalDelay } from '../platform/http/refusal-delay.js';
import { PACKET_BYTES } from './packet-decoder.js';
import {
  connectionsOf,
  terminate,
  stopProbeLimit,
  incompleteBytesOf,
  limitMessageBytes,
  prototypeOf,
  pauseReading,
  resumeReading,
  stopReading,
  tcpOf,
  type EngineConnection,
} from './socket-io-internals.js';

/** How many packets one payload of a polling client may have. */
const MAX_PAYLOAD_PACKETS = 500;
const SEPARATOR = '\u001e';
/** How many Engine.IO packets without content (mostly pongs) a connection may send in a burst, and per second. */
const CONTROL_PACKETS = { burst: 20, perSecond: 1 };
/** How long a client may take to read its remaining data when its connection is closed, in milliseconds. */
export const CLOSE_TIMEOUT_MS = 5000;
/** Incomplete messages that are shorter than this are not counted, in bytes: most messages arrive in one piece. */
const COUNTED_FROM_BYTES = 4096;
/**
 * From this length on, a message is read one piece per turn of the event loop, in bytes. It is about as much as one
 * read returns.
 */
const QUEUED_FROM_BYTES = 65_000;
/** A connection that receives fewer bytes than this in one read moves to the end of the read queue. */
const MIN_PROGRESS_BYTES = 16_384;

/** The state of a connection's input. */
interface InputState {
  readonly openedAt: number;
  /** How long a message may be, in bytes. */
  maxBytes: number;
  /** The id of the user; before authentication, the id of the connection. */
  owner: string;
  /** How many packets without content the client has sent. */
  controlPackets: number;
  /** Buffered bytes of an incomplete message; for a POST, its Content-Length. */
  incomplete: number;
}

type InputConnection = EngineConnection & { input: InputState };

/**
 * Bounds what the server reads from clients.
 *
 * Invariants: before authentication, no message or payload is longer than the longest CONNECT packet that is read.
 * Afterwards, no message or payload exceeds its maximum length, and no payload its maximum number of packets. The
 * incomplete messages of all connections together take no more bytes than a limit: above it, the connections of the
 * user whose incomplete messages take the most bytes are terminated. Long messages are read one piece per turn of the
 * event loop.
 */
export class InputLimiter {
  private totalIncomplete = 0;
  /**
   * Connections in the middle of a long message, in the order in which they are read. The value is true while the
   * connection is paused until its turn.
   */
  private readonly readQueue = new Map<InputConnection, boolean>();
  private readTimer: NodeJS.Immediate | undefined;

  /**
   * @param limit how many bytes the incomplete messages of all connections may take
   * @param onRefused called when a connection is terminated because it exceeded a limit
   */
  constructor(
    private readonly io: Parameters<typeof connectionsOf>[0],
    private readonly limit: number,
    private readonly onRefused: () => void,
    private readonly delay: RefusalDelay,
  ) {}

  /** Limits a new connection, which is not authenticated yet. */
  attach(connection: EngineConnection): void {
    const conn = connection as InputConnection;
    const maxBytes = PACKET_BYTES.handshake;
    conn.input = { openedAt: performance.now(), maxBytes, owner: conn.id, controlPackets: 0, incomplete: 0 };
    const { transport } = conn;
    if (transport.name === 'polling') {
      transport.onData = (payload) => {
        if (hasTooManyPackets(payload)) transport.onError('too many packets');
        else prototypeOf(transport).onData.call(transport, payload);
      };
    }
    conn.on('packet', ({ type }: { type: string }) => {
      if (type !== 'message') this.countControl(conn);
      // Several messages may have arrived together, and each is read in a turn of its own.
      if (conn.input.incomplete > 0) this.countIncomplete(conn);
    });
    conn.close = (discard) => this.closeUnread(conn, discard);
    conn.on('upgrade', () => this.limitTransport(conn));
    conn.on('close', (reason: string) => {
      this.setIncomplete(conn, 0);
      this.leaveReadQueue(conn);
      // Otherwise a frame that violates the protocol, for example by its length, would be read to its end.
      if (reason === 'transport error' || reason === 'parse error') terminate(conn);
    });
    this.limitTransport(conn);
  }

  /**
   * Assigns an authenticated connection to its user, and allows commands from now on.
   *
   * @param maxBytes the maximum length of a message, in bytes
   */
  authenticate(connection: EngineConnection, userId: string, maxBytes: number): void {
    (connection as InputConnection).input.owner = userId;
    this.limitMessageBytes(connection, maxBytes);
  }

  /** Changes the maximum length of the messages of a connection, in bytes. */
  limitMessageBytes(connection: EngineConnection, maxBytes: number): void {
    (connection as InputConnection).input.maxBytes = maxBytes;
    limitMessageBytes(connection, maxBytes);
  }

  /**
   * Counts a payload that a POST request has announced by its Content-Length as an incomplete message. Terminates
   * connections if all incomplete messages together exceed the limit.
   *
   * @param bytes the Content-Length; 0 once the payload has arrived
   */
  countAnnounced(connection: EngineConnection, bytes: number): void {
    const conn = connection as InputConnection;
    if (conn.readyState === 'open') this.setIncomplete(conn, Math.min(bytes, conn.input.maxBytes));
    this.terminateHeaviestOwner();
  }

  private limitTransport(conn: InputConnection): void {
    limitMessageBytes(conn, conn.input.maxBytes);
    const { socket } = conn.transport;
    stopProbeLimit(socket);
    // ws responds to each ping with a pong, which the client may never read.
    for (const event of ['ping', 'pong'] as const) socket?.on(event, () => this.countControl(conn));
    // Runs after ws' own listener, which reads the chunk.
    tcpOf(conn)?.on('data', () => this.countIncomplete(conn));
  }

  private countControl(conn: InputConnection): void {
    const { input } = conn;
    input.controlPackets += 1;
    const seconds = (performance.now() - input.openedAt) / 1000;
    if (input.controlPackets > CONTROL_PACKETS.burst + seconds * CONTROL_PACKETS.perSecond) this.refuse(conn);
  }

  private countIncomplete(conn: InputConnection): void {
    const bytes = incompleteBytesOf(conn);
    const progress = bytes - conn.input.incomplete;
    if (bytes < COUNTED_FROM_BYTES && conn.input.incomplete === 0) return;
    if (conn.readyState === 'open') this.setIncomplete(conn, bytes < COUNTED_FROM_BYTES ? 0 : bytes);
    this.terminateHeaviestOwner();
    if (bytes < QUEUED_FROM_BYTES) this.leaveReadQueue(conn);
    else if (conn.readyState === 'open') this.joinReadQueue(conn, progress);
  }

  /**
   * Pauses a connection until its turn. Otherwise many clients that send long messages at once would delay all others.
   */
  private joinReadQueue(conn: InputConnection, progress: number): void {
    pauseReading(conn);
    // The oldest message is read first, so that few bytes are buffered. A message that arrives slowly moves behind the
    // others.
    if (progress < MIN_PROGRESS_BYTES) this.readQueue.delete(conn);
    this.readQueue.set(conn, true);
    this.readTimer ??= setImmediate(() => this.resumeNext());
  }

  /**
   * Resumes a connection whose message has arrived, perhaps while the connection was paused: several messages may have
   * arrived together.
   */
  private leaveReadQueue(conn: InputConnection): void {
    if (this.readQueue.delete(conn)) resumeReading(conn);
  }

  private resumeNext(): void {
    this.readTimer = undefined;
    for (const [conn, isWaiting] of this.readQueue) {
      if (!isWaiting) continue;
      this.readQueue.set(conn, false);
      resumeReading(conn);
      this.readTimer = setImmediate(() => this.resumeNext());
      return;
    }
  }

  private setIncomplete({ input }: InputConnection, bytes: number): void {
    this.totalIncomplete += bytes - input.incomplete;
    input.incomplete = bytes;
  }

  /**
   * Terminates the connections of the owner whose incomplete messages take the most bytes, then those of the next
   * owner, until the total is within the limit. Connections without an incomplete message stay open.
   */
  private terminateHeaviestOwner(): void {
    while (this.totalIncomplete > this.limit) {
      const sending = (Object.values(connectionsOf(this.io)) as InputConnection[]).filter(
        ({ input }) => input?.incomplete > 0,
      );
      const owners = Map.groupBy(sending, ({ input }) => input.owner);
      const bytesOf = (conns: InputConnection[]) => conns.reduce((bytes, { input }) => bytes + input.incomplete, 0);
      const [heaviest] = [...owners.values()].toSorted((one, other) => bytesOf(other) - bytesOf(one));
      if (!heaviest) return;
      for (const conn of heaviest) this.refuse(conn);
    }
  }

  private refuse(conn: InputConnection): void {
    if (conn.readyState === 'open') this.onRefused();
    this.setIncomplete(conn, 0);
    terminate(conn);
  }

  /**
   * Closes a connection without reading from it any more. Its TCP connection is destroyed some time after the last byte
   * was sent, unless the client closes it first. Waiting for the client to close its side would mean reading everything
   * that it still sends.
   */
  private closeUnread(conn: InputConnection, discard?: boolean): void {
    const tcp = tcpOf(conn);
    const destroySoon = () => tcp && this.delay.run(() => tcp.destroySoon());
    prototypeOf(conn).close.call(conn, discard);
    stopReading(conn);
    if (conn.readyState === 'closed') {
      destroySoon();
      return;
    }
    conn.on('close', destroySoon);
    // The client may never read the remaining data; a polling client may never poll again.
    setTimeout(() => terminate(conn), CLOSE_TIMEOUT_MS).unref();
  }
}

function hasTooManyPackets(payload: string): boolean {
  let packets = 1;
  for (
    let at = payload.indexOf(SEPARATOR);
    at >= 0 && packets <= MAX_PAYLOAD_PACKETS;
    at = payload.indexOf(SEPARATOR, at + 1)
  )
    packets += 1;
  return packets > MAX_PAYLOAD_PACKETS;
}
