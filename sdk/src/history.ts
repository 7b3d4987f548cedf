import type { Message, MessagePageQuery } from '@smart-hub/contract/messages';
import type { ConversationState } from './conversation-state.js';
import type { ViewEvent } from './view.js';

interface Dependencies {
  /** Returns the state of a conversation in the view. */
  readonly conversation: (conversationId: string) => ConversationState | undefined;
  /** Applies an event to the view. */
  readonly apply: (event: ViewEvent) => void;
  /** Fetches a page of messages from the server. */
  readonly page: (conversationId: string, query: Partial<MessagePageQuery>) => Promise<Message[]>;
}

/** Identifies a message of a conversation, by its `seq` or by its id. */
export type MessageRef =
  | { readonly seq: number; readonly messageId?: undefined }
  | { readonly messageId: string; readonly seq?: undefined };

/** The size of the page around a message. */
const AROUND_LIMIT = 100;

/**
 * Pages through the messages of conversations. The shown range of a conversation has no gaps. It consists of the newest
 * messages or, after paging far back or jumping to a message, of a window of older ones. Loading a page extends the
 * range at one side and trims it at the other, so that a long history needs no more memory than a short one.
 */
export class History {
  constructor(private readonly deps: Dependencies) {}

  /** @returns whether there are still older messages */
  async loadOlder(conversationId: string, limit: number): Promise<boolean> {
    // Trims before the request, not with its response: an app that keeps its scroll position can handle a change at
    // only one side of the range at a time.
    this.deps.apply({ type: 'trimmed', conversationId, side: 'newest' });
    const before = this.firstSeqOf(conversationId);
    if (before <= 1) return false;
    const messages = await this.deps.page(conversationId, { before, limit });
    this.deps.apply({ type: 'older', conversationId, messages });
    return this.firstSeqOf(conversationId) > 1;
  }

  /** @returns whether there are still newer messages */
  async loadNewer(conversationId: string, limit: number): Promise<boolean> {
    this.deps.apply({ type: 'trimmed', conversationId, side: 'oldest' });
    const after = this.deps.conversation(conversationId)?.window?.at(-1)?.seq;
    if (after === undefined) return false;
    const messages = await this.deps.page(conversationId, { after, limit });
    this.deps.apply({ type: 'newer', conversationId, messages });
    return this.deps.conversation(conversationId)?.window !== undefined;
  }

  /** Shows a message with the messages around it. @returns the `seq` of that message */
  async showAround(conversationId: string, { seq, messageId }: MessageRef): Promise<number | undefined> {
    const isTarget = (message: Message) => message.id === messageId || message.seq === seq;
    const known = this.deps.conversation(conversationId);
    const shown = (known?.window ?? known?.messages)?.find(isTarget);
    if (shown) return shown.seq;
    const around = messageId === undefined ? { around: seq } : { aroundMessage: messageId };
    const messages = await this.deps.page(conversationId, { ...around, limit: AROUND_LIMIT });
    this.deps.apply({ type: 'window', conversationId, messages });
    return messages.find(isTarget)?.seq;
  }

  /** Returns the `seq` of the first shown message. */
  private firstSeqOf(conversationId: string): number {
    const known = this.deps.conversation(conversationId);
    return known?.window?.[0]?.seq ?? known?.firstSeq ?? 1;
  }
}
