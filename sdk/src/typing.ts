import type { Typing } from '@smart-hub/contract/typing';
import type { ViewEvent } from './view.js';

interface Ports {
  readonly tell: (typing: Typing) => void;
  readonly apply: (event: ViewEvent) => void;
}

/** The server forgets who says nothing for six seconds. */
const REPEAT_MS = 3000;
/** Longer than anybody types without a pause: the server says who stops, this is for when that was lost. */
const FORGET_MS = 30_000;

/** Says that this user is typing, not at every key; forgets that others are, if nobody says that they stopped. */
export class TypingSignals {
  /** When it was last said of a conversation, in milliseconds. */
  private readonly told = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(private readonly ports: Ports) {}

  set(conversationId: string, active: boolean): void {
    const last = this.told.get(conversationId);
    if (active ? last !== undefined && Date.now() - last < REPEAT_MS : last === undefined) return;
    if (active) this.told.set(conversationId, Date.now());
    else this.told.delete(conversationId);
    this.ports.tell({ conversationId, active });
  }

  /** Who sends has stopped typing: the server knows, and the next key is news again. */
  sent(conversationId: string): void {
    this.told.delete(conversationId);
  }

  heard(conversationId: string, userIds: readonly string[]): void {
    clearTimeout(this.timers.get(conversationId));
    this.timers.delete(conversationId);
    this.ports.apply({ type: 'typing', conversationId, userIds });
    if (userIds.length === 0) return;
    this.timers.set(
      conversationId,
      setTimeout(() => this.heard(conversationId, []), FORGET_MS),
    );
  }

  /** Whoever is typing when the connection is lost: nobody says when they stop. */
  lost(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.told.clear();
    this.ports.apply({ type: 'nobody_typing' });
  }
}
