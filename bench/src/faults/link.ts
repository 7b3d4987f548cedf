import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * A way from one part to another, over TCP, that can be made to fail in the ways in which networks do.
 *
 * What holds for ever: on one connection nothing overtakes what was sent before it, as slow as that may be.
 */
export class Link {
  private readonly server = createServer((near) => this.join(near));
  private readonly ends = new Set<Socket>();
  private refusing = false;
  private silent = false;
  private delayMs = 0;

  private constructor(private readonly target: NetConnectOpts) {}

  static async to(target: NetConnectOpts): Promise<Link> {
    const link = new Link(target);
    await once(link.server.listen(0, '127.0.0.1'), 'listening');
    return link;
  }

  /** Where it begins. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Ends all connections; new ones go through. */
  drop(): void {
    for (const end of this.ends) end.destroy();
  }

  /** Ends all connections, and lets none through until it is mended. */
  cut(): void {
    this.refusing = true;
    this.drop();
  }

  /** Half-opens all connections, those to come, too: they stay, and nothing passes any more. */
  silence(): void {
    this.silent = true;
    for (const end of this.ends) end.pause();
  }

  /** Has everything take so much longer from now on. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** As it was; connections over which nothing passed are lost. */
  mend(): void {
    if (this.silent) this.drop();
    this.refusing = false;
    this.silent = false;
    this.delayMs = 0;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket): void {
    if (this.refusing) return void near.destroy();
    const far = connect(this.target);
    this.pass(near, far);
    this.pass(far, near);
  }

  private pass(from: Socket, to: Socket): void {
    this.ends.add(from);
    if (this.silent) from.pause();
    from.setNoDelay(true).on('error', () => undefined);
    let turn = Promise.resolve();
    from.on('data', (bytes) => {
      turn = handOn(bytes, to, { due: performance.now() + this.delayMs, after: turn });
    });
    from.on('close', () => {
      this.ends.delete(from);
      to.destroy();
    });
  }
}

interface Turn {
  readonly due: number;
  /** What was sent before it. */
  readonly after: Promise<void>;
}

async function handOn(bytes: Buffer, to: Socket, { due, after }: Turn): Promise<void> {
  await after;
  const early = due - performance.now();
  if (early > 0) await delay(early);
  to.write(bytes);
}
