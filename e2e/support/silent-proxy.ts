import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * A TCP proxy whose connections can go silent, as after a sleep of the machine: they stay open, no data passes, and
 * neither side is notified when the other one closes.
 */
export class SilentProxy {
  private readonly server = createServer((client) => this.forward(client));
  private readonly sockets = new Set<Socket>();
  private readonly silent = new Set<Socket>();
  /** The new connections that wait for {@link release}; undefined if new connections are forwarded at once. */
  private waiting: Socket[] | undefined;

  private constructor(private readonly target: URL) {}

  static async to(target: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(new URL(target));
    await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Silences every open connection. New connections wait until {@link release}. */
  silence(): void {
    this.waiting ??= [];
    for (const socket of this.sockets) this.silent.add(socket.pause());
  }

  /** Forwards the connections that were opened since {@link silence}. */
  release(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const client of waiting) this.forward(client);
  }

  close(): void {
    for (const socket of [...this.sockets, ...(this.waiting ?? [])]) socket.destroy();
    this.server.close();
  }

  private forward(client: Socket): void {
    if (this.waiting) return void this.waiting.push(client.on('error', () => undefined));
    const server = connect(Number(this.target.port), this.target.hostname);
    for (const [source, destination] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(source);
      source.on('data', (bytes) => destination.write(bytes));
      source.on('error', () => undefined);
      source.on('close', () => {
        this.sockets.delete(source);
        if (!this.silent.delete(source)) destination.destroy();
      });
    }
  }
}
