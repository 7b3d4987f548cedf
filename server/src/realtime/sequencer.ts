/** The position of an event in its stream, such as the changes of one conversation. Nodes send it to each other. */
export type StreamPosition = {
  readonly stream: string;
  /** The number of the event in the stream. */
  readonly at: number;
} & (
  | {
      /** Numbers have no gaps, and every event is emitted. */
      readonly kind: 'next';
      /**
       * The time between the writing of its predecessor and its own, in milliseconds; 0 if unknown, null if it has no
       * predecessor.
       */
      readonly pause: number | null;
    }
  /** The event supersedes all earlier ones. */
  | { readonly kind: 'newest' }
);

interface HeldEvent {
  readonly emit: () => void;
  /** When the event arrived, in milliseconds of `performance.now()`. */
  readonly since: number;
  /** The tick at which the event arrived. */
  readonly tick: number;
}

interface User {
  /** When the user connected. Clients read what was written before that, so it is not waited for. */
  readonly since: number;
  readonly streams: Map<string, Stream>;
}

interface Stream {
  /** The number of the last emitted event; undefined until the first number to emit is known. */
  last?: number;
  /** Events that arrived before their predecessors, by number, in the order of their arrival. */
  readonly held: Map<number, HeldEvent>;
}

/**
 * How long an event is held: 20 ticks of 50 ms, and not simply one second. The event loop reads its sockets between two
 * ticks, and a missing event has to cross several sockets, one in each turn. So a process that is busy, or was stalled,
 * waits longer.
 */
const HOLD_TICKS = 20;
const TICK_MS = 50;
/** How long an event is held at most, however busy the process is, in milliseconds. */
const MAX_HOLD_MS = 5000;
/** How many events may be held in one stream. */
const MAX_HELD = 500;
/** How many streams of one user are remembered: the most recently used ones. */
const STREAMS_PER_USER = 200;

/**
 * Orders the events that several nodes publish to the users of this one.
 *
 * Invariants: within a stream a user receives events in ascending order, and each at most once. A gap holds back the
 * events after it for one second from when it was noticed, or up to five if this process is busy; then it is skipped,
 * and the user must resync. The user must also resync when a skipped event arrives after all: it is not emitted. State
 * is kept for connected users only, and is bounded.
 */
export class Sequencer {
  private readonly users = new Map<string, User>();
  /** Streams with held events, and the user of each. */
  private readonly waiting = new Map<Stream, string>();
  private ticks = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onGap called with a user whose sockets may have missed an event */
  constructor(private readonly onGap: (userId: string) => void) {}

  /**
   * Adds a user who has connected to this node, so that events written from now on are waited for. Does nothing for a
   * known user.
   */
  addUser(userId: string): void {
    this.userOf(userId);
  }

  /** Forgets a user who is no longer connected to this node, and drops the events held for them. */
  removeUser(userId: string): void {
    for (const stream of this.users.get(userId)?.streams.values() ?? []) this.waiting.delete(stream);
    this.users.delete(userId);
  }

  /**
   * Emits an event to a connected user in the order of its stream: now, when its predecessors have been emitted or
   * given up, or, if it arrives after it was given up, never.
   */
  deliver(userId: string, position: StreamPosition, emit: () => void): void {
    const user = this.userOf(userId);
    const stream = this.streamOf(userId, user, position.stream);
    const { at } = position;
    if (position.kind === 'newest') {
      if (at <= (stream.last ?? 0)) return;
      stream.last = at;
      return emit();
    }
    if (needsNoPredecessor(position.pause, user)) stream.last ??= Math.min(at, ...stream.held.keys()) - 1;
    if (stream.last !== undefined && at <= stream.last) return this.onGap(userId);
    stream.held.set(at, { emit, since: performance.now(), tick: this.ticks });
    this.emitReady(stream);
    if (stream.held.size > MAX_HELD) this.skipGap(userId, stream);
    this.updateWaiting(userId, stream);
  }

  /** Emits the held events that have no gap before them. */
  private emitReady(stream: Stream): void {
    if (stream.last === undefined) return;
    for (let next = stream.held.get(stream.last + 1); next; next = stream.held.get(stream.last + 1)) {
      stream.last += 1;
      stream.held.delete(stream.last);
      next.emit();
    }
  }

  /** Skips the gap before the lowest held number. Gaps after it are still waited for. */
  private skipGap(userId: string, stream: Stream): void {
    stream.last = Math.min(...stream.held.keys()) - 1;
    this.emitReady(stream);
    this.onGap(userId);
  }

  private updateWaiting(userId: string, stream: Stream): void {
    if (stream.held.size === 0) this.waiting.delete(stream);
    else this.waiting.set(stream, userId);
    if (this.waiting.size > 0) this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    this.ticks += 1;
    for (const [stream, userId] of this.waiting) {
      const [first] = stream.held.values();
      if (!first || !this.isOverdue(first)) continue;
      this.skipGap(userId, stream);
      this.updateWaiting(userId, stream);
    }
    if (this.waiting.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private isOverdue({ since, tick }: HeldEvent): boolean {
    return this.ticks - tick >= HOLD_TICKS || performance.now() - since >= MAX_HOLD_MS;
  }

  private userOf(userId: string): User {
    const user = this.users.get(userId) ?? { since: performance.now(), streams: new Map<string, Stream>() };
    this.users.set(userId, user);
    return user;
  }

  private streamOf(userId: string, { streams }: User, key: string): Stream {
    const stream = streams.get(key) ?? { held: new Map<number, HeldEvent>() };
    streams.delete(key);
    streams.set(key, stream);
    if (streams.size > STREAMS_PER_USER) this.forgetOldest(userId, streams);
    return stream;
  }

  private forgetOldest(userId: string, streams: Map<string, Stream>): void {
    for (const [key, stream] of streams) {
      streams.delete(key);
      while (stream.held.size > 0) this.skipGap(userId, stream);
      this.waiting.delete(stream);
      return;
    }
  }
}

/**
 * Whether an event need not wait for its predecessor: there is none, or it was written long ago, or before the user
 * connected. A pause of one or two seconds is no proof: it may be caused by a stalled node that has yet to publish the
 * predecessor.
 */
function needsNoPredecessor(pause: number | null, { since }: User): boolean {
  return pause === null || pause > MAX_HOLD_MS || performance.now() - pause < since;
}
