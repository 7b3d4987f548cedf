import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type NetConnectOpts, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** The gates of a link that forwards bytes, and of one that forwards nothing any more. */
const OPEN = Promise.resolve();
const SHUT = new Promise<void>(() => undefined);

/** A proxied connection, with a socket at each end. */
interface ProxiedConnection {
  readonly ends: readonly [near: Socket, far: Socket];
  /** Received bytes are forwarded when this resolves. */
  gate: Promise<void>;
  /** Whether nothing will be forwarded any more. */
  isSilent: boolean;
}

/**
 * A TCP proxy between two processes, which can be made to fail as networks do.
 *
 * Invariants: on one connection bytes arrive in the order in which they were sent, however slow the link is. The close
 * of one end reaches the other end after all bytes that were sent before it, and with the same delay.
 */
export class Link {
  private readonly server = createServer((near) => this.accept(near));
  private readonly connections = new Set<ProxiedConnection>();
  private isRefusing = false;
  /** The initial state of new connections. */
  private initialState: Pick<ProxiedConnection, 'gate' | 'isSilent'> = { gate: OPEN, isSilent: false };
  private resume: () => void = () => undefined;
  private delayMs = 0;

  private constructor(private readonly target: NetConnectOpts) {}

  /** Creates a link to an address, which listens on a free port. */
  static async to(target: NetConnectOpts): Promise<Link> {
    const link = new Link(target);
    await once(link.server.listen(0, '127.0.0.1'), 'listening');
    return link;
  }

  /** The port on which it listens. */
  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Closes all connections; new ones work. */
  drop(): void {
    for (const connection of this.connections) end(connection);
  }

  /** Closes all connections, and refuses new ones until it is restored. */
  cut(): void {
    this.isRefusing = true;
    this.drop();
  }

  /** Makes existing and new connections half-open: they stay open, and forward nothing. */
  silenceAll(): void {
    this.silenceExisting();
    this.initialState = { gate: SHUT, isSilent: true };
  }

  /** Makes the existing connections half-open; new ones work. */
  silenceExisting(): void {
    for (const connection of this.connections) Object.assign(connection, { gate: SHUT, isSilent: true });
  }

  /** Holds back the bytes of existing and new connections until it is restored; then all of them arrive. */
  stall(): void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.resume = resolve;
    this.initialState = { gate: promise, isSilent: false };
    for (const connection of this.connections) connection.gate = promise;
  }

  /** Delays all bytes that are sent from now on. */
  delay(ms: number): void {
    this.delayMs = ms;
  }

  /** Ends the failure. Silent connections are closed. */
  restore(): void {
    for (const connection of this.connections) if (connection.isSilent) end(connection);
    this.resume();
    this.isRefusing = false;
    this.initialState = { gate: OPEN, isSilent: false };
    this.delayMs = 0;
  }

  close(): void {
    this.cut();
    this.server.close();
  }

  private accept(near: Socket): void {
    if (this.isRefusing) return void near.destroy();
    const far = connect(this.target);
    const connection: ProxiedConnection = { ends: [near, far], ...this.initialState };
    this.connections.add(connection);
    this.forward(connection, near, far);
    this.forward(connection, far, near);
  }

  private forward(connection: ProxiedConnection, from: Socket, to: Socket): void {
    from.setNoDelay(true).on('error', () => undefined);
    let previous = Promise.resolve();
    from.on('data', (bytes) => {
      const due = performance.now() + this.delayMs;
      previous = forwardInOrder(connection, () => void to.write(bytes), { due, after: previous });
    });
    from.on('close', () => {
      void forwardInOrder(connection, () => to.destroySoon(), { due: performance.now(), after: previous });
      if (to.destroyed) this.connections.delete(connection);
    });
  }
}

interface ForwardOptions {
  /** When the bytes are due at the other end, by `performance.now()`. */
  readonly due: number;
  /** Resolves when everything that was sent before has been forwarded. */
  readonly after: Promise<void>;
}

async function forwardInOrder(
  connection: ProxiedConnection,
  send: () => void,
  { due, after }: ForwardOptions,
): Promise<void> {
  await after;
  const early = due - performance.now();
  if (early > 0) await delay(early);
  await connection.gate;
  send();
}

function end({ ends }: ProxiedConnection): void {
  for (const one of ends) one.destroy();
}
