import type { Problem } from '@smart-hub/contract/problem';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { backoff } from './backoff.js';
import type { HubClient } from './client.js';
import { Liveness } from './liveness.js';
import { HubError } from './problem-error.js';
import type { HubSocket } from './socket.js';

/**
 * `catching up`: connected, and loading what was missed. `logged out`: the app has to log in, and to call `resume`.
 * `evicted`: the user has opened too many connections elsewhere; `resume` connects again, and ends the oldest of those.
 */
export type HubStatus = 'connecting' | 'catching up' | 'online' | 'offline' | 'evicted' | 'logged out';

/** Asks for another token. None: the user has to log in. A rejection: it could not be asked for now. */
export type RenewToken = () => Promise<string | undefined>;

interface Ports {
  readonly renewToken: RenewToken | undefined;
  readonly onOpen: () => void;
  /** Also when it could not be opened. `connecting`: it is opened anew at once. */
  readonly onLost: (status: Exclude<HubStatus, 'catching up' | 'online'>) => void;
  /** The client has another token while there is no connection. */
  readonly onToken: () => void;
  /** An open connection has ended. `byServer`: the other side ended it, or something on the way, and did not say why. */
  readonly onEnded: (byServer: boolean) => void;
  /** An attempt to open it has failed. */
  readonly onFailed: () => void;
  /** When it is tried again has changed. */
  readonly onTried: () => void;
}

/** How soon a token is renewed at the earliest, and how long a timer may wait, in milliseconds. */
const MIN_RENEWAL_MS = 500;
const MAX_TIMER_MS = 2_000_000_000;

/** Ends that neither this client nor its clock has brought about. */
const BY_SERVER = new Set(['transport close', 'transport error', 'io server disconnect']);

/**
 * After a server's restart everybody comes back, and must not at once. Each client has a pace of its own, and keeps to it
 * without further chance: so that it can say when it will try again. 2.5 to 7.5 s at most: 5,000 clients of a server that
 * was gone for minutes are then a thousand a second when it is back, which one node takes.
 */
function reconnection(): Partial<ManagerOptions> {
  const pace = 0.5 + Math.random();
  return {
    reconnectionDelay: 500 * pace,
    reconnectionDelayMax: 5000 * pace,
    randomizationFactor: 0,
    // Polling would begin on an idle HTTP connection of the browser's, which is dead when the WebSocket is.
    rememberUpgrade: true,
  };
}

/**
 * Keeps a socket open.
 *
 * Lost transports are socket.io-client's matter. It gives up, however, when the server refuses the handshake or
 * disconnects: then a new token is asked for if that is why, and otherwise it is tried again, less and less often.
 */
export class Connection {
  readonly socket: HubSocket;
  /** When it is tried again, in milliseconds since 1970; undefined while it is open, or being tried, or nobody will. */
  retryAt: number | undefined;
  /** How often it was lost or failed since it was last open or last tried by hand. */
  private losses = 0;
  private ended: Problem | undefined;
  private evicted = false;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** What is done when `retryAt` comes. */
  private retry: () => void = () => undefined;
  private resuming = false;
  private closed = false;
  private readonly liveness: Liveness;
  private renewal: ReturnType<typeof setTimeout> | undefined;
  private readonly unwatch: () => void;

  constructor(
    private readonly client: HubClient,
    private readonly ports: Ports,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ) {
    this.socket = client.connect({ forceNew: true, ...reconnection(), ...options });
    this.liveness = this.watch();
    this.unwatch = client.onToken(() => this.authenticate());
    this.socket.on('session_expired', ({ error }) => (this.ended = error));
    this.socket.on('connection_evicted', () => (this.evicted = true));
    const { opts } = this.socket.io.io;
    const { rememberUpgrade } = opts;
    this.socket.io
      .on('connect', () => {
        opts.rememberUpgrade = rememberUpgrade;
        this.liveness.opened();
        this.failures = 0;
        this.losses = 0;
        this.retryAt = undefined;
        this.ended = undefined;
        this.evicted = false;
        this.scheduleRenewal();
        ports.onOpen();
      })
      .on('disconnect', (reason) => {
        this.liveness.lost();
        clearTimeout(this.renewal);
        ports.onEnded(BY_SERVER.has(reason) && !this.evicted && this.ended === undefined);
        // Whoever closes it by hand means it, until they resume.
        // One that was evicted would evict the next.
        if (this.evicted) ports.onLost('evicted');
        else if (reason === 'io client disconnect') ports.onLost(this.resuming ? 'connecting' : 'offline');
        else this.lost(this.ended);
      })
      .on('connect_error', (error: Error & { data?: Problem }) => {
        ports.onFailed();
        // The network may have changed to one that lets no WebSocket through.
        if (error.data === undefined) opts.rememberUpgrade = false;
        this.lost(error.data);
      });
    this.socket.io.io.on('reconnect_attempt', () => {
      this.retryAt = undefined;
      ports.onTried();
    });
  }

  get isOpen(): boolean {
    return this.socket.io.connected;
  }

  /** Tries at once, with the token that the client has now. */
  resume(): void {
    clearTimeout(this.timer);
    this.retryAt = undefined;
    this.losses = 0;
    if (this.closed) return;
    this.resuming = true;
    // Without the first, a socket that waits for its next attempt would go on waiting.
    this.socket.io.disconnect().connect();
    this.resuming = false;
  }

  /** Checks an open connection, or tries at once what is to be tried later. See {@link Liveness}. */
  wake(): void {
    this.liveness.wake();
  }

  close(): void {
    this.closed = true;
    this.retryAt = undefined;
    this.liveness.close();
    this.unwatch();
    clearTimeout(this.timer);
    clearTimeout(this.renewal);
    this.socket.close();
  }

  /** The client has another token: the open connection goes on with it, and one that had to log in opens again. */
  private authenticate(): void {
    if (!this.isOpen) return this.ports.onToken();
    // Where that fails, the server ends the connection when its token ends.
    this.socket.command('authenticate', { token: this.client.accessToken! }).catch(() => undefined);
    this.scheduleRenewal();
  }

  /** Renews the token of an open connection before it ends. */
  private scheduleRenewal(failures = 0): void {
    clearTimeout(this.renewal);
    const { renewAt } = this.client;
    if (renewAt === undefined) return;
    const delay = failures > 0 ? backoff(failures) : renewAt - Date.now();
    const renew = () => {
      // Its listeners go on with the new one. Where the session has ended, the token is used to its end.
      this.client.renew().catch(() => this.scheduleRenewal(failures + 1));
    };
    this.renewal = setTimeout(renew, Math.min(Math.max(delay, MIN_RENEWAL_MS), MAX_TIMER_MS));
    // In Node, whose timers are objects, it must not keep the process running.
    (this.renewal as { unref?: () => void }).unref?.();
  }

  private watch(): Liveness {
    const liveness = new Liveness({
      isOpen: () => this.isOpen,
      isWaiting: () => this.socket.unanswered > 0,
      // Its answer is an arrival like any other, also when an older server does not know the command.
      ping: () => void this.socket.command('ping', {}).catch(() => undefined),
      onDead: () => this.resume(),
      onWake: () => this.retryNow(),
    });
    this.socket.io.onAnyOutgoing(() => liveness.sent());
    this.socket.io.io.on('packet', () => liveness.arrived()).on('ping', () => liveness.arrived());
    return liveness;
  }

  /** Does nothing while an attempt is being made, or when it was closed by hand or is logged out. */
  private retryNow(): void {
    if (this.retryAt === undefined) return;
    clearTimeout(this.timer);
    this.retryAt = undefined;
    this.retry();
    this.ports.onLost('connecting');
  }

  private lost(problem: Problem | undefined): void {
    this.retryAt = undefined;
    if (!this.closed && this.socket.io.active) {
      this.retryAt = Date.now() + this.reconnectionDelay();
      this.retry = () => this.resume();
    } else if (!this.closed) this.tryLater(problem);
    this.ports.onLost('offline');
  }

  /** As socket.io-client reckons: it does not tell. */
  private reconnectionDelay(): number {
    const manager = this.socket.io.io;
    this.losses += 1;
    return Math.min(manager.reconnectionDelay() * 2 ** (this.losses - 1), manager.reconnectionDelayMax());
  }

  private tryLater(problem: Problem | undefined): void {
    this.failures += 1;
    const act = problem?.code.startsWith('auth.token') ? () => void this.renew() : () => this.resume();
    clearTimeout(this.timer);
    // A token that has ended is renewed at once; a new token that is refused as well must not make a storm.
    const isDue = problem?.code.startsWith('auth.token') === true && this.failures === 1;
    const delay = isDue ? 0 : this.delay(problem);
    this.retryAt = Date.now() + delay;
    this.retry = act;
    this.timer = setTimeout(act, delay);
  }

  private delay(problem: Problem | undefined): number {
    return Math.max((problem?.retryAfter ?? 0) * 1000, backoff(this.failures));
  }

  private async renew(): Promise<void> {
    try {
      const token = await (this.ports.renewToken ?? (() => this.client.renew()))();
      if (this.closed) return;
      this.retryAt = undefined;
      if (token === undefined) return this.ports.onLost('logged out');
      if (this.ports.renewToken) this.client.useToken(token);
      this.resume();
    } catch (error) {
      if (this.closed) return;
      const isFinal = this.ports.renewToken && error instanceof HubError && !error.problem.retryable;
      if (isFinal) return this.ports.onLost('logged out');
      this.failures += 1;
      const delay = backoff(this.failures);
      this.retryAt = Date.now() + delay;
      this.retry = () => void this.renew();
      this.ports.onTried();
      this.timer = setTimeout(this.retry, delay);
    }
  }
}
