import type { Conversation } from '@smart-hub/contract/conversations';
import type { SyncPage, SyncRequest } from '@smart-hub/contract/sync';
import { backoff } from './backoff.js';
import { isRollback } from './conversation-state.js';
import { isBehind, type ViewEvent, type ViewState } from './view.js';

interface Dependencies {
  readonly isOpen: () => boolean;
  readonly view: () => ViewState;
  readonly apply: (event: ViewEvent) => void;
  readonly sync: (request: SyncRequest) => Promise<SyncPage>;
  /** Fetches a page of the list of conversations, newest activity first. */
  readonly list: (before: string | undefined, signal: AbortSignal) => Promise<Conversation[]>;
  /** Called when the list of conversations is complete; their changes may still be missing. */
  readonly onListed: () => void;
  /** Called when the view is up to date with the server. */
  readonly onSynced: () => void;
}

/** Timeout of a request for a page of the conversations, in milliseconds. */
const LIST_TIMEOUT_MS = 20_000;
/**
 * How long a gap may last before a `sync`, in milliseconds: events of two nodes may overtake each other and close it.
 */
const GAP_DELAY_MS = 150;

/**
 * Loads the changes that were missed, by the list of conversations and the command `sync`.
 *
 * No change can fall between the two: a sync begins when the socket is open, so a change that is not in a response
 * arrives as an event, and the view accepts both in any order. At most one request is in flight.
 */
export class Synchronizer {
  /** Whether the list of conversations is complete. */
  private listed = false;
  private isRunning = false;
  private isRequested = false;
  private failures = 0;
  /** Consecutive syncs that were made to close a gap and left it open. */
  private gapSyncs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborts the request in flight for a page of the conversations. */
  private abort: () => void = () => undefined;

  constructor(private readonly deps: Dependencies) {}

  get hasListed(): boolean {
    return this.listed;
  }

  /** Starts a sync, or schedules another one if a sync is running: its request may be older than the missed change. */
  request(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isRequested = true;
    if (!this.isRunning) void this.run();
  }

  /** Starts a sync if a gap persists after a short delay; with exponential backoff if the responses do not close it. */
  checkGap(): void {
    if (this.isRunning || this.timer !== undefined) return;
    if (!isBehind(this.deps.view())) {
      this.gapSyncs = 0;
      return;
    }
    const delay = Math.max(GAP_DELAY_MS, this.gapSyncs > 0 ? backoff(this.gapSyncs) : 0);
    this.gapSyncs += 1;
    this.schedule(delay, () => isBehind(this.deps.view()));
  }

  /**
   * Aborts the HTTP request when the connection ends: it may hang as well, and would delay the sync of the next
   * connection.
   */
  disconnected(): void {
    this.abort();
  }

  close(): void {
    clearTimeout(this.timer);
    this.abort();
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    try {
      while (this.isRequested && this.deps.isOpen()) {
        this.isRequested = false;
        await this.syncAll();
      }
      this.failures = 0;
    } catch {
      this.failures += 1;
      this.isRequested = true;
    }
    this.isRunning = false;
    // Without a connection there is nothing to retry: the next connection starts a new sync.
    if (!this.deps.isOpen()) return;
    if (this.isRequested) return this.schedule(backoff(Math.max(this.failures, 1)), () => true);
    this.deps.onSynced();
    this.checkGap();
  }

  private schedule(delay: number, isNeeded: () => boolean): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.deps.isOpen() && isNeeded()) this.request();
    }, delay);
  }

  private async syncAll(): Promise<void> {
    if (!this.listed) await this.listAll();
    let more: boolean;
    do {
      const page = await this.deps.sync(syncRequestOf(this.deps.view()));
      this.isRequested ||= page.changes.some((change) => this.isRollback(change));
      this.deps.apply({ type: 'synced', page });
      ({ more } = page);
    } while (more);
  }

  /**
   * Loads the list first: the newest message of each conversation. A `sync` from revision 0 would return their history.
   */
  private async listAll(): Promise<void> {
    let before: string | undefined;
    do {
      const conversations = await this.listPage(before);
      this.deps.apply({ type: 'listed', conversations });
      before = conversations.at(-1)?.id;
    } while (before !== undefined);
    this.listed = true;
    this.deps.onListed();
  }

  private async listPage(before: string | undefined): Promise<Conversation[]> {
    const request = new AbortController();
    this.abort = () => request.abort();
    const timer = setTimeout(this.abort, LIST_TIMEOUT_MS);
    return this.deps.list(before, request.signal).finally(() => clearTimeout(timer));
  }

  /**
   * Whether the server went back to an older state. Events received since were compared with the old revisions, so
   * another sync is needed.
   */
  private isRollback(change: SyncPage['changes'][number]): boolean {
    const known = this.deps.view().conversations.get(change.conversation.id);
    return known !== undefined && isRollback(known, change);
  }
}

/**
 * Requests a conversation that the server has not described yet from revision 0: otherwise the response would omit it.
 */
function syncRequestOf({ conversations, peopleAt }: ViewState): SyncRequest {
  const revs = Array.from(conversations.values(), ({ id, rev, details }) => [id, details ? rev : 0] as const);
  return { conversations: Object.fromEntries(revs), ...(peopleAt !== undefined && { peopleSince: peopleAt }) };
}
