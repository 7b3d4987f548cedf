import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import { backoff } from './backoff.js';
import type { OutboxEntry, OutboxStore, OutgoingMessage } from './outbox-store.js';
import { HubError } from './problem-error.js';

interface Ports {
  readonly store: OutboxStore;
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

/**
 * Owns the messages that the server has not acknowledged.
 *
 * Invariants: an entry is kept before it is sent, and forgotten only when it is known to be stored or its user
 * discards it; every attempt carries the same `clientMessageId`; a lane has one message on its way, so that a retry never
 * overtakes. What the server refuses waits for its user, and holds nobody up.
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
  private lastOrder: number;
  private closed = false;

  /** @param left what an earlier run left in the store */
  constructor(
    left: readonly OutboxEntry[],
    private readonly ports: Ports,
  ) {
    this.entries = left.toSorted((one, other) => one.order - other.order);
    this.lastOrder = this.entries.at(-1)?.order ?? 0;
  }

  /** Resolves with the `clientMessageId` once the message would survive a reload; sending goes on by itself. */
  async add(message: OutgoingMessage): Promise<string> {
    // By the clock, so that it goes on after a reload; by the last one, where the clock stands still or goes back.
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now());
    const clientMessageId = randomId();
    const entry = { clientMessageId, order: this.lastOrder, message, createdAt: new Date().toISOString() };
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
    if (entry?.problem) await this.keep({ ...entry, problem: undefined });
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
    const theirs = new Map(stored.map((entry) => [entry.clientMessageId, entry]));
    const kept = this.entries.flatMap((entry) => {
      const { clientMessageId: id } = entry;
      const other = theirs.get(id);
      theirs.delete(id);
      if (this.onTheirWay.has(id)) return entry;
      if (!other) return [];
      return other.problem?.code === entry.problem?.code ? entry : other;
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
    if (this.closed || this.rateLimited || !this.ports.isReady()) return;
    const busy = new Set<string>();
    for (const entry of this.entries) {
      if (this.sending >= this.lanes) return;
      const lane = this.ports.laneOf(entry.message);
      if (entry.problem || busy.has(lane)) continue;
      busy.add(lane);
      const { clientMessageId: id } = entry;
      if (!this.onTheirWay.has(id) && !this.pauses.has(id)) void this.attempt(entry);
    }
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.rateLimited);
    for (const timer of this.pauses.values()) clearTimeout(timer);
  }

  private async attempt(entry: OutboxEntry): Promise<void> {
    const { clientMessageId: id } = entry;
    this.onTheirWay.add(id);
    this.sending += 1;
    try {
      const message = await this.ports.send(entry).finally(() => (this.sending -= 1));
      this.lanes = Math.min(this.lanes + 1, LANES_AT_ONCE);
      this.ports.onStored(message);
      await this.forget(id);
    } catch (error) {
      await this.failed(entry, error);
    } finally {
      this.onTheirWay.delete(id);
      this.flush();
    }
  }

  private async failed(entry: OutboxEntry, error: unknown): Promise<void> {
    const { clientMessageId: id } = entry;
    if (!this.find(id) || this.closed) return;
    const problem = error instanceof HubError ? error.problem : undefined;
    if (problem && isFinal(problem)) return this.keep({ ...entry, problem });
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
    clearTimeout(this.pauses.get(clientMessageId));
    this.pauses.delete(clientMessageId);
    this.failures.delete(clientMessageId);
    this.gone.add(clientMessageId);
    this.replace(this.entries.filter((entry) => entry.clientMessageId !== clientMessageId));
    // What a store cannot forget is sent again after the next reload, and recognised by the server.
    await this.ports.store.delete(clientMessageId).catch(() => undefined);
  }

  private replace(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.ports.onChange();
  }
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
