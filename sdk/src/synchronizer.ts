import type { Conversation } from '@smart-hub/contract/conversations';
import type { SyncPage, SyncRequest } from '@smart-hub/contract/sync';
import { backoff } from './backoff.js';
import { isRollback } from './conversation-state.js';
import { isBehind, type ViewEvent, type ViewState } from './view.js';

interface Dependencies {
  /** Whether a connection is open. */
  readonly isOpen: () => boolean;
  /** Returns the current view. */
  readonly view: () => ViewState;
  /** Applies an event to the view. */
  readonly apply: (event: ViewEvent) => void;
  /** Sends the command `sync`. */
  readonly sync: (request: SyncRequest) => Promise<SyncPage>;
  /** Fetches a page of the list of conversations, newest activity first. */
  readonly list: (before: string | undefined, signal: AbortSignal) => Promise<Conversation[]>;
  /** Called when all pages of the list of conversations are loaded. Changes since then can still be missing. */
  readonly onListed: () => void;
  /** Called when the view is up to date with the server. */
  readonly onSynced: () => void;
}

/** Timeout of the request for a page of the list of conversations, in milliseconds. */
const LIST_TIMEOUT_MS = 20_000;
/**
 * How long to wait after a gap in the messages or revisions was found before a `sync`, in milliseconds: events of two
 * nodes may overtake each other, so the missing event often follows at once.
 */
const GAP_DELAY_MS = 150;

/**
 * Loads the changes that this client has missed: at first from the list of conversations, and then by the command
 * `sync`.
 *
 * No change is lost: both begin when the socket is open, so a change that is not in a response arrives as an event, and
 * the view accepts responses and events in any order. At most one request is in flight.
 */
export class Synchronizer {
  /** Whether all pages of the list of conversations have been loaded. */
  private listed = false;
  private isRunning = false;
  /** Whether another sync has to follow the running one. */
  private isRequested = false;
  /** The number of consecutive failed syncs. */
  private failures = 0;
  /** The number of consecutive syncs because of a gap that have not closed the gap. */
  private gapSyncs = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Aborts the request for a page of the list of conversations, if one is in flight. */
  private abort: () => void = () => undefined;

  constructor(private readonly deps: Dependencies) {}

  get hasListed(): boolean {
    return this.listed;
  }

  /**
   * Starts a sync. If one is running, starts another one after it, because the request of the running one may have been
   * sent before the missed change.
   */
  request(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.isRequested = true;
    if (!this.isRunning) void this.run();
  }

  /**
   * Starts a sync if changes or messages are missing and still missing after a short delay. Repeats it with exponential
   * backoff while the responses do not contain them.
   */
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
   * The caller must call this when the socket has disconnected. Aborts the HTTP request in flight: it may hang as well,
   * and would delay the sync after the next connect.
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
   * Loads the list of conversations, which contains the newest message of each. Without the list, the first `sync`
   * would be from revision 0, and return the history of every conversation.
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
   * Whether a change shows that the server's database was restored to an older state. Another sync is then needed:
   * events that arrived before this response were compared with the revisions from before the restore, and may have
   * been ignored.
   */
  private isRollback(change: SyncPage['changes'][number]): boolean {
    const known = this.deps.view().conversations.get(change.conversation.id);
    return known !== undefined && isRollback(known, change);
  }
}

/**
 * Creates a request for the changes since the known revision of each conversation. A conversation whose `details` are
 * unknown is requested from revision 0: otherwise the response would omit it if it has no newer changes.
 */
function syncRequestOf({ conversations, peopleAt }: ViewState): SyncRequest {
  const revs = Array.from(conversations.values(), ({ id, rev, details }) => [id, details ? rev : 0] as const);
  return { conversations: Object.fromEntries(revs), ...(peopleAt !== undefined && { peopleSince: peopleAt }) };
}
