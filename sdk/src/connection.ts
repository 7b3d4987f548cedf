import type { Problem } from '@smart-hub/contract/problem';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { backoff } from './backoff.js';
import type { HubClient } from './client.js';
import { Liveness } from './liveness.js';
import { HubError } from './hub-error.js';
import type { HubSocket } from './socket.js';

/**
 * The state of the connection. `connecting`: an attempt to connect is in progress. `catching up`: connected, and
 * loading missed changes. `online`: connected and up to date. `offline`: waiting for the next attempt to connect.
 * `logged out`: the user has to log in, and the app then has to call `resume`. `evicted`: the server closed the
 * connection because the user has too many connections; `resume` connects again, and the server then evicts the user's
 * oldest connection.
 */
export type HubStatus = 'connecting' | 'catching up' | 'online' | 'offline' | 'evicted' | 'logged out';

/** Returns a new access token; undefined if the user has to log in. Must reject if a token cannot be fetched now. */
export type RenewToken = () => Promise<string | undefined>;

interface Dependencies {
  readonly renewToken: RenewToken | undefined;
  /** Called when a connection has opened. */
  readonly onOpen: () => void;
  /**
   * Called when a connection was lost or could not be opened. The status is `connecting` if the next attempt starts at
   * once.
   */
  readonly onUnavailable: (status: Exclude<HubStatus, 'catching up' | 'online'>) => void;
  /** Called when the client has a new token while there is no connection. */
  readonly onNewToken: () => void;
  /**
   * Called when an open connection has ended. `byServer` is true if the server or a proxy ended it, except because of
   * an eviction or an expired session.
   */
  readonly onDisconnect: (byServer: boolean) => void;
  /** Called when an attempt to connect has failed. */
  readonly onConnectError: () => void;
  /** Called when `retryAt` has changed. */
  readonly onRetryAtChange: () => void;
}

/** The shortest delay before a renewal of the token, in milliseconds. */
const MIN_RENEWAL_MS = 500;
/** The longest delay of a timer, in milliseconds: less than the 2^31 ms above which timers fire at once. */
const MAX_TIMER_MS = 2_000_000_000;

/**
 * The reasons of socket.io-client for a disconnect that the server or a proxy has caused: the others are calls of this
 * client and a ping timeout.
 */
const REMOTE_DISCONNECTS = new Set(['transport close', 'transport error', 'io server disconnect']);

/**
 * Returns options that spread the reconnects of all clients after a restart of the server. Each client multiplies its
 * delays by a random factor, which it chooses once, without further jitter, so that `retryAt` is exact. The maximum
 * delay is 2.5 to 7.5 s: if a server was down for minutes, 5,000 clients reconnect at 1,000 per second, which one node
 * can handle.
 */
function reconnectionOptions(): Partial<ManagerOptions> {
  const factor = 0.5 + Math.random();
  return {
    reconnectionDelay: 500 * factor,
    reconnectionDelayMax: 5000 * factor,
    randomizationFactor: 0,
    // Reconnects by WebSocket. Polling would reuse an idle HTTP connection of the browser; if the previous WebSocket was
    // dead, that connection is probably dead too.
    rememberUpgrade: true,
  };
}

/**
 * Keeps a socket connected.
 *
 * socket.io-client reconnects by itself after a lost transport, but not when the server refuses the handshake or
 * disconnects the socket. Then this class renews the token if the token was refused, and otherwise retries with
 * backoff.
 */
export class Connection {
  readonly socket: HubSocket;
  /** The time of the next attempt to connect, in milliseconds since 1970; undefined unless one is scheduled. */
  retryAt: number | undefined;
  /** Lost connections and failed attempts since the last connection or the last call of `resume`. */
  private attempts = 0;
  /** The problem of the last `session_expired` event; cleared when the next connection opens. */
  private sessionProblem: Problem | undefined;
  private isEvicted = false;
  /** Consecutive failures after which this class, not socket.io-client, has scheduled the next attempt. */
  private failures = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  /** The action that runs at `retryAt`, or earlier when {@link wake} is called. */
  private onRetry: () => void = () => undefined;
  /** True during the call of `disconnect` in {@link resume}, whose event must not set the status `offline`. */
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
        // Neither an evicted client, which would evict another connection, nor a socket that the app has closed
        // reconnects until the app calls `resume`.
        if (this.isEvicted) deps.onUnavailable('evicted');
        else if (reason === 'io client disconnect') deps.onUnavailable(this.isResuming ? 'connecting' : 'offline');
        else this.connectionLost(this.sessionProblem);
      })
      .on('connect_error', (error: Error & { data?: Problem }) => {
        deps.onConnectError();
        // Without a problem from the server, the network may have changed to one that blocks WebSockets: allow polling.
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
    // `connect` alone has no effect on a socket that waits for its next attempt to reconnect.
    this.socket.io.disconnect().connect();
    this.isResuming = false;
  }

  /** Checks whether an open connection is alive; without a connection, starts the scheduled attempt at once. */
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
    // If the command fails, the server ends the connection when the old token expires, and the client then reconnects.
    this.socket.command('authenticate', { token: this.client.accessToken! }).catch(() => undefined);
    this.scheduleRenewal();
  }

  /** While a connection is open, schedules the renewal of its token before the token expires. */
  private scheduleRenewal(failures = 0): void {
    clearTimeout(this.renewalTimer);
    const { renewAt } = this.client;
    if (renewAt === undefined) return;
    const delay = failures > 0 ? backoff(failures) : renewAt - Date.now();
    const renew = () => {
      // A new token is used by the listener that the constructor has registered with `onToken`. If the session has
      // ended, the connection stays open until the old token expires.
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
      // The result does not matter: any response proves that the connection is alive, even the error of an older server
      // that does not know the command `ping`.
      ping: () => void this.socket.command('ping', {}).catch(() => undefined),
      onDead: () => this.resume(),
      onWake: () => this.retryNow(),
    });
    this.socket.io.onAnyOutgoing(() => liveness.sent());
    this.socket.io.io.on('packet', () => liveness.received()).on('ping', () => liveness.received());
    return liveness;
  }

  /**
   * Starts the scheduled attempt now. Does nothing if none is scheduled: while an attempt is in progress, and after the
   * app has closed the socket or the user was logged out.
   */
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

  /**
   * Calculates the delay before the next attempt as socket.io-client does, which does not expose it. In milliseconds.
   */
  private reconnectionDelay(): number {
    const manager = this.socket.io.io;
    this.attempts += 1;
    return Math.min(manager.reconnectionDelay() * 2 ** (this.attempts - 1), manager.reconnectionDelayMax());
  }

  private scheduleRetry(problem: Problem | undefined): void {
    this.failures += 1;
    const action = problem?.code.startsWith('auth.token') ? () => void this.renew() : () => this.resume();
    clearTimeout(this.retryTimer);
    // An expired token is renewed at once. If the new token is refused, too, backoff prevents a storm of requests.
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
