import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import type { PersonProfile } from '@smart-hub/contract/users';
import { backoff } from './backoff.js';
import { localProblem } from './local-problem.js';
import type { OutboxEntry, OutboxStore, OutgoingMessage } from './outbox-store.js';
import { isOutboxEntry } from './outgoing-message.js';
import { HubError } from './hub-error.js';
import { SUSPECT_MS, PoisonDetector } from './poison-detector.js';

interface Dependencies {
  readonly store: OutboxStore;
  /** Returns the problem for which the server would refuse a message, without a request. */
  readonly problemOf: (entry: OutboxEntry) => Problem | undefined;
  /** Whether messages can be sent now. */
  readonly isReady: () => boolean;
  /**
   * Sends a message. Rejects with a HubError when the server returns a problem, and otherwise when the outcome is
   * unknown.
   */
  readonly send: (entry: OutboxEntry) => Promise<Message>;
  /** Returns the queue of a message. Messages of one queue are stored in their order. */
  readonly queueOf: (message: OutgoingMessage) => string;
  readonly onStored: (message: Message) => void;
  readonly onChange: () => void;
}

/** How long an entry of another tab is left to that tab before this one sends it, in milliseconds. */
const OTHER_TAB_GRACE_MS = 5000;

/** How many queues send at once: the default limit of the server for messages of a user per second. */
const MAX_CONCURRENCY = 20;
/** The shortest pause after the rate limit was exceeded, in milliseconds. */
const MIN_RATE_LIMIT_PAUSE_MS = 1000;

/**
 * A message that has ended this many connections is sent after all others, including later ones of its conversation.
 */
const SENT_LAST_FROM = 2;
/** A message that has ended this many connections fails. */
const FAILED_FROM = 4;
/**
 * How long a connection must have been open before a message is sent that has ended 1, 2 or 3 connections, in
 * milliseconds, by that number: the more it has ended, the longer a connection must have lasted without it.
 */
const MIN_OPEN_MS = [0, 300, 2000, 4000] as const;

/** How many ids of removed messages are remembered: many more than are removed while a store is read. */
const MAX_DONE_IDS = 256;

/**
 * Sends the messages that the server has not acknowledged.
 *
 * Invariants: an entry is in the store before it is sent, and is removed only when the server is known to have stored
 * it or the user discards it; every attempt has the same `clientMessageId`; a queue has one message in flight, so that
 * no message overtakes a retry. A message that the server refuses, or would refuse, stays until the user retries or
 * discards it, and does not block its queue. A message that has ended connections is sent in isolation, see
 * {@link PoisonDetector}. After the second one it no longer keeps its order, because it would block its queue.
 */
export class Outbox {
  entries: readonly OutboxEntry[];
  private readonly inFlight = new Set<string>();
  private activeSends = 0;
  /**
   * How many queues may send at once now: one after the rate limit was exceeded, and one more after each stored
   * message.
   */
  private concurrency = MAX_CONCURRENCY;
  /** Runs while nothing is sent because the rate limit was exceeded. */
  private rateLimitTimer: ReturnType<typeof setTimeout> | undefined;
  /** The timers of entries that wait for a retry, and their failed attempts, by id. */
  private readonly retryTimers = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly failures = new Map<string, number>();
  /** Ids of removed entries: a store that was read before their removal must not restore them. */
  private readonly doneIds = new Set<string>();
  private readonly detector = new PoisonDetector();
  /** Runs while a message that has ended connections is in flight, and nothing else is sent. */
  private isolationTimer: ReturnType<typeof setTimeout> | undefined;
  /** Runs until a message that has ended connections may be sent. */
  private flushTimer: ReturnType<typeof setTimeout> | undefined;
  private lastOrder: number;
  private isClosed = false;

  /** @param stored the entries that an earlier run left in the store */
  constructor(
    stored: readonly OutboxEntry[],
    private readonly deps: Dependencies,
  ) {
    this.entries = this.validated(stored).toSorted((one, other) => one.order - other.order);
    this.lastOrder = this.entries.at(-1)?.order ?? 0;
  }

  /**
   * Adds a message. Resolves with its `clientMessageId` once it is in the store; it is sent independently of that
   * promise.
   *
   * @param receiver the profile of the recipient
   * @throws the error of a store that could not save it; then the message is not sent
   */
  async add(message: OutgoingMessage, receiver?: PersonProfile): Promise<string> {
    // From the clock, so that the order continues after a reload; from the last order if the clock stands still or goes
    // back.
    this.lastOrder = Math.max(this.lastOrder + 1, Date.now());
    const clientMessageId = randomId();
    const createdAt = new Date().toISOString();
    const [entry] = this.validated([
      { clientMessageId, order: this.lastOrder, message, createdAt, ...(receiver && { receiver }) },
    ]) as [OutboxEntry];
    this.inFlight.add(clientMessageId);
    this.setEntries([...this.entries, entry]);
    try {
      await this.deps.store.put(entry);
    } catch (error) {
      this.setEntries(this.entries.filter((one) => one !== entry));
      throw error;
    } finally {
      this.inFlight.delete(clientMessageId);
      this.flush();
    }
    return clientMessageId;
  }

  /** Sends a failed message again. */
  async retry(clientMessageId: string): Promise<void> {
    const entry = this.find(clientMessageId);
    if (entry?.problem) {
      const endedConnections = entry.endedConnections && Math.min(entry.endedConnections, SENT_LAST_FROM);
      await this.update({ ...entry, endedConnections, problem: this.deps.problemOf(entry) });
    }
    this.flush();
  }

  /** Removes a message. If it is in flight, the server may still store it. */
  async discard(clientMessageId: string): Promise<void> {
    await this.remove(clientMessageId);
    this.flush();
  }

  /** Removes a message that was seen among the stored ones: its acknowledgement, which may be lost, is not needed. */
  confirm(clientMessageId: string): void {
    if (this.find(clientMessageId)) void this.remove(clientMessageId).then(() => this.flush());
  }

  /** Merges the entries of the store: adds those that other tabs have put, and removes those that they have deleted. */
  mergeStored(stored: readonly OutboxEntry[]): void {
    if (this.isClosed) return;
    const storedById = new Map(this.validated(stored).map((entry) => [entry.clientMessageId, entry]));
    const kept = this.entries.flatMap((entry) => {
      const { clientMessageId: id } = entry;
      const storedEntry = storedById.get(id);
      storedById.delete(id);
      if (this.inFlight.has(id)) return entry;
      if (!storedEntry) {
        this.clearRetry(id);
        return [];
      }
      return isUpToDate(entry, storedEntry) ? entry : storedEntry;
    });
    const added = [...storedById.values()].filter(({ clientMessageId }) => !this.doneIds.has(clientMessageId));
    for (const { clientMessageId } of added) this.scheduleRetry(clientMessageId, OTHER_TAB_GRACE_MS);
    if (
      added.length === 0 &&
      kept.length === this.entries.length &&
      kept.every((one, index) => one === this.entries[index])
    )
      return;
    this.setEntries([...kept, ...added].toSorted((one, other) => one.order - other.order));
    this.flush();
  }

  /** Sends the first message of every queue, as far as limits allow. */
  flush(): void {
    if (this.isClosed || this.rateLimitTimer || this.isolationTimer || !this.deps.isReady()) return;
    if (this.activeSends >= this.concurrency) return;
    const sendable = this.sendable();
    const harmless = sendable.filter(({ endedConnections }) => !endedConnections);
    const suspect = this.dueSuspect(sendable);
    if (suspect && (harmless.length === 0 || suspect.endedConnections! < SENT_LAST_FROM)) return this.isolate(suspect);
    for (const entry of harmless) {
      if (this.activeSends >= this.concurrency) return;
      void this.attempt(entry);
    }
  }

  /** To be called when a connection has opened: counts the end of the previous one against the suspects. */
  connectionOpened(): void {
    for (const id of this.detector.connected()) this.countEnded(id);
  }

  /**
   * To be called when the connection has ended. An end without a suspect takes one ended connection off every entry.
   *
   * @param byServer whether the server or a proxy ended it
   */
  connectionEnded(byServer: boolean): void {
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    if (!this.detector.disconnected(byServer)) return;
    for (const entry of this.entries)
      if (entry.endedConnections && !entry.problem)
        void this.update({ ...entry, endedConnections: entry.endedConnections - 1 });
  }

  /** To be called when an attempt to connect has failed. */
  connectionFailed(): void {
    this.detector.connectFailed();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.rateLimitTimer);
    clearTimeout(this.isolationTimer);
    clearTimeout(this.flushTimer);
    for (const timer of this.retryTimers.values()) clearTimeout(timer);
  }

  /**
   * Returns the first entry of every queue, and the entries that are sent last and do not block their queue; without
   * those that are in flight or wait for a retry.
   */
  private sendable(): OutboxEntry[] {
    const busy = new Set<string>();
    return this.entries.filter(({ clientMessageId: id, message, problem, endedConnections = 0 }) => {
      const queue = this.deps.queueOf(message);
      if (problem || busy.has(queue)) return false;
      if (endedConnections < SENT_LAST_FROM) busy.add(queue);
      return !this.inFlight.has(id) && !this.retryTimers.has(id);
    });
  }

  /**
   * Returns the entry that has ended the fewest connections, but at least one, if this connection has lasted long
   * enough for it.
   */
  private dueSuspect(sendable: readonly OutboxEntry[]): OutboxEntry | undefined {
    const suspect = sendable
      .filter(({ endedConnections }) => endedConnections)
      .toSorted((one, other) => one.endedConnections! - other.endedConnections!)[0];
    if (!suspect) return undefined;
    const waitMs = MIN_OPEN_MS[Math.min(suspect.endedConnections!, FAILED_FROM - 1)]! - this.detector.openMs;
    if (waitMs <= 0) return suspect;
    this.flushLater(waitMs);
    return undefined;
  }

  private flushLater(delayMs: number): void {
    clearTimeout(this.flushTimer);
    this.flushTimer = setTimeout(() => this.flush(), delayMs);
  }

  /**
   * Sends an entry in isolation, so that the next end of the connection has one suspect. Waits until earlier messages
   * are no longer suspects; sends nothing else until the entry is acknowledged or no longer a suspect.
   */
  private isolate(entry: OutboxEntry): void {
    const waitMs = this.detector.suspectMs;
    if (waitMs > 0) return this.flushLater(waitMs);
    const end = () => {
      if (this.isolationTimer !== timer) return;
      clearTimeout(timer);
      this.isolationTimer = undefined;
      this.flush();
    };
    const timer = setTimeout(end, SUSPECT_MS);
    this.isolationTimer = timer;
    void this.attempt(entry).then(end);
  }

  /** Counts an ended connection against a message, which fails at the maximum. */
  private countEnded(clientMessageId: string): void {
    const entry = this.find(clientMessageId);
    if (!entry || entry.problem) return;
    const endedConnections = (entry.endedConnections ?? 0) + 1;
    const problem = endedConnections < FAILED_FROM ? undefined : undeliverable(endedConnections);
    void this.update({ ...entry, endedConnections, problem });
  }

  /** Drops values that are not entries, and sets the problem of those that the server would refuse. */
  private validated(entries: readonly OutboxEntry[]): OutboxEntry[] {
    return entries.filter(isOutboxEntry).map((entry) => {
      const problem = entry.problem ?? this.deps.problemOf(entry);
      return problem ? { ...entry, problem } : entry;
    });
  }

  private async attempt(entry: OutboxEntry): Promise<void> {
    const { clientMessageId: id } = entry;
    this.inFlight.add(id);
    this.detector.sent(id);
    this.activeSends += 1;
    try {
      const message = await this.deps.send(entry).finally(() => (this.activeSends -= 1));
      this.concurrency = Math.min(this.concurrency + 1, MAX_CONCURRENCY);
      this.deps.onStored(message);
      await this.remove(id);
    } catch (error) {
      await this.sendFailed(entry, error);
    } finally {
      this.detector.settled(id);
      this.inFlight.delete(id);
      this.flush();
    }
  }

  private async sendFailed(entry: OutboxEntry, error: unknown): Promise<void> {
    const { clientMessageId: id } = entry;
    const current = this.find(id);
    if (!current || this.isClosed) return;
    const problem = error instanceof HubError ? error.problem : undefined;
    if (problem && isFinal(problem)) return this.update({ ...current, problem });
    // After a lost connection no retry is scheduled: the message is sent when the next connection is ready.
    if (!this.deps.isReady()) return;
    if (problem?.code === 'rate.limited') {
      this.pauseAll(Math.max((problem.retryAfter ?? 0) * 1000, MIN_RATE_LIMIT_PAUSE_MS));
      return;
    }
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    const delay = Math.max((problem?.retryAfter ?? 0) * 1000, backoff(failures));
    this.scheduleRetry(id, delay);
  }

  /** Pauses all queues: the limit counts per user, so messages of other queues would be refused as well. */
  private pauseAll(delay: number): void {
    this.concurrency = 1;
    clearTimeout(this.rateLimitTimer);
    this.rateLimitTimer = setTimeout(() => {
      this.rateLimitTimer = undefined;
      this.flush();
    }, delay);
  }

  private scheduleRetry(clientMessageId: string, delay: number): void {
    this.retryTimers.set(
      clientMessageId,
      setTimeout(() => {
        this.retryTimers.delete(clientMessageId);
        this.flush();
      }, delay),
    );
  }

  private find(clientMessageId: string): OutboxEntry | undefined {
    return this.entries.find((entry) => entry.clientMessageId === clientMessageId);
  }

  private async update(entry: OutboxEntry): Promise<void> {
    this.setEntries(this.entries.map((one) => (one.clientMessageId === entry.clientMessageId ? entry : one)));
    // If the store fails, it still has the previous entry: the next run sends that and gets the same result.
    await this.deps.store.put(entry).catch(() => undefined);
  }

  private async remove(clientMessageId: string): Promise<void> {
    this.clearRetry(clientMessageId);
    this.doneIds.add(clientMessageId);
    const [oldest] = this.doneIds;
    if (this.doneIds.size > MAX_DONE_IDS) this.doneIds.delete(oldest!);
    this.setEntries(this.entries.filter((entry) => entry.clientMessageId !== clientMessageId));
    // If the store fails to delete the entry, it is sent again after the next reload, and deduplicated by the server.
    await this.deps.store.delete(clientMessageId).catch(() => undefined);
  }

  /** Cancels the retry of an entry and resets its failures. */
  private clearRetry(clientMessageId: string): void {
    clearTimeout(this.retryTimers.get(clientMessageId));
    this.retryTimers.delete(clientMessageId);
    this.failures.delete(clientMessageId);
  }

  private setEntries(entries: readonly OutboxEntry[]): void {
    this.entries = entries;
    this.deps.onChange();
  }
}

/**
 * Whether an entry of this tab has the same problem as the stored one, and counts at least as many ended connections.
 */
function isUpToDate(own: OutboxEntry, stored: OutboxEntry): boolean {
  return own.problem?.code === stored.problem?.code && (own.endedConnections ?? 0) >= (stored.endedConnections ?? 0);
}

function undeliverable(times: number): Problem {
  const detail = `Sending this message has ended the connection ${times} times in a row. It is not retried automatically.`;
  return localProblem('message.undeliverable', detail);
}

/**
 * Whether a retry cannot help. Problems of the session are not final: the message is sent when the session is renewed.
 */
function isFinal({ code, retryable }: Problem): boolean {
  return !retryable && !code.startsWith('auth.');
}

/**
 * Returns 128 random bits. `randomUUID` exists only on pages with TLS, and the hub may run without TLS in a local
 * network.
 */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
