import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import type { PersonProfile } from '@smart-hub/contract/users';
import { backoff } from './backoff.js';
import { localProblem } from './local-problem.js';
import type { OutboxEntry, OutboxStore, OutgoingMessage } from './outbox-store.js';
import { isEntry } from './outgoing.js';
import { HubError } from './problem-error.js';
import { BLAME_MS, Suspects } from './suspects.js';

interface Ports {
  readonly store: OutboxStore;
  /** Why a message would be refused, found without asking the server. */
  readonly refusalOf: (entry: OutboxEntry) => Problem | undefined;
  /** Whether sending makes sense now. */
  readonly isReady: () => boolean;
  /** Sends. Rejects with a HubError when the server answers with a problem, and otherwise when the outcome is in doubt. */
  readonly send: (entry: OutboxEntry) => Promise<Message>;
  /** Messages of one lane are stored in their order. */
  readonly laneOf: (message: OutgoingMessage) => string;
  readonly onStored: (message: Message) => void;
  readonly onChange: () => void;
}

/** What another tab keeps is the other tab's to send, as long as it seems to be there. */
const OTHERS_MS = 5000;

/** How many lanes send at once: as many messages as a server takes from a user in a second by default. */
const LANES_AT_ONCE = 20;
/** After a limit was met nothing is sent for at least so long. */
const RATE_LIMITED_MS = 1000;

/** A message that has ended so many connections goes after all others, also those of its conversation. */
const LAST_FROM = 2;
/** One that has ended so many is given up. */
const GIVEN_UP_FROM = 4;
/**
 * How long a connection must have been open, in milliseconds, before a message is sent that has ended 1, 2 or 3: the more there
 * are against it, the longer a connection has to last without it before it ends the next.
 */
const CALM_MS = [0, 300, 2000, 4000] as const;

/** How many of the messages that are done with are remembered: many times what is forgotten while a store is read. */
const MAX_GONE = 256;

/**
 * Owns the messages that the server has not acknowledged.
 *
 * Invariants: an entry is kept before it is sent, and forgotten only when it is known to be stored or its user
 * discards it; every attempt carries the same `clientMessageId`; a lane has one message on its way, so that a retry never
 * overtakes. What the server refuses, or would, waits for its user, and holds nobody up. What has ended connections is sent
 * alone; see {@link Suspects}. Its order in its lane is given up when two attempts have ended one: it would block the lane.
 */
export class Outbox {
  entries: readonly OutboxEntry[];
  private readonly onTheirWay = new Set<string>();
  private sending = 0;
  /** How many lanes send at once for now: after a limit was met one, and one more after each message that is stored. */
  private lanes = LANES_AT_ONCE;
  /** Runs while the server takes no more of this user's commands. */
  private rateLimited: ReturnType<typeof setTimeout> | undefined;
  /** Entries that wait for another attempt, and how many have failed. */
  private readonly pauses = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly failures = new Map<string, number>();
  /** Done with: a store that was read before it knew must not bring them back. */
  private readonly gone = new Set<string>();
  private readonly suspects = new Suspects();
  /** Runs while a message that has ended connections is on its way, and nothing else is sent. */
  private alone: ReturnType<typeof setTimeout> | undefined;
  /** Runs until the connection has been open for long enough. */
  private calm: ReturnType<typeof setTimeout> | undefined;
  private lastOrder: number;
  private closed = false;

  /** @param left what an earlier run left in the store */
  constructor(
    left: readonly OutboxEntry[],
    private readonly ports: Ports,
  ) {
    this.entries = this.checked(left).toSorted((one, other) => one.order - other.order);
    this.lastOrder = this.entries.at(-1)?.order ?? 0;
  }

  /**
   * Resolves with the `clientMessageId` once the message would survive a reload; sending goes on by itself.
   *
   * @param receiver the profile of the person it is for
   */
  async add(message: OutgoingMessage, receiver?: PersonProfile): Promise<string> {
    // By the clock, so that it goes on after a reload; by the last one, where the clock stands still or goes back.
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now());
    const clientMessageId = randomId();
    const createdAt = new Date().toISOString();
    const [entry] = this.checked([
      { clientMessageId, order: this.lastOrder, message, createdAt, ...(receiver && { receiver }) },
    ]) as [OutboxEntry];
    this.onTheirWay.add(clientMessageId);
    this.replace([...this.entries, entry]);
    try {
      await this.ports.store.put(entry);
    } catch (error) {
      this.replace(this.entries.filter((one) => one !== entry));
      throw error;
    } finally {
      this.onTheirWay.delete(clientMessageId);
      this.flush();
    }
    return clientMessageId;
  }

  /** Tries a refused message again. */
  async retry(clientMessageId: string): Promise<void> {
    const entry = this.find(clientMessageId);
    if (entry?.problem) {
      const endedConnections = entry.endedConnections && Math.min(entry.endedConnections, LAST_FROM);
      await this.keep({ ...entry, endedConnections, problem: this.ports.refusalOf(entry) });
    }
    this.flush();
  }

  /** Gives a message up. One that is on its way may arrive all the same. */
  async discard(clientMessageId: string): Promise<void> {
    await this.forget(clientMessageId);
    this.flush();
  }

  /** It was seen among the stored ones: whatever became of its acknowledgement, it need not be sent again. */
  confirm(clientMessageId: string): void {
    if (this.find(clientMessageId)) void this.forget(clientMessageId).then(() => this.flush());
  }

  /** Shows what other tabs have put into the store, and no longer what they have taken out. */
  adopt(stored: readonly OutboxEntry[]): void {
    if (this.closed) return;
    const theirs = new Map(this.checked(stored).map((entry) => [entry.clientMessageId, entry]));
    const kept = this.entries.flatMap((entry) => {
      const { clientMessageId: id } = entry;
      const other = theirs.get(id);
      theirs.delete(id);
      if (this.onTheirWay.has(id)) return entry;
      if (!other) {
        this.settle(id);
        return [];
      }
      return isSame(entry, other) ? entry : other;
    });
    const added = [...theirs.values()].filter(({ clientMessageId }) => !this.gone.has(clientMessageId));
    for (const { clientMessageId } of added) this.pause(clientMessageId, OTHERS_MS);
    if (added.length === 0 && kept.length === this.entries.length && kept.every((one, at) => one === this.entries[at]))
      return;
    this.replace([...kept, ...added].toSorted((one, other) => one.order - other.order));
    this.flush();
  }

  /** Sends what can be sent: of every lane the first. */
  flush(): void {
    if (this.closed || this.rateLimited || this.alone || !this.ports.isReady()) return;
    if (this.sending >= this.lanes) return;
    const sendable = this.sendable();
    const clean = sendable.filter(({ endedConnections }) => !endedConnections);
    const suspect = this.dueSuspect(sendable);
    if (suspect && (clean.length === 0 || suspect.endedConnections! < LAST_FROM)) return this.attemptAlone(suspect);
    for (const entry of clean) {
      if (this.sending >= this.lanes) return;
      void this.attempt(entry);
    }
  }

  /** The connection is open; what is sent now is judged by how it ends. */
  connectionOpened(): void {
    for (const id of this.suspects.opened()) this.charge(id);
  }

  /** @param byServer whether the other side, or something on the way, ended it */
  connectionEnded(byServer: boolean): void {
    clearTimeout(this.calm);
    this.calm = undefined;
    if (!this.suspects.ended(byServer)) return;
    for (const entry of this.entries)
      if (entry.endedConnections && !entry.problem)
        void this.keep({ ...entry, endedConnections: entry.endedConnections - 1 });
  }

  /** An attempt to connect has failed. */
  connectionFailed(): void {
    this.suspects.unreachable();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.rateLimited);
    clearTimeout(this.alone);
    clearTimeout(this.calm);
    for (const timer of this.pauses.values()) clearTimeout(timer);
  }

  /**
   * Of every lane the first, and what it does not wait for any more; unless they are on their way, or wait for another attempt.
   */
  private sendable(): OutboxEntry[] {
    const busy = new Set<string>();
    return this.entries.filter(({ clientMessageId: id, message, problem, endedConnections = 0 }) => {
      const lane = this.ports.laneOf(message);
      if (problem || busy.has(lane)) return false;
      if (endedConnections < LAST_FROM) busy.add(lane);
      return !this.onTheirWay.has(id) && !this.pauses.has(id);
    });
  }

  /** Of those that have ended connections the one that has ended fewest, once this connection has lasted for long enough. */
  private dueSuspect(sendable: readonly OutboxEntry[]): OutboxEntry | undefined {
    const suspect = sendable
      .filter(({ endedConnections }) => endedConnections)
      .toSorted((one, other) => one.endedConnections! - other.endedConnections!)[0];
    if (!suspect) return undefined;
    const early = CALM_MS[Math.min(suspect.endedConnections!, GIVEN_UP_FROM - 1)]! - this.suspects.openFor;
    if (early <= 0) return suspect;
    this.flushLater(early);
    return undefined;
  }

  private flushLater(pauseMs: number): void {
    clearTimeout(this.calm);
    this.calm = setTimeout(() => this.flush(), pauseMs);
  }

  /**
   * Once what was sent before can no longer be blamed for an end of the connection: the next one must have one cause. Nothing
   * else is sent until it is answered, or can no longer be blamed either.
   */
  private attemptAlone(entry: OutboxEntry): void {
    const early = this.suspects.blamableFor;
    if (early > 0) return this.flushLater(early);
    const end = () => {
      if (this.alone !== timer) return;
      clearTimeout(timer);
      this.alone = undefined;
      this.flush();
    };
    const timer = setTimeout(end, BLAME_MS);
    this.alone = timer;
    void this.attempt(entry).then(end);
  }

  /** Counts against a message that its attempt has ended the connection. */
  private charge(clientMessageId: string): void {
    const entry = this.find(clientMessageId);
    if (!entry || entry.problem) return;
    const endedConnections = (entry.endedConnections ?? 0) + 1;
    const problem = endedConnections < GIVEN_UP_FROM ? undefined : undeliverable(endedConnections);
    void this.keep({ ...entry, endedConnections, problem });
  }

  /** Those that make sense, each with the reason why it would be refused, if it would. */
  private checked(entries: readonly OutboxEntry[]): OutboxEntry[] {
    return entries.filter(isEntry).map((entry) => {
      const problem = entry.problem ?? this.ports.refusalOf(entry);
      return problem ? { ...entry, problem } : entry;
    });
  }

  private async attempt(entry: OutboxEntry): Promise<void> {
    const { clientMessageId: id } = entry;
    this.onTheirWay.add(id);
    this.suspects.sent(id);
    this.sending += 1;
    try {
      const message = await this.ports.send(entry).finally(() => (this.sending -= 1));
      this.lanes = Math.min(this.lanes + 1, LANES_AT_ONCE);
      this.ports.onStored(message);
      await this.forget(id);
    } catch (error) {
      await this.failed(entry, error);
    } finally {
      this.suspects.answered(id);
      this.onTheirWay.delete(id);
      this.flush();
    }
  }

  private async failed(entry: OutboxEntry, error: unknown): Promise<void> {
    const { clientMessageId: id } = entry;
    const current = this.find(id);
    if (!current || this.closed) return;
    const problem = error instanceof HubError ? error.problem : undefined;
    if (problem && isFinal(problem)) return this.keep({ ...current, problem });
    // A lost connection is no fault of the message: it goes out as soon as there is one again.
    if (!this.ports.isReady()) return;
    if (problem?.code === 'rate.limited') {
      this.pauseAll(Math.max((problem.retryAfter ?? 0) * 1000, RATE_LIMITED_MS));
      return;
    }
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    const delay = Math.max((problem?.retryAfter ?? 0) * 1000, backoff(failures));
    this.pause(id, delay);
  }

  /** The limit counts per user: what other lanes send would be refused as well. */
  private pauseAll(delay: number): void {
    this.lanes = 1;
    clearTimeout(this.rateLimited);
    this.rateLimited = setTimeout(() => {
      this.rateLimited = undefined;
      this.flush();
    }, delay);
  }

  private pause(clientMessageId: string, delay: number): void {
    this.pauses.set(
      clientMessageId,
      setTimeout(() => {
        this.pauses.delete(clientMessageId);
        this.flush();
      }, delay),
    );
  }

  private find(clientMessageId: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.clientMessageId === clientMessageId);
  }

  private async keep(entry: OutboxEntry): Promise<void> {
    this.replace(this.entries.map((one) => (one.clientMessageId === entry.clientMessageId ? entry : one)));
    // A store that cannot keep this has the entry as it was: the next run sends it, and is told the same.
    await this.ports.store.put(entry).catch(() => undefined);
  }

  private async forget(clientMessageId: string): Promise<void> {
    this.settle(clientMessageId);
    this.gone.add(clientMessageId);
    const [oldest] = this.gone;
    if (this.gone.size > MAX_GONE) this.gone.delete(oldest!);
    this.replace(this.entries.filter((entry) => entry.clientMessageId !== clientMessageId));
    // What a store cannot forget is sent again after the next reload, and recognised by the server.
    await this.ports.store.delete(clientMessageId).catch(() => undefined);
  }

  /** Forgets what was to be done about it. */
  private settle(clientMessageId: string): void {
    clearTimeout(this.pauses.get(clientMessageId));
    this.pauses.delete(clientMessageId);
    this.failures.delete(clientMessageId);
  }

  private replace(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.ports.onChange();
  }
}

function isSame(one: OutboxEntry, other: OutboxEntry): boolean {
  return one.problem?.code === other.problem?.code && (one.endedConnections ?? 0) >= (other.endedConnections ?? 0);
}

function undeliverable(times: number): Problem {
  const detail = `Sending this message has ended the connection ${times} times in a row: it is not tried again by itself.`;
  return localProblem('message.undeliverable', detail);
}

/** A session that has ended is renewed, and the message then goes out: only what is wrong with the message is final. */
function isFinal({ code, retryable }: Problem): boolean {
  return !retryable && !code.startsWith('auth.');
}

/** 128 random bits. Not `randomUUID`: browsers have that on secure pages only, and people run this on their own network. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
