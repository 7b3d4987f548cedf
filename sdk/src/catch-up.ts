import type { Conversation } from '@smart-hub/contract/conversations';
import type { SyncPage, SyncRequest } from '@smart-hub/contract/sync';
import { backoff } from './backoff.js';
import { wentBack } from './conversation-state.js';
import { isBehind, type ViewEvent, type ViewState } from './view.js';

interface Ports {
  readonly isOpen: () => boolean;
  readonly view: () => ViewState;
  readonly apply: (event: ViewEvent) => void;
  readonly sync: (request: SyncRequest) => Promise<SyncPage>;
  /** A page of the conversations, newest activity first. */
  readonly list: (before: string | undefined, signal: AbortSignal) => Promise<Conversation[]>;
  /** All conversations are known, though not yet all that happened in them. */
  readonly onListed: () => void;
  /** The view is what the server has. */
  readonly onDone: () => void;
}

/** How long a page of the conversations may take, in milliseconds. */
const LIST_TIMEOUT_MS = 20_000;
/** Events of two nodes may overtake each other: a gap that closes by itself within this needs no question. */
const GAP_PATIENCE_MS = 150;

/**
 * Asks for what was missed.
 *
 * There is no window: it begins when the socket is open, so whatever is not in an answer comes as an event, and the
 * view takes both in any order. At most one question is on its way.
 */
export class CatchUp {
  /** Whether all conversations are known. */
  private listed = false;
  private running = false;
  private again = false;
  private failures = 0;
  /** How often it was asked because of a gap, and the gap stayed. */
  private heals = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Ends the request for a page of the conversations that is on its way. */
  private abort: () => void = () => undefined;

  constructor(private readonly ports: Ports) {}

  get hasListed(): boolean {
    return this.listed;
  }

  /** Catches up now, and once more if it is doing so already: that question may be older than what was missed. */
  request(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.again = true;
    if (!this.running) void this.run();
  }

  /** Has a gap closed that is still there in a moment; later and later, should the answers not close it. */
  watch(): void {
    if (this.running || this.timer !== undefined) return;
    if (!isBehind(this.ports.view())) {
      this.heals = 0;
      return;
    }
    const patience = Math.max(GAP_PATIENCE_MS, this.heals > 0 ? backoff(this.heals) : 0);
    this.heals += 1;
    this.later(patience, () => isBehind(this.ports.view()));
  }

  /** The connection has ended: what is requested beside it may hang as well, and would keep the next one waiting. */
  lost(): void {
    this.abort();
  }

  close(): void {
    clearTimeout(this.timer);
    this.abort();
  }

  private async run(): Promise<void> {
    this.running = true;
    try {
      while (this.again && this.ports.isOpen()) {
        this.again = false;
        await this.round();
      }
      this.failures = 0;
    } catch {
      this.failures += 1;
      this.again = true;
    }
    this.running = false;
    // Not open: the next connection begins anew.
    if (!this.ports.isOpen()) return;
    if (this.again) return this.later(backoff(Math.max(this.failures, 1)), () => true);
    this.ports.onDone();
    this.watch();
  }

  private later(delay: number, isNeeded: () => boolean): void {
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.ports.isOpen() && isNeeded()) this.request();
    }, delay);
  }

  private async round(): Promise<void> {
    if (!this.listed) await this.list();
    let more: boolean;
    do {
      const page = await this.ports.sync(requestOf(this.ports.view()));
      this.again ||= page.changes.some((change) => this.isOlderState(change));
      this.ports.apply({ type: 'synced', page });
      ({ more } = page);
    } while (more);
  }

  /** At first the list: the newest message of each conversation, where `sync` from nothing would bring their history. */
  private async list(): Promise<void> {
    let before: string | undefined;
    do {
      const conversations = await this.page(before);
      this.ports.apply({ type: 'listed', conversations });
      before = conversations.at(-1)?.id;
    } while (before !== undefined);
    this.listed = true;
    this.ports.onListed();
  }

  private async page(before: string | undefined): Promise<Conversation[]> {
    const request = new AbortController();
    this.abort = () => request.abort();
    const timer = setTimeout(this.abort, LIST_TIMEOUT_MS);
    return this.ports.list(before, request.signal).finally(() => clearTimeout(timer));
  }

  /** Then what came since is judged by the revisions that were, and must be asked for again. */
  private isOlderState(change: SyncPage['changes'][number]): boolean {
    const known = this.ports.view().conversations.get(change.conversation.id);
    return known !== undefined && wentBack(known, change);
  }
}

/** A conversation that the server has not described yet is asked for from its beginning: else nothing would be news. */
function requestOf({ conversations, peopleAt }: ViewState): SyncRequest {
  const revs = Array.from(conversations.values(), ({ id, rev, details }) => [id, details ? rev : 0] as const);
  return { conversations: Object.fromEntries(revs), ...(peopleAt !== undefined && { peopleSince: peopleAt }) };
}
