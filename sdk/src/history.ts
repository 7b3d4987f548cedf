import type { Message, MessagePageQuery } from '@smart-hub/contract/messages';
import type { ConversationState } from './conversation-state.js';
import type { ViewEvent } from './view.js';

interface Ports {
  readonly known: (conversationId: string) => ConversationState | undefined;
  readonly apply: (event: ViewEvent) => void;
  readonly page: (conversationId: string, query: Partial<MessagePageQuery>) => Promise<Message[]>;
}

/** A message by its place, or by itself. */
export type MessagePlace =
  | { readonly seq: number; readonly messageId?: undefined }
  | { readonly messageId: string; readonly seq?: undefined };

const AROUND = 100;

/**
 * Reads back, as far as anybody wants. What is shown of a conversation is one range without a hole: its newest messages,
 * or, for who has gone far back or was led to a place, a window. It grows at the side where one reads, and gives way at the
 * other, so that a long history takes no more memory than a short one.
 */
export class History {
  constructor(private readonly ports: Ports) {}

  /** @returns whether there are still older ones */
  async loadOlder(conversationId: string, limit: number): Promise<boolean> {
    // Before asking: an app that keeps its place must see one end move at a time.
    this.ports.apply({ type: 'shortened', conversationId, side: 'newest' });
    const before = this.firstOf(conversationId);
    if (before <= 1) return false;
    const messages = await this.ports.page(conversationId, { before, limit });
    this.ports.apply({ type: 'older', conversationId, messages });
    return this.firstOf(conversationId) > 1;
  }

  /** @returns whether there are still newer ones */
  async loadNewer(conversationId: string, limit: number): Promise<boolean> {
    this.ports.apply({ type: 'shortened', conversationId, side: 'oldest' });
    const after = this.ports.known(conversationId)?.window?.at(-1)?.seq;
    if (after === undefined) return false;
    const messages = await this.ports.page(conversationId, { after, limit });
    this.ports.apply({ type: 'newer', conversationId, messages });
    return this.ports.known(conversationId)?.window !== undefined;
  }

  /** @returns the `seq` of the message, which is shown now, with those around it */
  async showAround(conversationId: string, { seq, messageId }: MessagePlace): Promise<number | undefined> {
    const isIt = (message: Message) => message.id === messageId || message.seq === seq;
    const known = this.ports.known(conversationId);
    const here = (known?.window ?? known?.messages)?.find(isIt);
    if (here) return here.seq;
    const around = messageId === undefined ? { around: seq } : { aroundMessage: messageId };
    const messages = await this.ports.page(conversationId, { ...around, limit: AROUND });
    this.ports.apply({ type: 'window', conversationId, messages });
    return messages.find(isIt)?.seq;
  }

  private firstOf(conversationId: string): number {
    const known = this.ports.known(conversationId);
    return known?.window?.[0]?.seq ?? known?.firstSeq ?? 1;
  }
}
