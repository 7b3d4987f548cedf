import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Which way nothing passes: both, or only from the server to the client. */
type Silence = 'both' | 'answers';

/** A connection of a client, and the one to the server that belongs to it. */
interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isSilent: boolean;
}

/**
 * A TCP proxy in front of a server whose connections can go silent, as after a sleep of the client's machine or a restart of
 * a router: they stay open, nothing passes any more, and neither side learns when the other one closes. Connections that
 * are opened later work, or wait while they are held.
 */
export class SilentProxy {
  private readonly server = createServer((near) => this.join(near));
  private readonly pairs = new Set<Pair>();
  /** The connections that wait; undefined while none has to. */
  private held: Socket[] | undefined;
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
  silence(silence: Silence = 'both'): void {
    for (const pair of this.pairs) {
      pair.isSilent = true;
      pair.far.pause();
      if (silence === 'both') pair.near.pause();
    }
  }

  /** Silences every connection as soon as a client sends a text, which does not pass. Resolves when it did. */
  silenceAt(text: string): Promise<void> {
    return new Promise((onSilent) => {
      this.trigger = { text, onSilent };
    });
  }

  /** Has connections that are opened from now on wait for their release. */
  hold(): void {
    this.held ??= [];
  }

  release(): void {
    const held = this.held ?? [];
    this.held = undefined;
    for (const near of held) this.join(near);
  }

  close(): void {
    for (const near of this.held ?? []) near.destroy();
    for (const { near, far } of this.pairs) {
      near.destroy();
      far.destroy();
    }
    this.server.close();
  }

  private join(near: Socket): void {
    if (this.held) return void this.held.push(near.on('error', () => undefined));
    const pair: Pair = { near, far: connect(Number(this.target.port), this.target.hostname), isSilent: false };
    const { far } = pair;
    this.pairs.add(pair);
    near.on('data', (bytes) => this.isSilencedBy(bytes) || far.write(bytes));
    far.on('data', (bytes) => near.write(bytes));
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        if (!pair.isSilent) other.destroy();
        if (near.destroyed && far.destroyed) this.pairs.delete(pair);
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
