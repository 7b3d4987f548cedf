import type { Typing } from '@smart-hub/contract/typing';
import type { ViewEvent } from './view.js';

interface Dependencies {
  readonly send: (typing: Typing) => void;
  readonly apply: (event: ViewEvent) => void;
}

/** How often the signal is repeated, in milliseconds: on the server it expires after six seconds. */
const REPEAT_MS = 3000;
/**
 * Expiry of another user's typing, in milliseconds, in case the event that they stopped was lost: longer than anyone
 * types without a pause.
 */
const EXPIRY_MS = 30_000;

/**
 * Throttles the typing signals of this user, and expires the typing of others if the event that they stopped was lost.
 */
export class TypingSignals {
  /** When the last signal was sent, by conversation, in milliseconds since 1970. */
  private readonly sentAt = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly deps: Dependencies) {}

  set(conversationId: string, active: boolean): void {
    const last = this.sentAt.get(conversationId);
    if (active ? last !== undefined && Date.now() - last < REPEAT_MS : last === undefined) return;
    if (active) this.sentAt.set(conversationId, Date.now());
    else this.sentAt.delete(conversationId);
    this.deps.send({ conversationId, active });
  }

  /**
   * Resets the throttle after a message: the server clears the typing state of its sender, so the next keystroke is
   * sent.
   */
  messageSent(conversationId: string): void {
    this.sentAt.delete(conversationId);
  }

  typingChanged(conversationId: string, userIds: readonly string[]): void {
    clearTimeout(this.timers.get(conversationId));
    this.timers.delete(conversationId);
    this.deps.apply({ type: 'typing', conversationId, userIds });
    if (userIds.length === 0) return;
    this.timers.set(
      conversationId,
      setTimeout(() => this.typingChanged(conversationId, []), EXPIRY_MS),
    );
  }

  /** Clears the typing of others when the connection is lost, because the event that they stopped would be missed. */
  disconnected(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.sentAt.clear();
    this.deps.apply({ type: 'typing_reset' });
  }
}
