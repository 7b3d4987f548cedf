import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** What bytes wait for that come over an open way, and over one that nothing passes any more. */
const OPEN = Promise.resolve();
const SHUT = new Promise<void>(() => undefined);

/** Two ends between which bytes pass. */
interface Joint {
  readonly ends: readonly [near: Socket, far: Socket];
  /** What has come in passes when this resolves. */
  gate: Promise<void>;
  /** Whether it has been silenced: nothing will pass it again. */
  silent: boolean;
}

/**
 * A way from one part to another, over TCP, that can be made to fail in the ways in which networks do.
 *
 * Invariants: on one connection nothing overtakes what was sent before it, however slow the way; an end that closes is
 * made known to the other one after all that it had sent, and as late.
 */
export class Link {
  private readonly server = createServer((near) => this.join(near));
  private readonly joints = new Set<Joint>();
  private refusing = false;
  /** What connections to come begin with. */
  private state: Pick<Joint, 'gate' | 'silent'> = { gate: OPEN, silent: false };
  private resume: () => void = () => undefined;
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
    for (const joint of this.joints) end(joint);
  }

  /** Ends all connections, and lets none through until it is mended. */
  cut(): void {
    this.refusing = true;
    this.drop();
  }

  /** Half-opens all connections, those to come, too: they stay, and nothing passes any more. */
  silence(): void {
    this.silenceOpen();
    this.state = { gate: SHUT, silent: true };
  }

  /** Half-opens the connections that there are; new ones go through. */
  silenceOpen(): void {
    for (const joint of this.joints) Object.assign(joint, { gate: SHUT, silent: true });
  }

  /** Holds back all that comes, also over connections to come, until it is mended; then everything arrives. */
  stall(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.resume = resolve;
    this.state = { gate: promise, silent: false };
    for (const joint of this.joints) joint.gate = promise;
  }

  /** Has everything take so much longer from now on. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** As it was; connections over which nothing passed are lost. */
  mend(): void {
    for (const joint of this.joints) if (joint.silent) end(joint);
    this.resume();
    this.refusing = false;
    this.state = { gate: OPEN, silent: false };
    this.delayMs = 0;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private join(near: Socket): void {
    if (this.refusing) return void near.destroy();
    const far = connect(this.target);
    const joint: Joint = { ends: [near, far], ...this.state };
    this.joints.add(joint);
    this.pass(joint, near, far);
    this.pass(joint, far, near);
  }

  private pass(joint: Joint, from: Socket, to: Socket): void {
    from.setNoDelay(true).on('error', () => undefined);
    let turn = Promise.resolve();
    from.on('data', (bytes) => {
      turn = handOn(joint, () => void to.write(bytes), { due: performance.now() + this.delayMs, after: turn });
    });
    from.on('close', () => {
      void handOn(joint, () => to.destroySoon(), { due: performance.now(), after: turn });
      if (to.destroyed) this.joints.delete(joint);
    });
  }
}

interface Turn {
  readonly due: number;
  /** What was sent before it. */
  readonly after: Promise<void>;
}

async function handOn(joint: Joint, pass: () => void, { due, after }: Turn): Promise<void> {
  await after;
  const early = due - performance.now();
  if (early > 0) await delay(early);
  await joint.gate;
  pass();
}

function end({ ends }: Joint): void {
  for (const one of ends) one.destroy();
}
