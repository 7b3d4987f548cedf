/**
 * The position of an event in its stream, such as the changes of one conversation. Nodes send it to each other, so the
 * names and values of its fields are part of the bus format and must not change.
 */
export type StreamPosition = {
  readonly stream: string;
  /** The number of the event in the stream. */
  readonly at: number;
} & (
  | {
      /** The numbers of the stream have no gaps, and every event is emitted. */
      readonly kind: 'next';
      /**
       * The time from the previous event of the stream to this one, in milliseconds, by the times at which they were
       * stored; 0 if it is unknown, null if this is the first event.
       */
      readonly pause: number | null;
    }
  /** The event supersedes all events with lower numbers. */
  | { readonly kind: 'newest' }
);

/** An event that is held: it waits for events with lower numbers that have not arrived. */
interface HeldEvent {
  readonly emit: () => void;
  /** When the event arrived, in milliseconds of `performance.now()`. */
  readonly arrivedAt: number;
  /** The tick at which the event arrived. */
  readonly tick: number;
}

interface User {
  /**
   * When the user connected, in milliseconds of `performance.now()`. Clients read what was stored before that, so no
   * event waits for earlier events than that.
   */
  readonly connectedAt: number;
  readonly streams: Map<string, Stream>;
}

interface Stream {
  /**
   * The number of the last emitted or skipped event; undefined until it is known with which number the user's events
   * begin.
   */
  lastEmitted?: number;
  /** The held events by number, in the order of their arrival. */
  readonly held: Map<number, HeldEvent>;
}

/**
 * How many ticks of 50 ms an event is held: one second if the process is idle. Ticks are counted instead of time,
 * because a missing event has to cross several sockets, and the event loop reads its sockets between two ticks. So a
 * process that is busy, or was stalled, waits longer.
 */
const HOLD_TICKS = 20;
const TICK_MS = 50;
/** The longest time for which an event is held, however busy the process is, in milliseconds. */
const MAX_HOLD_MS = 5000;
/** How many events may be held in one stream. */
const MAX_HELD = 500;
/** How many streams of one user are remembered: the most recently used ones. */
const STREAMS_PER_USER = 200;

/**
 * Orders the events that several nodes publish to the users of this node.
 *
 * Invariants: within a stream a user receives events in ascending order, and each at most once. If a number is missing,
 * the events after this gap are held for one second from when the gap was noticed, or up to five seconds if this
 * process is busy. Then the gap is skipped, and the user must resync. If the missing event arrives later, it is not
 * emitted, and the user must resync again. State is kept for connected users only, and is bounded.
 */
export class Sequencer {
  private readonly users = new Map<string, User>();
  /** The streams with held events, each with its user. */
  private readonly streamsWithHeldEvents = new Map<Stream, string>();
  private ticks = 0;
  private timer: NodeJS.Timeout | undefined;

  /** @param onGap called with a user whose sockets may have missed an event */
  constructor(private readonly onGap: (userId: string) => void) {}

  /**
   * Adds a user who has connected to this node: from now on, events wait for earlier events that are stored after this
   * moment. Does nothing for a known user.
   */
  addUser(userId: string): void {
    this.userOf(userId);
  }

  /** Forgets a user who is no longer connected to this node, and drops the events held for them. */
  removeUser(userId: string): void {
    for (const stream of this.users.get(userId)?.streams.values() ?? []) this.streamsWithHeldEvents.delete(stream);
    this.users.delete(userId);
  }

  /**
   * Emits an event to a connected user in the order of its stream:
   *
   * - at once, if all lower numbers have been emitted or skipped;
   * - otherwise, as soon as they have been;
   * - never, if its own number has been skipped.
   */
  deliver(userId: string, position: StreamPosition, emit: () => void): void {
    const user = this.userOf(userId);
    const stream = this.streamOf(userId, user, position.stream);
    const { at: number } = position;
    if (position.kind === 'newest') {
      if (number <= (stream.lastEmitted ?? 0)) return;
      stream.lastEmitted = number;
      return emit();
    }
    if (canSkipPrevious(position.pause, user)) stream.lastEmitted ??= Math.min(number, ...stream.held.keys()) - 1;
    if (stream.lastEmitted !== undefined && number <= stream.lastEmitted) return this.onGap(userId);
    stream.held.set(number, { emit, arrivedAt: performance.now(), tick: this.ticks });
    this.emitReady(stream);
    if (stream.held.size > MAX_HELD) this.skipGap(userId, stream);
    this.updateStreamsWithHeldEvents(userId, stream);
  }

  /** Emits the held events that have no gap before them. */
  private emitReady(stream: Stream): void {
    if (stream.lastEmitted === undefined) return;
    for (let next = stream.held.get(stream.lastEmitted + 1); next; next = stream.held.get(stream.lastEmitted + 1)) {
      stream.lastEmitted += 1;
      stream.held.delete(stream.lastEmitted);
      next.emit();
    }
  }

  /** Skips the gap before the lowest held number. Events after later gaps stay held. */
  private skipGap(userId: string, stream: Stream): void {
    stream.lastEmitted = Math.min(...stream.held.keys()) - 1;
    this.emitReady(stream);
    this.onGap(userId);
  }

  private updateStreamsWithHeldEvents(userId: string, stream: Stream): void {
    if (stream.held.size === 0) this.streamsWithHeldEvents.delete(stream);
    else this.streamsWithHeldEvents.set(stream, userId);
    if (this.streamsWithHeldEvents.size > 0) this.timer ??= setInterval(() => this.tick(), TICK_MS).unref();
  }

  private tick(): void {
    this.ticks += 1;
    for (const [stream, userId] of this.streamsWithHeldEvents) {
      const [first] = stream.held.values();
      if (!first || !this.isOverdue(first)) continue;
      this.skipGap(userId, stream);
      this.updateStreamsWithHeldEvents(userId, stream);
    }
    if (this.streamsWithHeldEvents.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private isOverdue({ arrivedAt, tick }: HeldEvent): boolean {
    return this.ticks - tick >= HOLD_TICKS || performance.now() - arrivedAt >= MAX_HOLD_MS;
  }

  private userOf(userId: string): User {
    const user = this.users.get(userId) ?? { connectedAt: performance.now(), streams: new Map<string, Stream>() };
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
      this.streamsWithHeldEvents.delete(stream);
      return;
    }
  }
}

/**
 * Whether an event need not wait for the previous event of its stream: there is none, or it was stored more than
 * {@link MAX_HOLD_MS} ago, or before the user connected. A previous event that was stored one or two seconds earlier
 * may not have been published yet, by a node that is stalled.
 */
function canSkipPrevious(msSincePrevious: number | null, { connectedAt }: User): boolean {
  return msSincePrevious === null || msSincePrevious > MAX_HOLD_MS || performance.now() - msSincePrevious < connectedAt;
}
