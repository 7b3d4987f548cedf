/// <reference lib="dom" />

interface Dependencies {
  /** Whether the connection reports that it is open. */
  readonly isOpen: () => boolean;
  /** Whether a command has been sent and not acknowledged yet. */
  readonly isWaiting: () => boolean;
  /** Sends a ping. */
  readonly ping: () => void;
  /** Called when nothing arrives on the open connection. The connection must then be replaced. */
  readonly onDead: () => void;
  /** Called while there is no connection, when the network is back or the user returns to the page. */
  readonly onWake: () => void;
}

/** The event targets of a browser page; both are absent in Node. */
interface PageEvents {
  readonly window?: EventTarget | undefined;
  readonly document?: (EventTarget & { readonly visibilityState: string }) | undefined;
}

/** The interval of ticks, in milliseconds. */
const TICK_MS = 1000;
/**
 * How many ticks may pass without an arriving packet while a response is pending, before a ping is sent: 5 to 6 s,
 * because the first tick may follow at once.
 */
const UNANSWERED_TICKS = 6;
/** The initial timeout of a ping, in ticks. */
const PING_TICKS = 3;
/** The longest timeout of a ping, in ticks: about the time that Engine.IO itself takes to detect a dead connection. */
const MAX_PING_TICKS = 48;
/** If a tick is early or late by more than this, in milliseconds, the machine was asleep or its clock was changed. */
const CLOCK_JUMP_MS = 3000;
/** Replaces {@link CLOCK_JUMP_MS} on a hidden page, where browsers may fire timers only once a minute. */
const HIDDEN_CLOCK_JUMP_MS = 70_000;

/**
 * Detects a connection that is dead although its state is open. After a sleep of the machine or a change of the network
 * the client is not notified that its connection has ended, and Engine.IO takes up to 45 s to notice that the server's
 * pings no longer arrive.
 *
 * This class sends a ping whenever the connection may have died. Any packet that then arrives, not only the response to
 * the ping, proves that the connection is alive, so a slow server keeps its clients.
 *
 * Time is counted in ticks, not by the clock: a process that was suspended or blocked has not processed the packets of
 * that time, and must not conclude that none arrived.
 */
export class Liveness {
  private timer: ReturnType<typeof setInterval> | undefined;
  /** When the last tick was, by the clock, in milliseconds since 1970. */
  private tickedAt = 0;
  /** Whether the last tick was early or late by more than {@link CLOCK_JUMP_MS}. */
  private wasIrregular = false;
  /** Whether this client has sent a packet since it last received one. */
  private hasSent = false;
  /** The number of consecutive ticks without an arriving packet while a response was pending. */
  private silentTicks = 0;
  /** Ticks since the ping was sent; undefined when no ping is pending. */
  private pingTicks: number | undefined;
  /** When the last ping was sent, by the clock, in milliseconds since 1970. */
  private pingedAt = 0;
  /** The current timeout of a ping, in ticks. */
  private allowedTicks = PING_TICKS;
  private readonly listeners = new AbortController();

  constructor(
    private readonly deps: Dependencies,
    private readonly page: PageEvents = currentPage(),
  ) {
    const { window, document } = page;
    const { signal } = this.listeners;
    const wake = () => this.wake();
    window?.addEventListener('online', wake, { signal });
    window?.addEventListener('pageshow', wake, { signal });
    window?.addEventListener('focus', () => this.sendPing(), { signal });
    document?.addEventListener('visibilitychange', () => this.isHidden || this.wake(), { signal });
  }

  /** The caller must call this when a connection has opened. */
  connected(): void {
    this.received();
    this.wasIrregular = false;
    this.pingedAt = 0;
    this.start();
  }

  /** The caller must call this when the connection has ended. */
  disconnected(): void {
    clearInterval(this.timer);
    this.pingTicks = undefined;
  }

  /** The caller must call this when it has sent a packet that needs a response. */
  sent(): void {
    this.hasSent = true;
  }

  /** The caller must call this when any packet has arrived. */
  received(): void {
    if (this.pingTicks !== undefined) this.allowedTicks = PING_TICKS;
    this.pingTicks = undefined;
    this.silentTicks = 0;
    this.hasSent = false;
  }

  /** Sends a ping on an open connection; calls `onWake` if no connection is open. */
  wake(): void {
    if (this.deps.isOpen()) this.sendPing();
    // Without a network, an attempt to connect would only fail, and reset the backoff.
    else if (mayBeOnline()) this.deps.onWake();
  }

  close(): void {
    this.disconnected();
    this.listeners.abort();
  }

  private get isHidden(): boolean {
    return this.page.document?.visibilityState === 'hidden';
  }

  /** Sends a ping, unless one is pending or was sent within the last second: browser events come in groups. */
  private sendPing(): void {
    const isRecent = Math.abs(Date.now() - this.pingedAt) < TICK_MS;
    if (!this.deps.isOpen() || this.pingTicks !== undefined || isRecent) return;
    this.pingTicks = 0;
    this.pingedAt = Date.now();
    this.start();
    this.deps.ping();
  }

  private start(): void {
    clearInterval(this.timer);
    this.tickedAt = Date.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    // In Node, where timers are objects, this one must not keep the process alive.
    (this.timer as { unref?: () => void }).unref?.();
  }

  private tick(): void {
    const isIrregular =
      Math.abs(Date.now() - this.tickedAt - TICK_MS) > (this.isHidden ? HIDDEN_CLOCK_JUMP_MS : CLOCK_JUMP_MS);
    this.tickedAt = Date.now();
    // A ping because of a clock jump is sent one tick later: a disconnect event may be queued, and is handled first.
    const hasJumped = this.wasIrregular;
    this.wasIrregular = isIrregular;
    if (this.pingTicks !== undefined) return this.awaitPong(this.pingTicks + 1);
    const isWaiting = this.hasSent || this.deps.isWaiting();
    this.silentTicks = isWaiting ? this.silentTicks + 1 : 0;
    if (!isWaiting) this.allowedTicks = PING_TICKS;
    if (hasJumped || this.silentTicks >= UNANSWERED_TICKS) this.sendPing();
  }

  private awaitPong(ticks: number): void {
    this.pingTicks = ticks;
    if (ticks < this.allowedTicks) return;
    // Over a slow network a large response takes long, and is one packet: allow the next connection a longer timeout.
    this.allowedTicks = Math.min(this.allowedTicks * 2, MAX_PING_TICKS);
    this.deps.onDead();
  }
}

/** Returns false where the browser knows that there is no network. Node's navigator has no such property. */
function mayBeOnline(): boolean {
  const navigator = globalThis.navigator as { readonly onLine?: boolean } | undefined;
  return navigator?.onLine ?? true;
}

function currentPage(): PageEvents {
  // React Native has a window without `addEventListener`.
  const hasEvents = typeof window === 'object' && typeof window.addEventListener === 'function';
  return {
    window: hasEvents ? window : undefined,
    document: typeof document === 'object' ? document : undefined,
  };
}
