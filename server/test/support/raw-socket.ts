import { WAIT_TIMEOUT_MS } from './wait-timeout.js';

/** Speaks Engine.IO and Socket.IO over a WebSocket by hand, to send frames that no real client would send. */
export class RawSocket {
  /** All received frames except pings, in order. */
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

  /** Connects, authenticates with a token, and waits for `presence_state`. */
  static async openAuthenticated(url: string, token: string): Promise<RawSocket> {
    const raw = await RawSocket.connect(url);
    raw.send(`40${JSON.stringify({ token })}`);
    await raw.waitForFrame('42["presence_state"');
    return raw;
  }

  /** Connects without authentication: waits for the handshake of Engine.IO and sends nothing. */
  static async connect(url: string, query = 'EIO=4&transport=websocket'): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?${query}`));
    await raw.waitForFrame('0');
    return raw;
  }

  /** Upgrades a polling session to WebSocket, as clients do. */
  static async upgrade(url: string, path: string): Promise<RawSocket> {
    const raw = new RawSocket(new WebSocket(url.replace(/^http/, 'ws') + path));
    await raw.openedOrClosed();
    raw.send('2probe');
    await raw.waitForFrame('3probe');
    raw.send('5');
    return raw;
  }

  send(frame: string | Uint8Array<ArrayBuffer>): void {
    if (!this.isClosed) this.socket.send(frame);
  }

  /** Resolves when a frame with a prefix has been received, or the connection has closed. */
  waitForFrame(prefix: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`No frame ${prefix} was received, only: ${this.frames.join(' ').slice(0, 1000)}`)),
        WAIT_TIMEOUT_MS,
      );
      const wake = () => {
        if (!this.isClosed && !this.frames.some((frame) => frame.startsWith(prefix))) return;
        clearTimeout(timer);
        this.wakers.delete(wake);
        resolve();
      };
      this.wakers.add(wake);
      wake();
    });
  }

  /** Resolves when the connection has closed. */
  waitForClose(): Promise<void> {
    return this.waitForFrame('\0');
  }

  close(): void {
    this.socket.close();
  }

  private openedOrClosed(): Promise<void> {
    return new Promise((resolve) => {
      for (const event of ['open', 'close']) this.socket.addEventListener(event, () => resolve());
    });
  }

  private wake(): void {
    for (const wake of this.wakers) wake();
  }
}
