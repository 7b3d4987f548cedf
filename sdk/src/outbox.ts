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
   * Sends a message. Rejects with a HubError when the server returns a problem, and with another error when the outcome
   * is unknown.
   */
  readonly send: (entry: OutboxEntry) => Promise<Message>;
  /** Returns the key of the queue of a message: messages with the same key are sent one after the other. */
  readonly queueOf: (message: OutgoingMessage) => string;
  /** Called with a message that the server has stored. */
  readonly onStored: (message: Message) => void;
  /** Called when the list of entries has changed. */
  readonly onChange: () => void;
}

/** How long this tab waits for another tab to send its own entry before this tab sends that entry, in milliseconds. */
const OTHER_TAB_GRACE_MS = 5000;

/**
 * The maximum number of queues that have a message in flight at the same time: as many as the server's default limit of
 * messages of a user per second.
 */
const MAX_CONCURRENCY = 20;
/** How long nothing is sent, at least, after the server refused a message by its rate limit, in milliseconds. */
const MIN_RATE_LIMIT_PAUSE_MS = 1000;

/**
 * From this many `endedConnections` on, an entry is sent only when no other message can be sent, not even a later one
 * of the same conversation.
 */
const SEND_LAST_AFTER_ENDS = 2;
/** From this many `endedConnections` on, an entry is marked as failed, and is not retried automatically. */
const FAIL_AFTER_ENDS = 4;
/**
 * How long a connection must have been open before an entry is sent on it, in milliseconds, indexed by the entry's
 * `endedConnections`. The more connections the entry has ended, the longer the new connection must first prove to be
 * stable without it.
 */
const MIN_OPEN_MS_BY_ENDS = [0, 300, 2000, 4000] as const;

/** How many ids of removed entries are remembered: many more than can be removed while the store is being read. */
const MAX_REMOVED_IDS = 256;

/**
 * Sends the messages that the server has not acknowledged. Each one is an entry of the outbox.
 *
 * Invariants: an entry is in the store before it is sent, and is removed only when the server is known to have stored
 * the message or the user discards it; every attempt has the same `clientMessageId`; a queue has one message in flight,
 * so that no message overtakes the retry of an earlier one.
 *
 * An entry that the server refuses, or would refuse, stays until the user retries or discards it, and does not block
 * its queue. While an entry that has ended connections is sent, no other is in flight, see {@link PoisonDetector}. Once
 * it has ended two connections, later messages of its queue are sent before it, because it would block them.
 */
export class Outbox {
  entries: readonly OutboxEntry[];
  private readonly inFlight = new Set<string>();
  private activeSends = 0;
  /**
   * The current maximum of `activeSends`: it falls to 1 when the server refuses a message by its rate limit, and grows
   * by 1 with each stored message.
   */
  private concurrency = MAX_CONCURRENCY;
  /** Set while nothing is sent because the server has refused a message by its rate limit. */
  private rateLimitTimer: ReturnType<typeof setTimeout> | undefined;
  /** The timers of the entries that wait for a retry, by `clientMessageId`. */
  private readonly retryTimers = new Map<string, ReturnType<typeof setTimeout>>();
  /** The number of failed attempts of each entry, by `clientMessageId`. */
  private readonly failures = new Map<string, number>();
  /**
   * Ids of removed entries: {@link mergeStored} must not restore an entry from a read that began before its removal.
   */
  private readonly removedIds = new Set<string>();
  private readonly detector = new PoisonDetector();
  /** Set while an entry that has ended connections is in flight, during which no other entry is sent. */
  private isolationTimer: ReturnType<typeof setTimeout> | undefined;
  /** Calls {@link flush} when an entry that has ended connections is allowed to be sent. */
  private flushTimer: ReturnType<typeof setTimeout> | undefined;
  /** The `order` of the newest entry. */
  private lastOrder: number;
  private isClosed = false;

  /** @param stored the entries that were in the store when it was opened */
  constructor(
    stored: readonly OutboxEntry[],
    private readonly deps: Dependencies,
  ) {
    this.entries = this.validated(stored).toSorted((one, other) => one.order - other.order);
    this.lastOrder = this.entries.at(-1)?.order ?? 0;
  }

  /**
   * Adds a message. Resolves with its `clientMessageId` once the message is in the store. The message is sent whether
   * or not the caller waits for that.
   *
   * @param receiver the profile of the recipient
   * @throws the error of the store if it cannot save the message, which is then not sent
   */
  async add(message: OutgoingMessage, receiver?: PersonProfile): Promise<string> {
    // The time of the clock, so that entries written after a reload get a higher order than older ones; at least one
    // more than the last order, because the clock may stand still or go back.
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

  /** Clears the problem of a failed entry, so that it is sent again, unless the server would refuse it. */
  async retry(clientMessageId: string): Promise<void> {
    const entry = this.find(clientMessageId);
    if (entry?.problem) {
      const endedConnections = entry.endedConnections && Math.min(entry.endedConnections, SEND_LAST_AFTER_ENDS);
      await this.update({ ...entry, endedConnections, problem: this.deps.problemOf(entry) });
    }
    this.flush();
  }

  /** Removes an entry that the user discards. If it is in flight, the server may still store the message. */
  async discard(clientMessageId: string): Promise<void> {
    await this.remove(clientMessageId);
    this.flush();
  }

  /**
   * Removes an entry whose message has arrived in an event of the server. The acknowledgement, which may have been
   * lost, is then not needed.
   */
  confirm(clientMessageId: string): void {
    if (this.find(clientMessageId)) void this.remove(clientMessageId).then(() => this.flush());
  }

  /**
   * Merges the entries that were read from the store: adds those that other tabs have put into it, and removes those
   * that other tabs have deleted from it.
   */
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
    const added = [...storedById.values()].filter(({ clientMessageId }) => !this.removedIds.has(clientMessageId));
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

  /** Sends the first entry of every queue, up to the concurrency limit; nothing while sending is paused. */
  flush(): void {
    if (this.isClosed || this.rateLimitTimer || this.isolationTimer || !this.deps.isReady()) return;
    if (this.activeSends >= this.concurrency) return;
    const sendable = this.sendable();
    const harmless = sendable.filter(({ endedConnections }) => !endedConnections);
    const suspect = this.suspectToSend(sendable);
    if (suspect && (harmless.length === 0 || suspect.endedConnections! < SEND_LAST_AFTER_ENDS))
      return this.isolate(suspect);
    for (const entry of harmless) {
      if (this.activeSends >= this.concurrency) return;
      void this.attempt(entry);
    }
  }

  /**
   * The hub must call this when a connection has opened. Counts the end of the previous connection against the entries
   * that may have caused it.
   */
  connectionOpened(): void {
    for (const id of this.detector.connectionOpened()) this.countEnded(id);
  }

  /**
   * The hub must call this when the connection has ended. If the other side ended it and no message can be the cause,
   * decrements `endedConnections` of every entry.
   *
   * @param byServer whether the server or a proxy ended the connection
   */
  connectionEnded(byServer: boolean): void {
    clearTimeout(this.flushTimer);
    this.flushTimer = undefined;
    if (!this.detector.connectionEnded(byServer)) return;
    for (const entry of this.entries)
      if (entry.endedConnections && !entry.problem)
        void this.update({ ...entry, endedConnections: entry.endedConnections - 1 });
  }

  /** The hub must call this when an attempt to connect has failed. */
  connectionFailed(): void {
    this.detector.connectionFailed();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.rateLimitTimer);
    clearTimeout(this.isolationTimer);
    clearTimeout(this.flushTimer);
    for (const timer of this.retryTimers.values()) clearTimeout(timer);
  }

  /**
   * Returns the entries that can be sent now: the first of every queue, and those that have ended so many connections
   * that they no longer block their queue. Leaves out entries that are in flight or wait for a retry.
   */
  private sendable(): OutboxEntry[] {
    const busy = new Set<string>();
    return this.entries.filter(({ clientMessageId: id, message, problem, endedConnections = 0 }) => {
      const queue = this.deps.queueOf(message);
      if (problem || busy.has(queue)) return false;
      if (endedConnections < SEND_LAST_AFTER_ENDS) busy.add(queue);
      return !this.inFlight.has(id) && !this.retryTimers.has(id);
    });
  }

  /**
   * Of the entries that have ended connections, returns the one with the fewest, if the present connection has been
   * open long enough to send it; otherwise schedules a flush for that time.
   */
  private suspectToSend(sendable: readonly OutboxEntry[]): OutboxEntry | undefined {
    const suspect = sendable
      .filter(({ endedConnections }) => endedConnections)
      .toSorted((one, other) => one.endedConnections! - other.endedConnections!)[0];
    if (!suspect) return undefined;
    const waitMs =
      MIN_OPEN_MS_BY_ENDS[Math.min(suspect.endedConnections!, FAIL_AFTER_ENDS - 1)]! - this.detector.openMs;
    if (waitMs <= 0) return suspect;
    this.flushLater(waitMs);
    return undefined;
  }

  private flushLater(delayMs: number): void {
    clearTimeout(this.flushTimer);
    this.flushTimer = setTimeout(() => this.flush(), delayMs);
  }

  /**
   * Sends an entry in isolation: if the connection then ends, only this entry can be the cause. Before that, waits
   * until a message sent earlier could no longer be the cause. Sends nothing else until the entry is acknowledged, or
   * has been in flight for {@link SUSPECT_MS}.
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

  /** Increments `endedConnections` of an entry. At {@link FAIL_AFTER_ENDS} marks the entry as failed. */
  private countEnded(clientMessageId: string): void {
    const entry = this.find(clientMessageId);
    if (!entry || entry.problem) return;
    const endedConnections = (entry.endedConnections ?? 0) + 1;
    const problem = endedConnections < FAIL_AFTER_ENDS ? undefined : undeliverable(endedConnections);
    void this.update({ ...entry, endedConnections, problem });
  }

  /** Drops values that are not valid entries. Sets the `problem` of entries that the server would refuse. */
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
      this.detector.attemptEnded(id);
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

  /** Pauses all queues: the rate limit is per user, so the server would refuse messages of other queues as well. */
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
    // If the store cannot save the change, it keeps the previous version of the entry. After a reload that version is
    // sent, with the same result.
    await this.deps.store.put(entry).catch(() => undefined);
  }

  private async remove(clientMessageId: string): Promise<void> {
    this.clearRetry(clientMessageId);
    this.removedIds.add(clientMessageId);
    const [oldest] = this.removedIds;
    if (this.removedIds.size > MAX_REMOVED_IDS) this.removedIds.delete(oldest!);
    this.setEntries(this.entries.filter((entry) => entry.clientMessageId !== clientMessageId));
    // If the store fails to delete the entry, it is sent again after the next reload, and deduplicated by the server.
    await this.deps.store.delete(clientMessageId).catch(() => undefined);
  }

  /** Cancels the scheduled retry of an entry, and resets its number of failed attempts. */
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
 * Whether this tab's version of an entry has the same problem as the version in the store, and at least as many
 * `endedConnections`. Then the store has nothing new.
 */
function isUpToDate(own: OutboxEntry, stored: OutboxEntry): boolean {
  return own.problem?.code === stored.problem?.code && (own.endedConnections ?? 0) >= (stored.endedConnections ?? 0);
}

function undeliverable(times: number): Problem {
  const detail = `Sending this message has ended the connection ${times} times in a row. It is not retried automatically.`;
  return localProblem('message.undeliverable', detail);
}

/**
 * Whether a retry of the message would get the same problem. Problems of the session (`auth.`) are not final: the
 * message is sent when the session has been renewed.
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
