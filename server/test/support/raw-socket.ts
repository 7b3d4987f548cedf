import { PATIENCE_MS } from './patience.js';

/** A WebSocket that speaks the protocols of Engine.IO and Socket.IO by hand, to send what no client would. */
export class RawSocket {
  /** All frames that came, in order. */
  readonly frames: string[] = [];
  isClosed = false;
  private readonly wakers = new Set<() => void>();

  private constructor(private readonly socket: WebSocket) {
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('message', ({ data }) => {
      if (data === '2') this.send('3');
      else this.frames.push(String(data));
      this.wake();
    });
    socket.addEventListener('close', () => {
      this.isClosed = true;
      this.wake();
    });
  }

  /** Connects, and is let in with a token. */
  static async enter(url: string, token: string): Promise<RawSocket> {
    const raw = await RawSocket.connect(url);
    raw.send(`40${JSON.stringify({ token })}`);
    await raw.answer('42["presence_state"');
    return raw;
  }

  /** Connects, and says nothing. */
  static async connect(url: string, query = 'EIO=4&transport=websocket'): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?${query}`));
    await raw.answer('0');
    return raw;
  }

  /** Upgrades a polling session to a WebSocket, as clients do. */
  static async upgrade(url: string, path: string): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(url.replace(/^http/, 'ws') + path));
    await raw.opened();
    raw.send('2probe');
    await raw.answer('3probe');
    raw.send('5');
    return raw;
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    if (!this.isClosed) this.socket.send(frame);
  }

  /** Resolves when a frame that starts so has come, or the connection has ended. */
  answer(start: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`Nothing answered ${start}; there were: ${this.frames.join(' ').slice(0, 1000)}`)),
        PATIENCE_MS,
      );
      const wake = () => {
        if (!this.isClosed && !this.frames.some((frame) => frame.startsWith(start))) return;
        clearTimeout(timer);
        this.wakers.delete(wake);
        resolve();
      };
      this.wakers.add(wake);
      wake();
    });
  }

  /** Resolves when the connection has ended. */
  ended(): Promise<void> {
    return this.answer('\0');
  }

  close(): void {
    this.socket.close();
  }

  private opened(): Promise<void> {
    return new Promise((resolve) => {
      for (const event of ['open', 'close']) this.socket.addEventListener(event, () => resolve());
    });
  }

  private wake(): void {
    for (const wake of this.wakers) wake();
  }
}
