import { PACKET_BYTES } from './packet-decoder.js';
import {
  cut,
  incompleteBytesOf,
  limitReading,
  original,
  stopReading,
  tcpOf,
  type EngineConnection,
} from './socket-io-internals.js';

/** How many packets one payload of a client that polls may have. */
const MAX_PACKETS = 500;
const SEPARATOR = '\u001e';
/** How many Engine.IO packets without content (pongs, above all) a connection may send at once, and how many a second. */
const CONTROL = { burst: 20, perSecond: 1 };
/** A message of less that has not come whole is not counted, in bytes: most come in one piece. */
const COUNTED_FROM = 65_536;

/** What is kept of a connection's input. */
interface Inlet {
  readonly openedAt: number;
  isAuthenticated: boolean;
  /** How many packets without content it has sent. */
  control: number;
  /** Bytes of an incomplete message, as counted last. */
  incomplete: number;
}

type WithInlet = EngineConnection & { inlet: Inlet };

/**
 * Bounds what the server reads from clients.
 *
 * Invariants: before authentication no message or payload is longer than a CONNECT packet; afterwards none has more packets,
 * or bytes, than may be read at once. Incomplete messages of all connections take no more than their limit. What exceeds a
 * limit ends its connection.
 */
export class Input {
  private incomplete = 0;

  /**
   * @param limit how many bytes incomplete messages may take in all
   * @param onRefused called when a connection is ended for what it sent
   */
  constructor(
    private readonly limit: number,
    private readonly onRefused: () => void,
  ) {}

  /** Limits a new connection, which is not authenticated. */
  attach(connection: EngineConnection): void {
    const conn = connection as WithInlet;
    conn.inlet = { openedAt: performance.now(), isAuthenticated: false, control: 0, incomplete: 0 };
    const { transport } = conn;
    if (transport.name === 'polling') {
      transport.onData = (payload) => {
        if (hasTooManyPackets(payload)) transport.onError('too many packets');
        else original(transport).onData.call(transport, payload);
      };
    }
    conn.on('packet', ({ type }: { type: string }) => {
      if (type !== 'message') this.countControl(conn);
    });
    conn.close = closeUnread;
    conn.on('upgrade', () => this.limitTransport(conn));
    conn.on('close', (reason: string) => {
      this.count(conn, 0);
      // What breaks the protocol, such as a frame that is too long, would be read to its end.
      if (reason === 'transport error' || reason === 'parse error') cut(conn);
    });
    this.limitTransport(conn);
  }

  /** Lets a connection send commands from now on. */
  authenticated(connection: EngineConnection): void {
    const conn = connection as WithInlet;
    conn.inlet.isAuthenticated = true;
    limitReading(conn, PACKET_BYTES.read);
  }

  /**
   * Reserves room for the payload of a request.
   *
   * @returns gives it back; undefined when there is none
   */
  reserve(bytes: number): (() => void) | undefined {
    if (this.incomplete + bytes > this.limit) return undefined;
    this.incomplete += bytes;
    return () => (this.incomplete -= bytes);
  }

  private limitTransport(conn: WithInlet): void {
    limitReading(conn, conn.inlet.isAuthenticated ? PACKET_BYTES.read : PACKET_BYTES.connect);
    const { socket } = conn.transport;
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
    if (bytes < COUNTED_FROM && conn.inlet.incomplete === 0) return;
    this.count(conn, bytes < COUNTED_FROM ? 0 : bytes);
    if (this.incomplete > this.limit) this.refuse(conn);
  }

  private count({ inlet }: WithInlet, bytes: number): void {
    this.incomplete += bytes - inlet.incomplete;
    inlet.incomplete = bytes;
  }

  private refuse(conn: WithInlet): void {
    if (conn.readyState === 'open') this.onRefused();
    cut(conn);
  }
}

/**
 * Closes a connection whose client breaks the protocol: it is not read any more, and its TCP connection ends with the last byte
 * that is sent. Waiting for the client to close its side would mean to read what it goes on sending.
 */
function closeUnread(this: EngineConnection, discard?: boolean): void {
  const tcp = tcpOf(this);
  original(this).close.call(this, discard);
  stopReading(this);
  if (this.readyState === 'closed') tcp?.destroySoon();
  else this.on('close', () => tcp?.destroySoon());
}

function hasTooManyPackets(payload: string): boolean {
  let packets = 1;
  for (let at = payload.indexOf(SEPARATOR); at >= 0 && packets <= MAX_PACKETS; at = payload.indexOf(SEPARATOR, at + 1))
    packets += 1;
  return packets > MAX_PACKETS;
}
