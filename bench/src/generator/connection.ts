import { connect, type Socket } from 'node:net';
import { FrameReader, textFrame } from './frames.js';

const REQUEST = (port: number) =>
  `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
  'Connection: Upgrade\r\nSec-WebSocket-Key: c21hcnQtaHViLWJlbmNoIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
const TIMEOUT_MS = 60_000;

/** One client: a minimal implementation of Socket.IO 5 over Engine.IO 4 over a WebSocket. */
export class Connection {
  /** Called with every raw Socket.IO packet after the handshake: `2["event",...]`, `3<id>[...]`. */
  onPacket: (text: string) => void = () => undefined;
  onLost: () => void = () => undefined;
  private readonly socket: Socket;
  private readonly reader: FrameReader;
  private responseHead = '';
  private isUpgraded = false;
  private isCorked = false;
  private readonly uncork = () => {
    this.isCorked = false;
    this.socket.uncork();
  };

  private constructor(
    private readonly port: number,
    private readonly token: string,
    private readonly onConnected: () => void,
  ) {
    this.reader = new FrameReader({
      onText: (text) => this.receive(text),
      onReply: (frame) => this.socket.write(frame),
      onClose: () => this.socket.destroy(),
    });
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('connect', () => this.socket.write(REQUEST(this.port)));
    this.socket.on('data', (chunk: Buffer) =>
      this.isUpgraded ? this.reader.read(chunk) : this.readResponseHead(chunk),
    );
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.onLost());
  }

  /**
   * Resolves when the server has accepted the handshake, or, if `untilEvent` is given, when it has sent that event.
   *
   * @throws Error if the handshake is refused, or the connection is closed or silent for a minute before that
   */
  static open(port: number, token: string, untilEvent?: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        connection.onPacket = () => undefined;
        connection.onLost = () => undefined;
        act();
      };
      const done = () => settle(() => resolve(connection));
      const connection = new Connection(port, token, untilEvent === undefined ? done : () => undefined);
      const timer = setTimeout(() => settle(() => reject(new Error('A handshake timed out.'))), TIMEOUT_MS);
      connection.onLost = () => settle(() => reject(new Error('A connection was closed during the handshake.')));
      connection.onPacket = (text) => {
        if (text.startsWith(`2["${untilEvent}"`)) done();
        else if (text.startsWith('4')) settle(() => reject(new Error(`A handshake was refused: ${text}`)));
      };
    });
  }

  /** Sends a packet. Packets that are sent within one iteration of the event loop leave in one write. */
  send(packet: string): void {
    if (!this.isCorked) {
      this.isCorked = true;
      this.socket.cork();
      process.nextTick(this.uncork);
    }
    this.socket.write(textFrame(`4${packet}`));
  }

  /** Sends an Engine.IO pong without a ping. */
  heartbeat(): void {
    this.socket.write(textFrame('3'));
  }

  /** Stops reading. */
  pause(): void {
    this.socket.pause();
  }

  /** Resets the connection, so that its port is free at once. */
  close(): void {
    this.onLost = () => undefined;
    this.socket.resetAndDestroy();
  }

  private readResponseHead(chunk: Buffer): void {
    this.responseHead += chunk.toString('latin1');
    const end = this.responseHead.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!this.responseHead.startsWith('HTTP/1.1 101')) return void this.socket.destroy();
    this.isUpgraded = true;
    const rest = this.responseHead.slice(end + 4);
    this.responseHead = '';
    if (rest) this.reader.read(Buffer.from(rest, 'latin1'));
  }

  /**
   * Engine.IO packets: 0 open, 2 ping, 4 message. Socket.IO packets in a message: 0 connected, 2 event, 3
   * acknowledgement, 4 refused.
   */
  private receive(text: string): void {
    switch (text.charCodeAt(0)) {
      case 0x30:
        return this.send(`0${JSON.stringify({ token: this.token })}`);
      case 0x32:
        return void this.socket.write(textFrame('3'));
      case 0x34:
        if (text.charCodeAt(1) === 0x30) return this.onConnected();
        return this.onPacket(text.slice(1));
    }
  }
}
