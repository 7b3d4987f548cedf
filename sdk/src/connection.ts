import type { Problem } from '@smart-hub/contract/problem';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { backoff } from './backoff.js';
import type { HubClient } from './client.js';
import { Liveness } from './liveness.js';
import { HubError } from './hub-error.js';
import type { HubSocket } from './socket.js';

/**
 * `catching up`: connected, and loading missed changes. `online`: connected and up to date. `offline`: waiting for the
 * next attempt to connect. `logged out`: the user has to log in, and the app to call `resume`. `evicted`: the server
 * closed the connection because the user has opened too many others; `resume` connects again, and evicts the oldest of
 * those.
 */
export type HubStatus = 'connecting' | 'catching up' | 'online' | 'offline' | 'evicted' | 'logged out';

/** Returns a new access token; undefined if the user has to log in. Rejects if the token cannot be fetched now. */
export type RenewToken = () => Promise<string | undefined>;

interface Dependencies {
  readonly renewToken: RenewToken | undefined;
  readonly onOpen: () => void;
  /**
   * Called when there is no connection: it was lost or could not be opened. `connecting`: the next attempt starts at
   * once.
   */
  readonly onUnavailable: (status: Exclude<HubStatus, 'catching up' | 'online'>) => void;
  /** Called when the client has a new token while there is no connection. */
  readonly onNewToken: () => void;
  /** Called when an open connection has ended. `byServer`: the server or a proxy ended it without naming a reason. */
  readonly onDisconnect: (byServer: boolean) => void;
  /** Called when an attempt to connect has failed. */
  readonly onConnectError: () => void;
  /** Called when `retryAt` has changed. */
  readonly onRetryAtChange: () => void;
}

/** The shortest delay before a renewal, and the longest delay of a timer, in milliseconds. */
const MIN_RENEWAL_MS = 500;
const MAX_TIMER_MS = 2_000_000_000;

/** The reasons of socket.io-client for a disconnect that this client has not caused, by a call or a ping timeout. */
const REMOTE_DISCONNECTS = new Set(['transport close', 'transport error', 'io server disconnect']);

/**
 * Spreads the reconnects of all clients after a restart of the server. Each client chooses a random factor once and
 * adds no further jitter, so that `retryAt` is exact. The maximum delay is 2.5 to 7.5 s: if a server was down for
 * minutes, 5,000 clients reconnect at 1,000 per second, which one node can handle.
 */
function reconnectionOptions(): Partial<ManagerOptions> {
  const factor = 0.5 + Math.random();
  return {
    reconnectionDelay: 500 * factor,
    reconnectionDelayMax: 5000 * factor,
    randomizationFactor: 0,
    // Polling would start on an idle HTTP connection of the browser, which is dead if the WebSocket is.
    rememberUpgrade: true,
  };
}

/**
 * Keeps a socket connected.
 *
 * socket.io-client reconnects after a lost transport, but not when the server refuses the handshake or disconnects the
 * socket. In these cases this class renews the token if that is the reason, and otherwise retries with backoff.
 */
export class Connection {
  readonly socket: HubSocket;
  /** The time of the next attempt to connect, in milliseconds since 1970; undefined unless one is scheduled. */
  retryAt: number | undefined;
  /** Lost connections and failed attempts since the last connection or the last call of `resume`. */
  private attempts = 0;
  private sessionProblem: Problem | undefined;
  private isEvicted = false;
  private failures = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** The action scheduled for `retryAt`. */
  private onRetry: () => void = () => undefined;
  private isResuming = false;
  private isClosed = false;
  private readonly liveness: Liveness;
  private renewalTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly unwatch: () => void;

  constructor(
    private readonly client: HubClient,
    private readonly deps: Dependencies,
    options: Partial<ManagerOptions & SocketOptions> = {},
  ) {
    this.socket = client.connect({ forceNew: true, ...reconnectionOptions(), ...options });
    this.liveness = this.watch();
    this.unwatch = client.onToken(() => this.authenticate());
    this.socket.on('session_expired', ({ error }) => (this.sessionProblem = error));
    this.socket.on('connection_evicted', () => (this.isEvicted = true));
    const { opts } = this.socket.io.io;
    const { rememberUpgrade } = opts;
    this.socket.io
      .on('connect', () => {
        opts.rememberUpgrade = rememberUpgrade;
        this.liveness.connected();
        this.failures = 0;
        this.attempts = 0;
        this.retryAt = undefined;
        this.sessionProblem = undefined;
        this.isEvicted = false;
        this.scheduleRenewal();
        deps.onOpen();
      })
      .on('disconnect', (reason) => {
        this.liveness.disconnected();
        clearTimeout(this.renewalTimer);
        deps.onDisconnect(REMOTE_DISCONNECTS.has(reason) && !this.isEvicted && this.sessionProblem === undefined);
        // An evicted client does not reconnect: it would evict another connection.
        // Nor does a socket that the app has closed, until the app calls `resume`.
        if (this.isEvicted) deps.onUnavailable('evicted');
        else if (reason === 'io client disconnect') deps.onUnavailable(this.isResuming ? 'connecting' : 'offline');
        else this.connectionLost(this.sessionProblem);
      })
      .on('connect_error', (error: Error & { data?: Problem }) => {
        deps.onConnectError();
        // The network may have changed to one that blocks WebSockets.
        if (error.data === undefined) opts.rememberUpgrade = false;
        this.connectionLost(error.data);
      });
    this.socket.io.io.on('reconnect_attempt', () => {
      this.retryAt = undefined;
      deps.onRetryAtChange();
    });
  }

  get isOpen(): boolean {
    return this.socket.io.connected;
  }

  /** Connects at once, with the current token of the client. */
  resume(): void {
    clearTimeout(this.retryTimer);
    this.retryAt = undefined;
    this.attempts = 0;
    if (this.isClosed) return;
    this.isResuming = true;
    // Without `disconnect`, a socket that waits for its next attempt would go on waiting.
    this.socket.io.disconnect().connect();
    this.isResuming = false;
  }

  /** Checks an open connection, or starts the scheduled attempt at once. See {@link Liveness}. */
  wake(): void {
    this.liveness.wake();
  }

  close(): void {
    this.isClosed = true;
    this.retryAt = undefined;
    this.liveness.close();
    this.unwatch();
    clearTimeout(this.retryTimer);
    clearTimeout(this.renewalTimer);
    this.socket.close();
  }

  /**
   * Authenticates the open connection with the client's new token; without a connection, reports the token to the hub.
   */
  private authenticate(): void {
    if (!this.isOpen) return this.deps.onNewToken();
    // If this fails, the server ends the connection when the old token expires.
    this.socket.command('authenticate', { token: this.client.accessToken! }).catch(() => undefined);
    this.scheduleRenewal();
  }

  /** Schedules the renewal of the token of an open connection before it expires. */
  private scheduleRenewal(failures = 0): void {
    clearTimeout(this.renewalTimer);
    const { renewAt } = this.client;
    if (renewAt === undefined) return;
    const delay = failures > 0 ? backoff(failures) : renewAt - Date.now();
    const renew = () => {
      // The listeners of the client use the new token. If the session has ended, the old token is used until it
      // expires.
      this.client.renew().catch(() => this.scheduleRenewal(failures + 1));
    };
    this.renewalTimer = setTimeout(renew, Math.min(Math.max(delay, MIN_RENEWAL_MS), MAX_TIMER_MS));
    // In Node, where timers are objects, this one must not keep the process alive.
    (this.renewalTimer as { unref?: () => void }).unref?.();
  }

  private watch(): Liveness {
    const liveness = new Liveness({
      isOpen: () => this.isOpen,
      isWaiting: () => this.socket.unanswered > 0,
      // Any response proves that the connection is alive, also the error of an older server that does not know the
      // command.
      ping: () => void this.socket.command('ping', {}).catch(() => undefined),
      onDead: () => this.resume(),
      onWake: () => this.retryNow(),
    });
    this.socket.io.onAnyOutgoing(() => liveness.sent());
    this.socket.io.io.on('packet', () => liveness.received()).on('ping', () => liveness.received());
    return liveness;
  }

  /** Does nothing while an attempt is in progress, or after the app closed the socket or the user was logged out. */
  private retryNow(): void {
    if (this.retryAt === undefined) return;
    clearTimeout(this.retryTimer);
    this.retryAt = undefined;
    this.onRetry();
    this.deps.onUnavailable('connecting');
  }

  private connectionLost(problem: Problem | undefined): void {
    this.retryAt = undefined;
    if (!this.isClosed && this.socket.io.active) {
      this.retryAt = Date.now() + this.reconnectionDelay();
      this.onRetry = () => this.resume();
    } else if (!this.isClosed) this.scheduleRetry(problem);
    this.deps.onUnavailable('offline');
  }

  /** Repeats the calculation of socket.io-client, which does not expose its delay. */
  private reconnectionDelay(): number {
    const manager = this.socket.io.io;
    this.attempts += 1;
    return Math.min(manager.reconnectionDelay() * 2 ** (this.attempts - 1), manager.reconnectionDelayMax());
  }

  private scheduleRetry(problem: Problem | undefined): void {
    this.failures += 1;
    const action = problem?.code.startsWith('auth.token') ? () => void this.renew() : () => this.resume();
    clearTimeout(this.retryTimer);
    // An expired token is renewed at once. If the new one is refused too, backoff prevents a storm of requests.
    const isImmediate = problem?.code.startsWith('auth.token') === true && this.failures === 1;
    const delay = isImmediate ? 0 : this.retryDelay(problem);
    this.retryAt = Date.now() + delay;
    this.onRetry = action;
    this.retryTimer = setTimeout(action, delay);
  }

  private retryDelay(problem: Problem | undefined): number {
    return Math.max((problem?.retryAfter ?? 0) * 1000, backoff(this.failures));
  }

  private async renew(): Promise<void> {
    try {
      const token = await (this.deps.renewToken ?? (() => this.client.renew()))();
      if (this.isClosed) return;
      this.retryAt = undefined;
      if (token === undefined) return this.deps.onUnavailable('logged out');
      if (this.deps.renewToken) this.client.useToken(token);
      this.resume();
    } catch (error) {
      if (this.isClosed) return;
      const isFinal = this.deps.renewToken && error instanceof HubError && !error.problem.retryable;
      if (isFinal) return this.deps.onUnavailable('logged out');
      this.failures += 1;
      const delay = backoff(this.failures);
      this.retryAt = Date.now() + delay;
      this.onRetry = () => void this.renew();
      this.deps.onRetryAtChange();
      this.retryTimer = setTimeout(this.onRetry, delay);
    }
  }
}
