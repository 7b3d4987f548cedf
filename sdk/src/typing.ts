import type { Typing } from '@smart-hub/contract/typing';
import type { ViewEvent } from './view.js';

interface Dependencies {
  /** Sends the command `typing`. */
  readonly send: (typing: Typing) => void;
  /** Applies an event to the view. */
  readonly apply: (event: ViewEvent) => void;
}

/**
 * The interval of signals while the user types, in milliseconds. The server's typing state expires after six seconds.
 */
const REPEAT_MS = 3000;
/**
 * After this time without an event, other users count as no longer typing, in milliseconds: the event that a user has
 * stopped may have been lost. Longer than anyone types without a pause.
 */
const EXPIRY_MS = 30_000;

/**
 * Throttles the typing signals of this user, and clears the typing state of other users after a time limit.
 */
export class TypingSignals {
  /**
   * When the last signal was sent, by conversation, in milliseconds since 1970. Absent while the user is not typing.
   */
  private readonly sentAt = new Map<string, number>();
  /** The timers that clear the typing state of other users, by conversation. */
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly deps: Dependencies) {}

  /** Sends that this user is typing, if the last signal is old enough; or that the user has stopped typing. */
  set(conversationId: string, active: boolean): void {
    const last = this.sentAt.get(conversationId);
    if (active ? last !== undefined && Date.now() - last < REPEAT_MS : last === undefined) return;
    if (active) this.sentAt.set(conversationId, Date.now());
    else this.sentAt.delete(conversationId);
    this.deps.send({ conversationId, active });
  }

  /**
   * The caller must call this when this user sends a message. The server then clears the user's typing state, so the
   * next keystroke has to send a signal at once.
   */
  messageSent(conversationId: string): void {
    this.sentAt.delete(conversationId);
  }

  /** Applies an event with all other users who are typing in a conversation. */
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

  /**
   * The caller must call this when the connection is lost. Clears the typing state of all other users, because the
   * events that they have stopped will not arrive.
   */
  disconnected(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.sentAt.clear();
    this.deps.apply({ type: 'typing_reset' });
  }
}
