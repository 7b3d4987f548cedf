import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The silenced direction: both, or only from the server to the client. */
type Direction = 'both' | 'responses';

/** A client's connection to the proxy, and the proxy's connection to the server for it. */
interface ProxiedConnection {
  readonly client: Socket;
  readonly server: Socket;
  isSilent: boolean;
}

/**
 * A TCP proxy in front of a server whose connections can go silent, as after a sleep of the client's machine or a restart of
 * a router: they stay open, forward nothing any more, and neither side learns when the other side closes. Connections that
 * are opened later work, or wait while new connections are paused.
 */
export class SilentProxy {
  private readonly server = createServer((client) => this.accept(client));
  private readonly connections = new Set<ProxiedConnection>();
  /** The waiting connections while new connections are paused, or else undefined. */
  private waiting: Socket[] | undefined;
  private trigger: { readonly text: string; readonly onSilent: () => void } | undefined;

  private constructor(private readonly target: URL) {}

  static async to(target: string): Promise<SilentProxy> {
    const proxy = new SilentProxy(new URL(target));
    await once(proxy.server.listen(0, '127.0.0.1'), 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Silences every connection that is open now. */
  silence(direction: Direction = 'both'): void {
    for (const connection of this.connections) {
      connection.isSilent = true;
      connection.server.pause();
      if (direction === 'both') connection.client.pause();
    }
  }

  /** Silences every connection when a client sends a text, without forwarding it. Resolves when that happens. */
  silenceAt(text: string): Promise<void> {
    return new Promise((onSilent) => {
      this.trigger = { text, onSilent };
    });
  }

  /** Accepts new connections but forwards nothing on them until {@link resumeNewConnections}. */
  pauseNewConnections(): void {
    this.waiting ??= [];
  }

  resumeNewConnections(): void {
    const waiting = this.waiting ?? [];
    this.waiting = undefined;
    for (const client of waiting) this.accept(client);
  }

  close(): void {
    for (const client of this.waiting ?? []) client.destroy();
    for (const { client, server } of this.connections) {
      client.destroy();
      server.destroy();
    }
    this.server.close();
  }

  private accept(client: Socket): void {
    if (this.waiting) return void this.waiting.push(client.on('error', () => undefined));
    const server = connect(Number(this.target.port), this.target.hostname);
    const connection: ProxiedConnection = { client, server, isSilent: false };
    this.connections.add(connection);
    client.on('data', (bytes) => this.isSilencedBy(bytes) || server.write(bytes));
    server.on('data', (bytes) => client.write(bytes));
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        if (!connection.isSilent) other.destroy();
        if (client.destroyed && server.destroyed) this.connections.delete(connection);
      });
    }
  }

  private isSilencedBy(bytes: Buffer): boolean {
    if (!this.trigger || !bytes.includes(this.trigger.text)) return false;
    this.silence();
    this.trigger.onSilent();
    this.trigger = undefined;
    return true;
  }
}
