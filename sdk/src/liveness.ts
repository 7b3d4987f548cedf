/// <reference lib="dom" />

interface Ports {
  /** Whether the connection reports that it is open. */
  readonly isOpen: () => boolean;
  /** Whether a command waits for its answer. */
  readonly isWaiting: () => boolean;
  readonly ping: () => void;
  /** Called when nothing arrives on the open connection: it must be replaced. */
  readonly onDead: () => void;
  /** Called when the network or the user may be back while there is no connection. */
  readonly onWake: () => void;
}

/** Where the events of a browser come from; both are absent in Node. */
interface Page {
  readonly window?: EventTarget | undefined;
  readonly document?: (EventTarget & { readonly visibilityState: string }) | undefined;
}

const TICK_MS = 1000;
/** Ticks after which an unanswered command is worth a ping: 5 to 6 s, since the first tick may follow at once. */
const UNANSWERED_TICKS = 6;
/** Ticks that a ping may stay unanswered. */
const PING_TICKS = 3;
/** The most that this is extended to: about as long as Engine.IO itself takes to notice. */
const MAX_PING_TICKS = 48;
/** A tick that is off by more than this, in milliseconds: the machine slept, or its clock was set. */
const JUMP_MS = 3000;
/** The same in a hidden page, whose timers browsers may fire once a minute only. */
const HIDDEN_JUMP_MS = 70_000;

/**
 * Notices that an open connection is dead: after a sleep of the machine or a change of the network no end of a connection
 * is announced, and Engine.IO takes up to 45 s to miss its own ping.
 *
 * Whenever the connection may have died it sends a ping. Anything that arrives, not only the answer, proves that the
 * connection is alive: a slow server keeps its clients.
 *
 * Time is counted in ticks, not by the clock: a process that was suspended or blocked for a while must not conclude that
 * nothing arrived, since it has not looked at what did.
 */
export class Liveness {
  private timer: ReturnType<typeof setInterval> | undefined;
  private tickedAt = 0;
  /** Whether the last tick came at another time than it should. */
  private wasOff = false;
  /** Whether something was sent since the last arrival. */
  private asked = false;
  /** Ticks without an arrival while an answer was due. */
  private silentTicks = 0;
  /** Ticks since the ping was sent; undefined when none is on its way. */
  private pingTicks: number | undefined;
  private pingedAt = 0;
  private patience = PING_TICKS;
  private readonly closed = new AbortController();

  constructor(
    private readonly ports: Ports,
    private readonly page: Page = currentPage(),
  ) {
    const { window, document } = page;
    const { signal } = this.closed;
    const wake = () => this.wake();
    window?.addEventListener('online', wake, { signal });
    window?.addEventListener('pageshow', wake, { signal });
    window?.addEventListener('focus', () => this.check(), { signal });
    document?.addEventListener('visibilitychange', () => this.isHidden || this.wake(), { signal });
  }

  /** A connection has been opened. */
  opened(): void {
    this.arrived();
    this.wasOff = false;
    this.pingedAt = 0;
    this.start();
  }

  /** The connection has ended. */
  lost(): void {
    clearInterval(this.timer);
    this.pingTicks = undefined;
  }

  /** Something was sent that is to be answered. */
  sent(): void {
    this.asked = true;
  }

  /** Something arrived, whatever it was. */
  arrived(): void {
    if (this.pingTicks !== undefined) this.patience = PING_TICKS;
    this.pingTicks = undefined;
    this.silentTicks = 0;
    this.asked = false;
  }

  /** Checks the connection; without one, has it tried at once. */
  wake(): void {
    if (this.ports.isOpen()) this.check();
    // An attempt without a network would only start the waiting times anew.
    else if (mayBeOnline()) this.ports.onWake();
  }

  close(): void {
    this.lost();
    this.closed.abort();
  }

  private get isHidden(): boolean {
    return this.page.document?.visibilityState === 'hidden';
  }

  /** Sends a ping, unless there is one on its way or was one a moment ago: events come in groups. */
  private check(): void {
    const isRecent = Math.abs(Date.now() - this.pingedAt) < TICK_MS;
    if (!this.ports.isOpen() || this.pingTicks !== undefined || isRecent) return;
    this.pingTicks = 0;
    this.pingedAt = Date.now();
    this.start();
    this.ports.ping();
  }

  private start(): void {
    clearInterval(this.timer);
    this.tickedAt = Date.now();
    this.timer = setInterval(() => this.tick(), TICK_MS);
    // In Node, whose timers are objects, it must not keep the process running.
    (this.timer as { unref?: () => void }).unref?.();
  }

  private tick(): void {
    const isOff = Math.abs(Date.now() - this.tickedAt - TICK_MS) > (this.isHidden ? HIDDEN_JUMP_MS : JUMP_MS);
    this.tickedAt = Date.now();
    // One tick later, so that the end of the connection, if it is known already, is seen first.
    const hasJumped = this.wasOff;
    this.wasOff = isOff;
    if (this.pingTicks !== undefined) return this.awaitAnswer(this.pingTicks + 1);
    const isWaiting = this.asked || this.ports.isWaiting();
    this.silentTicks = isWaiting ? this.silentTicks + 1 : 0;
    if (!isWaiting) this.patience = PING_TICKS;
    if (hasJumped || this.silentTicks >= UNANSWERED_TICKS) this.check();
  }

  private awaitAnswer(ticks: number): void {
    this.pingTicks = ticks;
    if (ticks < this.patience) return;
    // On a slow line a large answer arrives as a whole, after a silence: the next connection gets the time that it needs.
    this.patience = Math.min(this.patience * 2, MAX_PING_TICKS);
    this.ports.onDead();
  }
}

/** False where the browser knows that there is no network. Node's navigator does not say. */
function mayBeOnline(): boolean {
  const navigator = globalThis.navigator as { readonly onLine?: boolean } | undefined;
  return navigator?.onLine ?? true;
}

function currentPage(): Page {
  // React Native has a window without events.
  const hasEvents = typeof window === 'object' && typeof window.addEventListener === 'function';
  return {
    window: hasEvents ? window : undefined,
    document: typeof document === 'object' ? document : undefined,
  };
}
