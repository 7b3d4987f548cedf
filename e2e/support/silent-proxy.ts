import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy in front of a server whose connections can go silent, as after a sleep of the machine: they stay open, nothing
 * passes any more, and neither side learns when the other one closes.
 */
export class SilentProxy {
  private readonly server = createServer((near) => this.join(near));
  private readonly sockets = new Set<Socket>();
  private readonly silent = new Set<Socket>();
  /** The connections that wait; undefined while none has to. */
  private held: Socket[] | undefined;

  private constructor(private readonly target: URL) {}

  static async to(target: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(new URL(target));
    await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Silences every connection that is open now. Those that are opened later wait for their release. */
  silence(): void {
    this.held ??= [];
    for (const socket of this.sockets) this.silent.add(socket.pause());
  }

  /** Lets the connections through that were opened after it went silent. */
  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const near of held) this.join(near);
  }

  close(): void {
    for (const socket of [...this.sockets, ...(this.held ?? [])]) socket.destroy();
    this.server.close();
  }

  private join(near: Socket): void {
    if (this.held) return void this.held.push(near.on('error', () => undefined));
    const far = connect(Number(this.target.port), this.target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.sockets.add(one);
      one.on('data', (bytes) => other.write(bytes));
      one.on('error', () => undefined);
      one.on('close', () => {
        this.sockets.delete(one);
        if (!this.silent.delete(one)) other.destroy();
      });
    }
  }
}
