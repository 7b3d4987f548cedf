import type { MarkDelivered, MarkRead, Position } from '@smart-hub/contract/receipts';
import { backoff } from './backoff.js';
import { HubError } from './problem-error.js';
import type { ViewEvent } from './view.js';

interface Ports {
  readonly isOpen: () => boolean;
  /** The newest message that others sent and that has not been acknowledged as delivered; 0 if there is none. */
  readonly undelivered: (conversationId: string) => number;
  readonly markRead: (mark: MarkRead) => Promise<Position>;
  readonly markDelivered: (mark: MarkDelivered) => Promise<Position>;
  readonly apply: (event: ViewEvent) => void;
}

/** What arrives within this is acknowledged together. */
const GATHER_MS = 50;

/**
 * Tells the server how far this user has come: once per conversation for all that came meanwhile, one command at a
 * time, until it is acknowledged or refused for good.
 */
export class Receipts {
  private readonly reads = new Map<string, MarkRead>();
  /** How far it was said in this run. */
  private readonly said = new Map<string, number>();
  private readonly arrivals = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running = false;
  private failures = 0;

  constructor(private readonly ports: Ports) {}

  get isIdle(): boolean {
    return this.reads.size + this.arrivals.size === 0 && !this.running;
  }

  /** @param isNews whether this user was not known to have read so far */
  read(mark: MarkRead, isNews: boolean): void {
    // Public and private positions are two: the one must not be told as the other.
    const key = `${mark.conversationId} ${mark.private === true}`;
    if (!isNews && (this.said.get(key) ?? 0) >= mark.seq) return;
    this.said.set(key, mark.seq);
    this.reads.set(key, mark);
    this.schedule();
  }

  arrived(conversationId: string): void {
    if (this.ports.undelivered(conversationId) === 0) return;
    this.arrivals.add(conversationId);
    this.schedule();
  }

  schedule(delay = GATHER_MS): void {
    if (this.timer !== undefined || this.running || this.isIdle || !this.ports.isOpen()) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.run();
    }, delay);
  }

  close(): void {
    clearTimeout(this.timer);
  }

  private async run(): Promise<void> {
    this.running = true;
    let delay: number | undefined;
    try {
      for (const [key, mark] of this.reads) await this.tellRead(key, mark);
      for (const conversationId of this.arrivals) await this.tellDelivered(conversationId);
      this.failures = 0;
    } catch (error) {
      this.failures += 1;
      const retryAfter = error instanceof HubError ? (error.problem.retryAfter ?? 0) : 0;
      delay = Math.max(retryAfter * 1000, backoff(this.failures));
    }
    this.running = false;
    this.schedule(delay);
  }

  private async tellRead(key: string, mark: MarkRead): Promise<void> {
    const position = await unlessRefused(this.ports.markRead(mark));
    if (position) this.ports.apply({ type: 'read', ...position });
    if (this.reads.get(key) === mark) this.reads.delete(key);
  }

  private async tellDelivered(conversationId: string): Promise<void> {
    const seq = this.ports.undelivered(conversationId);
    const position = seq > 0 ? await unlessRefused(this.ports.markDelivered({ conversationId, seq })) : undefined;
    if (position) this.ports.apply({ type: 'delivered', ...position });
    if (!position || this.ports.undelivered(conversationId) === 0) this.arrivals.delete(conversationId);
  }
}

/** Nothing, when the server refuses for good. @throws when it may succeed later */
async function unlessRefused(answer: Promise<Position>): Promise<Position | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof HubError && !error.problem.retryable && !error.code.startsWith('auth.')) return undefined;
    throw error;
  }
}
