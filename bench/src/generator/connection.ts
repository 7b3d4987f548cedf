import { connect, type Socket } from 'node:net';
import { FrameReader, textFrame } from './frames.js';

const REQUEST = (port: number) =>
  `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n` +
  'Connection: Upgrade\r\nSec-WebSocket-Key: c21hcnQtaHViLWJlbmNoIQ==\r\nSec-WebSocket-Version: 13\r\n\r\n';
const PATIENCE_MS = 60_000;

/** One client: Socket.IO 5 over Engine.IO 4 over a WebSocket, spoken by hand. */
export class Connection {
  /** Told every Socket.IO packet after the handshake, as it stands: `2["event",...]`, `3<id>[...]`. */
  onPacket: (text: string) => void = () => undefined;
  onLost: () => void = () => undefined;
  private readonly socket: Socket;
  private readonly reader: FrameReader;
  private head = '';
  private isUpgraded = false;
  private corked = false;
  private readonly uncork = () => {
    this.corked = false;
    this.socket.uncork();
  };

  private constructor(
    private readonly port: number,
    private readonly token: string,
    private readonly connected: () => void,
  ) {
    this.reader = new FrameReader({
      text: (text) => this.receive(text),
      reply: (frame) => this.socket.write(frame),
      closed: () => this.socket.destroy(),
    });
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('connect', () => this.socket.write(REQUEST(this.port)));
    this.socket.on('data', (chunk: Buffer) => (this.isUpgraded ? this.reader.read(chunk) : this.readHead(chunk)));
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => this.onLost());
  }

  /** Resolves when the server has answered the handshake, or later: when it has sent an event of this name. */
  static open(port: number, token: string, until?: string): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer);
        connection.onPacket = () => undefined;
        connection.onLost = () => undefined;
        act();
      };
      const done = () => settle(() => resolve(connection));
      const connection = new Connection(port, token, until === undefined ? done : () => undefined);
      const timer = setTimeout(() => settle(() => reject(new Error('A connection was not answered.'))), PATIENCE_MS);
      connection.onLost = () => settle(() => reject(new Error('A connection was refused.')));
      connection.onPacket = (text) => {
        if (text.startsWith(`2["${until}"`)) done();
        else if (text.startsWith('4')) settle(() => reject(new Error(`A handshake was refused: ${text}`)));
      };
    });
  }

  /** What is sent within one turn of the loop leaves together. */
  send(packet: string): void {
    if (!this.corked) {
      this.corked = true;
      this.socket.cork();
      process.nextTick(this.uncork);
    }
    this.socket.write(textFrame(`4${packet}`));
  }

  /** Says that it lives, also when nobody has asked. */
  heartbeat(): void {
    this.socket.write(textFrame('3'));
  }

  /** Reads nothing any more. */
  pause(): void {
    this.socket.pause();
  }

  /** Resets, so that the port is free at once. */
  close(): void {
    this.onLost = () => undefined;
    this.socket.resetAndDestroy();
  }

  private readHead(chunk: Buffer): void {
    this.head += chunk.toString('latin1');
    const end = this.head.indexOf('\r\n\r\n');
    if (end < 0) return;
    if (!this.head.startsWith('HTTP/1.1 101')) return void this.socket.destroy();
    this.isUpgraded = true;
    const rest = this.head.slice(end + 4);
    this.head = '';
    if (rest) this.reader.read(Buffer.from(rest, 'latin1'));
  }

  /** Engine.IO: 0 open, 2 ping, 4 message; Socket.IO in a message: 0 connected, 2 event, 3 acknowledgement, 4 refused. */
  private receive(text: string): void {
    switch (text.charCodeAt(0)) {
      case 0x30:
        return this.send(`0${JSON.stringify({ token: this.token })}`);
      case 0x32:
        return void this.socket.write(textFrame('3'));
      case 0x34:
        if (text.charCodeAt(1) === 0x30) return this.connected();
        return this.onPacket(text.slice(1));
    }
  }
}
