import type { Conversation } from '@smart-hub/contract/conversations';
import type { Message } from '@smart-hub/contract/messages';
import type { Problem } from '@smart-hub/contract/problem';
import type { ParticipantPosition } from '@smart-hub/contract/receipts';
import type { PersonProfile } from '@smart-hub/contract/users';
import {
  contiguous,
  detailsOf,
  positionOf,
  positionsOf,
  unreadOf,
  type ConversationState,
} from './conversation-state.js';
import type { OutboxEntry, OutgoingMessage } from './outbox-store.js';
import { receiverOf } from './outgoing-message.js';
import type { Presence, ViewState } from './view.js';

/**
 * The state of a message. An own message is `sending`, `sent` (stored by the server), `delivered` to or `read` by every
 * other participant, or `failed`. A message of another user is `delivered`, and `read` once this user has read it.
 */
export type MessageState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** A message as {@link Hub.messages} returns it. */
export interface MessageView {
  /** Unique within a conversation, and unchanged when the server stores the message: the key of list items. */
  readonly key: string;
  /** `id` and `seq` are absent until the server has stored the message. */
  readonly id?: string;
  readonly seq?: number;
  readonly content: string;
  readonly createdAt: string;
  readonly senderId: string;
  readonly senderName?: string;
  readonly replyTo: string | null;
  readonly clientMessageId?: string;
  readonly state: MessageState;
  /** When the message was deleted. Its `content` is empty then, and `senderName` may be that of a deleted account. */
  readonly deletedAt?: string;
  /** Why the message has failed. */
  readonly problem?: Problem;
}

/** A conversation as {@link Hub.conversations} returns it. */
export interface ConversationView {
  readonly id: string;
  readonly kind: Conversation['kind'];
  /** The other person. `deletedAt` is when their account was erased; no messages can be sent to them any more. */
  readonly user: Readonly<PersonProfile> & { readonly deletedAt?: string } & Presence;
  readonly lastMessage: MessageView | undefined;
  readonly lastActivityAt: string;
  readonly unread: number;
  /** The ids of the other users who are typing. */
  readonly typing: readonly string[];
  /** How far each participant has received and read the conversation. */
  readonly participants: readonly ParticipantPosition[];
  /** Whether there are older messages than the shown ones. */
  readonly hasOlder: boolean;
  /** Whether there are newer messages than the shown ones, so that a window of older messages is shown. */
  readonly hasNewer: boolean;
}

/** The newest message of a conversation that the server has not stored. */
export interface UnsentView {
  /** Absent while the server has no conversation with the receiver. */
  readonly conversationId?: string;
  /** The recipient of a conversation that does not exist yet, as the app has passed it to {@link Hub.send}. */
  readonly receiver?: Readonly<PersonProfile>;
  readonly message: MessageView;
}

interface Source {
  readonly view: ViewState;
  readonly entries: readonly OutboxEntry[];
}

/**
 * Creates the snapshots that the app renders from the view and the outbox. A snapshot that did not change is the same
 * object.
 */
export class Snapshots {
  private readonly messageViews = new WeakMap<Message | OutboxEntry, MessageView>();
  private readonly conversationViews = new WeakMap<
    ConversationState,
    { presence: Presence | undefined; view: ConversationView }
  >();
  private readonly messageLists = new Map<
    string,
    { source?: ConversationState; entries: Source['entries']; list: MessageView[] }
  >();
  private directIds: { source: ViewState['conversations']; byUser: Map<string, string> } | undefined;
  private unsentCache:
    | { source: ViewState['conversations']; entries: Source['entries']; list: readonly UnsentView[] }
    | undefined;
  private inbox: { source: ViewState; list: readonly ConversationView[]; unread: number } | undefined;

  constructor(private readonly me: string) {}

  conversations(view: ViewState): readonly ConversationView[] {
    return this.inboxOf(view).list;
  }

  totalUnread(view: ViewState): number {
    return this.inboxOf(view).unread;
  }

  /**
   * @param target the id of a conversation; or of a person, for the direct conversation with them, even before it
   *   exists
   */
  messages({ view, entries }: Source, target: string): readonly MessageView[] {
    const id = this.directWith(view, target) ?? target;
    const conversation = view.conversations.get(id);
    const before = this.messageLists.get(id);
    if (before && before.source === conversation && before.entries === entries) return before.list;
    const list = this.listOf(conversation, this.pendingOf({ view, entries }, id));
    const isSame =
      before?.list.length === list.length && list.every((message, index) => message === before.list[index]);
    const kept = isSame ? before.list : list;
    this.messageLists.set(id, { ...(conversation && { source: conversation }), entries, list: kept });
    return kept;
  }

  /** Returns the newest unsent message of each conversation, in the order in which they were written. */
  unsent({ view, entries }: Source): readonly UnsentView[] {
    if (this.unsentCache?.source === view.conversations && this.unsentCache.entries === entries)
      return this.unsentCache.list;
    const newest = new Map<string, OutboxEntry>();
    for (const entry of entries) {
      const queue = this.queueOf(view, entry.message);
      newest.delete(queue);
      if (!this.isStored(view.conversations.get(queue), entry)) newest.set(queue, entry);
    }
    const list = [...newest].map(([queue, entry]) => this.unsentView(view.conversations.get(queue)?.id, entry));
    this.unsentCache = { source: view.conversations, entries, list };
    return list;
  }

  /**
   * Returns the queue whose order a message keeps: the id of its conversation or, before that exists, of the recipient.
   */
  queueOf(view: ViewState, { receiverId, conversationId }: OutgoingMessage): string {
    return conversationId ?? this.directWith(view, receiverId) ?? receiverId;
  }

  private pendingOf({ view, entries }: Source, id: string): OutboxEntry[] {
    return entries.filter(({ message }) => this.queueOf(view, message) === id);
  }

  private directWith({ conversations }: ViewState, userId: string): string | undefined {
    if (this.directIds?.source !== conversations) {
      const byUser = new Map<string, string>();
      for (const state of conversations.values()) {
        const details = detailsOf(state);
        if (details) byUser.set(details.user.id, state.id);
      }
      this.directIds = { source: conversations, byUser };
    }
    return this.directIds.byUser.get(userId);
  }

  private listOf(conversation: ConversationState | undefined, pending: readonly OutboxEntry[]): MessageView[] {
    if (!conversation) return pending.map((entry) => this.pendingView(entry));
    if (conversation.window) return conversation.window.map((message) => this.storedView(conversation, message));
    const gapless = contiguous(conversation);
    // After a gap, messages of others are shown when it is closed; own messages must not disappear meanwhile.
    const own = conversation.messages.slice(gapless.length).filter(({ sender }) => sender.id === this.me);
    const shown = [...gapless, ...own];
    const stored = new Set(pending.length > 0 ? shown.map((message) => this.keyOf(message)) : []);
    return [
      ...shown.map((message) => this.storedView(conversation, message)),
      ...pending.filter((entry) => !stored.has(entry.clientMessageId)).map((entry) => this.pendingView(entry)),
    ];
  }

  private isStored(conversation: ConversationState | undefined, { clientMessageId }: OutboxEntry): boolean {
    return conversation?.messages.some((message) => this.keyOf(message) === clientMessageId) ?? false;
  }

  private unsentView(conversationId: string | undefined, entry: OutboxEntry): UnsentView {
    const receiver = receiverOf(entry);
    return {
      ...(conversationId !== undefined && { conversationId }),
      ...(receiver && { receiver }),
      message: this.pendingView(entry),
    };
  }

  private pendingView(entry: OutboxEntry): MessageView {
    const cached = this.messageViews.get(entry);
    if (cached) return cached;
    const { clientMessageId, createdAt, message, problem } = entry;
    const view: MessageView = {
      key: clientMessageId,
      content: message.content,
      createdAt,
      senderId: this.me,
      replyTo: message.replyTo ?? null,
      clientMessageId,
      state: problem ? 'failed' : 'sending',
      ...(problem && { problem }),
    };
    this.messageViews.set(entry, view);
    return view;
  }

  private storedView(conversation: ConversationState, message: Message): MessageView {
    const state = this.stateOf(conversation, message);
    const senderName = senderNameOf(conversation, message);
    const cached = this.messageViews.get(message);
    if (cached?.state === state && cached.senderName === senderName) return cached;
    const { id, seq, content, createdAt, sender, replyTo, clientMessageId, deletedAt } = message;
    const view: MessageView = {
      key: this.keyOf(message),
      id,
      seq,
      content,
      createdAt,
      senderId: sender.id,
      senderName,
      replyTo,
      ...(clientMessageId !== undefined && { clientMessageId }),
      ...(deletedAt !== undefined && { deletedAt }),
      state,
    };
    this.messageViews.set(message, view);
    return view;
  }

  /** The `clientMessageId` is the key of own messages only: those that other clients choose need not be unique. */
  private keyOf({ id, sender, clientMessageId }: Message): string {
    return sender.id === this.me ? (clientMessageId ?? id) : id;
  }

  private stateOf(conversation: ConversationState, { seq, sender }: Message): MessageState {
    if (sender.id !== this.me) return positionOf(conversation, this.me).readSeq >= seq ? 'read' : 'delivered';
    const others = conversation.participants.filter(({ userId }) => userId !== this.me);
    if (others.length === 0) return 'sent';
    if (others.every(({ readSeq }) => readSeq >= seq)) return 'read';
    return others.every(({ deliveredSeq }) => deliveredSeq >= seq) ? 'delivered' : 'sent';
  }

  private inboxOf(view: ViewState): NonNullable<Snapshots['inbox']> {
    if (this.inbox?.source === view) return this.inbox;
    const list: ConversationView[] = [];
    for (const state of view.conversations.values()) {
      const details = detailsOf(state);
      const shown = details && this.conversationView(state, details, view.presence);
      if (shown) list.push(shown);
    }
    list.sort(byActivity);
    const before = this.inbox?.list;
    const isSame = before?.length === list.length && list.every((one, index) => one === before[index]);
    const unread = list.reduce((sum, one) => sum + one.unread, 0);
    this.inbox = { source: view, list: isSame ? before : list, unread };
    return this.inbox;
  }

  private conversationView(
    state: ConversationState,
    { kind, user }: NonNullable<ConversationState['details']>,
    presences: ViewState['presence'],
  ): ConversationView {
    const presence = presences.get(user.id);
    const cached = this.conversationViews.get(state);
    if (cached && cached.presence === presence) return cached.view;
    const last = contiguous(state).at(-1);
    const view: ConversationView = {
      id: state.id,
      kind,
      user: {
        ...user,
        online: presence?.online ?? user.online,
        lastSeenAt: presence?.lastSeenAt ?? null,
      },
      lastMessage: last && this.storedView(state, last),
      lastActivityAt: state.lastActivityAt,
      unread: unreadOf(state, this.me),
      typing: state.typing,
      participants: positionsOf(state),
      hasOlder: (state.window?.[0]?.seq ?? state.firstSeq) > 1,
      hasNewer: state.window !== undefined,
    };
    this.conversationViews.set(state, { presence, view });
    return view;
  }
}

/** Returns the sender's current name: a message has the name of the time when it was loaded. */
function senderNameOf(state: ConversationState, { sender }: Message): string {
  const details = detailsOf(state);
  return sender.id === details?.user.id ? details.user.name : sender.name;
}

function byActivity(one: ConversationView, other: ConversationView): number {
  if (one.lastActivityAt !== other.lastActivityAt) return one.lastActivityAt < other.lastActivityAt ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}
