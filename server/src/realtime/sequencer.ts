/** Where an event stands among the others of its stream, for one user. */
export type Place = {
  readonly stream: string;
  readonly at: number;
} & (
  | {
      /** The numbers have no gaps, and each is told. */
      readonly kind: 'next';
      /** How long before it the one before it was written, in milliseconds; 0 if that is not known, null if there is none. */
      readonly pause: number | null;
    }
  /** It stands for all before it. */
  | { readonly kind: 'newest' }
);

interface Held {
  readonly tell: () => void;
  /** When it came, by `performance.now()`, and at which tick. */
  readonly since: number;
  readonly tick: number;
}

interface User {
  /** When they came. What was written before is not told here, but read by whoever comes. */
  readonly since: number;
  readonly streams: Map<string, Stream>;
}

interface Stream {
  /** What was told last; unknown until it is clear what comes first. */
  last?: number;
  /** What came before its predecessors, as it came. */
  readonly held: Map<number, Held>;
}

/**
 * How long an event is held: a number of ticks, and not only a time. The event loop reads its sockets between two ticks, and a
 * missing event has to cross several sockets, one in each turn. So a process that is busy, or was stalled, waits longer.
 */
const HOLD_TICKS = 20;
const TICK_MS = 50;
/** How long an event waits at most, however busy the process is, in milliseconds. */
const LONGEST_HOLD_MS = 5000;
/** How many may wait in one stream. */
const HELD_LIMIT = 500;
/** How many streams of one user are remembered: those that something was told of last. */
const STREAMS_PER_USER = 200;

/**
 * Puts into order what several nodes tell the sockets of this one.
 *
 * Invariants: within a stream a user is told in ascending order, and nothing twice. What is missing is waited
 * for, for a second from when it was missed, or for up to five if this process is busy; then it is given up,
 * and the user has to catch up: as when it comes after all. Remembers only users who are here, and little of each.
 */
export class Sequencer {
  private readonly users = new Map<string, User>();
  /** Streams in which something is held, with their users. */
  private readonly waiting = new Map<Stream, string>();
  private ticks = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onGap told whose sockets may have missed something */
  constructor(private readonly onGap: (userId: string) => void) {}

  /** Awaits what is said from now on to a user who is here; does nothing if they have been. */
  join(userId: string): void {
    this.userOf(userId);
  }

  /** Forgets a user who is not here any more. */
  leave(userId: string): void {
    for (const stream of this.users.get(userId)?.streams.values() ?? []) this.waiting.delete(stream);
    this.users.delete(userId);
  }

  /** Has an event told to a user who is here, in its turn: now, soon or, if it comes too late, not at all. */
  pass(userId: string, place: Place, tell: () => void): void {
    const user = this.userOf(userId);
    const stream = this.streamOf(userId, user, place.stream);
    const { at } = place;
    if (place.kind === 'newest') {
      if (at <= (stream.last ?? 0)) return;
      stream.last = at;
      return tell();
    }
    if (isFirst(place.pause, user)) stream.last ??= Math.min(at, ...stream.held.keys()) - 1;
    if (stream.last !== undefined && at <= stream.last) return this.onGap(userId);
    stream.held.set(at, { tell, since: performance.now(), tick: this.ticks });
    this.tellDue(stream);
    if (stream.held.size > HELD_LIMIT) this.giveUp(userId, stream);
    this.wait(userId, stream);
  }

  /** Tells what nothing is missing before. */
  private tellDue(stream: Stream): void {
    if (stream.last === undefined) return;
    for (let next = stream.held.get(stream.last + 1); next; next = stream.held.get(stream.last + 1)) {
      stream.last += 1;
      stream.held.delete(stream.last);
      next.tell();
    }
  }

  /** Waits no more for what is missing before the first that is held; for what is missing after it, it does. */
  private giveUp(userId: string, stream: Stream): void {
    stream.last = Math.min(...stream.held.keys()) - 1;
    this.tellDue(stream);
    this.onGap(userId);
  }

  private wait(userId: string, stream: Stream): void {
    if (stream.held.size === 0) this.waiting.delete(stream);
    else this.waiting.set(stream, userId);
    if (this.waiting.size > 0) this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    this.ticks += 1;
    for (const [stream, userId] of this.waiting) {
      const [first] = stream.held.values();
      if (!first || !this.isOverdue(first)) continue;
      this.giveUp(userId, stream);
      this.wait(userId, stream);
    }
    if (this.waiting.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private isOverdue({ since, tick }: Held): boolean {
    return this.ticks - tick >= HOLD_TICKS || performance.now() - since >= LONGEST_HOLD_MS;
  }

  private userOf(userId: string): User {
    const user = this.users.get(userId) ?? { since: performance.now(), streams: new Map<string, Stream>() };
    this.users.set(userId, user);
    return user;
  }

  private streamOf(userId: string, { streams }: User, key: string): Stream {
    const stream = streams.get(key) ?? { held: new Map<number, Held>() };
    streams.delete(key);
    streams.set(key, stream);
    if (streams.size > STREAMS_PER_USER) this.forgetOldest(userId, streams);
    return stream;
  }

  private forgetOldest(userId: string, streams: Map<string, Stream>): void {
    for (const [key, stream] of streams) {
      streams.delete(key);
      while (stream.held.size > 0) this.giveUp(userId, stream);
      this.waiting.delete(stream);
      return;
    }
  }
}

/**
 * Whether its predecessor was published long ago, or before the user came. A pause of one or two seconds is no proof: a
 * stalled node, which has yet to publish the predecessor, may be what caused it.
 */
function isFirst(pause: number | null, { since }: User): boolean {
  return pause === null || pause > LONGEST_HOLD_MS || performance.now() - pause < since;
}
