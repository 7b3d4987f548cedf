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

/** A message as the app shows it; {@link Hub.messages} returns a list of them. */
export interface MessageView {
  /**
   * A key for the items of a rendered list: unique within a conversation, and unchanged when the server stores the
   * message.
   */
  readonly key: string;
  /** Absent until the server has stored the message. */
  readonly id?: string;
  /** The position of the message in its conversation, from 1; absent until the server has stored the message. */
  readonly seq?: number;
  readonly content: string;
  readonly createdAt: string;
  readonly senderId: string;
  readonly senderName?: string;
  /** The id of the message that this one replies to. */
  readonly replyTo: string | null;
  readonly clientMessageId?: string;
  readonly state: MessageState;
  /**
   * When the message was deleted. A deleted message has an empty `content`, and its sender's account may be deleted.
   */
  readonly deletedAt?: string;
  /** Why the message has failed. */
  readonly problem?: Problem;
}

/** A conversation as the app shows it; {@link Hub.conversations} returns a list of them. */
export interface ConversationView {
  readonly id: string;
  readonly kind: Conversation['kind'];
  /** The other person. `deletedAt` is when that person's account was erased, after which nobody can write to it. */
  readonly user: Readonly<PersonProfile> & { readonly deletedAt?: string } & Presence;
  readonly lastMessage: MessageView | undefined;
  readonly lastActivityAt: string;
  /** The number of messages of others that this user has not read. */
  readonly unread: number;
  /** The ids of the other users who are typing. */
  readonly typing: readonly string[];
  /** The `seq` up to which each participant has received and read the messages. */
  readonly participants: readonly ParticipantPosition[];
  /** Whether there are older messages than those that {@link Hub.messages} returns. */
  readonly hasOlder: boolean;
  /** Whether there are newer messages than those that {@link Hub.messages} returns. */
  readonly hasNewer: boolean;
}

/** The newest unsent message of a conversation. */
export interface UnsentView {
  /** Absent while the conversation does not exist on the server. */
  readonly conversationId?: string;
  /** The profile of the recipient, if the app has passed it to {@link Hub.send}. */
  readonly receiver?: Readonly<PersonProfile>;
  readonly message: MessageView;
}

/** The data that snapshots are made from. */
interface Source {
  readonly view: ViewState;
  readonly entries: readonly OutboxEntry[];
}

/**
 * Creates the snapshots that the app renders, from the view and the entries of the outbox. Returns the same object
 * while the content of a snapshot does not change.
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
   * @param target the id of a conversation; or the id of a person, for the direct conversation with that person, even
   *   before it exists
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

  /** Returns the newest unsent message of each conversation, ordered by the time at which the messages were written. */
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
   * Returns the key of the queue in which a message is sent: the id of its conversation or, before the conversation
   * exists, the id of the recipient.
   */
  queueOf(view: ViewState, { receiverId, conversationId }: OutgoingMessage): string {
    return conversationId ?? this.directWith(view, receiverId) ?? receiverId;
  }

  /** Returns the unsent entries of a conversation. */
  private pendingOf({ view, entries }: Source, id: string): OutboxEntry[] {
    return entries.filter(({ message }) => this.queueOf(view, message) === id);
  }

  /** Returns the id of the direct conversation with a person; undefined if there is none. */
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
    // Messages of others after a gap are shown once the gap is closed. The user's own messages are shown at once: they
    // were shown before as unsent messages, and must not disappear meanwhile.
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

  /**
   * Returns the `clientMessageId` only for this user's own messages: those of other users need not be unique, because
   * their clients choose them.
   */
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

/** Returns the sender's current name, which may be newer than the name in the message. */
function senderNameOf(state: ConversationState, { sender }: Message): string {
  const details = detailsOf(state);
  return sender.id === details?.user.id ? details.user.name : sender.name;
}

function byActivity(one: ConversationView, other: ConversationView): number {
  if (one.lastActivityAt !== other.lastActivityAt) return one.lastActivityAt < other.lastActivityAt ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}
