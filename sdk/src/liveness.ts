/// <reference lib="dom" />

interface Dependencies {
  /** Whether the connection reports that it is open. */
  readonly isOpen: () => boolean;
  /** Whether a command waits for its acknowledgement. */
  readonly isWaiting: () => boolean;
  readonly ping: () => void;
  /** Called when nothing arrives on the open connection, which must be replaced. */
  readonly onDead: () => void;
  /** Called when there is no connection, and the network or the user may be back. */
  readonly onWake: () => void;
}

/** The event targets of a browser page; both are absent in Node. */
interface PageEvents {
  readonly window?: EventTarget | undefined;
  readonly document?: (EventTarget & { readonly visibilityState: string }) | undefined;
}

const TICK_MS = 1000;
/** Silent ticks of an unanswered command before a ping: 5 to 6 s, since the first tick may follow at once. */
const UNANSWERED_TICKS = 6;
/** Timeout of a ping, in ticks. */
const PING_TICKS = 3;
/** The longest timeout of a ping, in ticks: about as long as Engine.IO itself takes to detect a dead connection. */
const MAX_PING_TICKS = 48;
/**
 * A tick that is early or late by more than this, in milliseconds, means that the machine slept or its clock was set.
 */
const CLOCK_JUMP_MS = 3000;
/** The same for a hidden page, where browsers may fire timers only once a minute. */
const HIDDEN_CLOCK_JUMP_MS = 70_000;

/**
 * Detects a dead connection that still reports open. After a sleep of the machine or a change of the network the client
 * is not notified that its connection has ended, and Engine.IO takes up to 45 s to miss its own ping.
 *
 * Sends a ping whenever the connection may have died. Any packet that arrives, not only the response, proves that the
 * connection is alive, so a slow server keeps its clients.
 *
 * Time is counted in ticks, not by the clock: a process that was suspended or blocked must not conclude that nothing
 * arrived, because it has not processed the packets of that time.
 */
export class Liveness {
  private timer: ReturnType<typeof setInterval> | undefined;
  private tickedAt = 0;
  /** Whether the last tick was early or late by more than the limit. */
  private wasIrregular = false;
  /** Whether a packet was sent since the last one arrived. */
  private hasSent = false;
  /** Ticks without an arrival while a response was pending. */
  private silentTicks = 0;
  /** Ticks since the ping was sent; undefined when no ping is pending. */
  private pingTicks: number | undefined;
  private pingedAt = 0;
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

  /** To be called when a connection has been opened. */
  connected(): void {
    this.received();
    this.wasIrregular = false;
    this.pingedAt = 0;
    this.start();
  }

  /** To be called when the connection has ended. */
  disconnected(): void {
    clearInterval(this.timer);
    this.pingTicks = undefined;
  }

  /** To be called when a packet was sent that needs a response. */
  sent(): void {
    this.hasSent = true;
  }

  /** To be called when any packet has arrived. */
  received(): void {
    if (this.pingTicks !== undefined) this.allowedTicks = PING_TICKS;
    this.pingTicks = undefined;
    this.silentTicks = 0;
    this.hasSent = false;
  }

  /** Checks the connection; calls `onWake` if there is none. */
  wake(): void {
    if (this.deps.isOpen()) this.sendPing();
    // An attempt without a network would fail and only reset the backoff.
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
    // Acts one tick later, so that a disconnect event that is already queued is handled first.
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
    // On a slow line a large response arrives as a whole, after a silence: the next connection gets a longer timeout.
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
