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
import { receiverOf } from './outgoing.js';
import type { Presence, ViewState } from './view.js';

/**
 * How far a message has come: `delivered` and `read` when it has come so far with every other participant. Of what
 * others sent: `read` once this user has read it.
 */
export type MessageState = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

export interface MessageView {
  /** The same from the first attempt on, and unique within a conversation: for lists. */
  readonly key: string;
  /** Both absent until the server has stored it. */
  readonly id?: string;
  readonly seq?: number;
  readonly content: string;
  readonly createdAt: string;
  readonly senderId: string;
  readonly senderName?: string;
  readonly replyTo: string | null;
  readonly clientMessageId?: string;
  readonly state: MessageState;
  /** When it was deleted; `content` is empty then, and `senderName` may say that the account was deleted. */
  readonly deletedAt?: string;
  /** Why it failed. */
  readonly problem?: Problem;
}

export interface ConversationView {
  readonly id: string;
  readonly kind: Conversation['kind'];
  /** The other person. `deletedAt`: when their account was erased; nothing can be sent to them any more. */
  readonly user: Readonly<PersonProfile> & { readonly deletedAt?: string } & Presence;
  readonly lastMessage: MessageView | undefined;
  readonly lastActivityAt: string;
  readonly unread: number;
  /** Who else is typing: their ids. */
  readonly typing: readonly string[];
  readonly participants: readonly ParticipantPosition[];
  /** Whether there are messages before those that are loaded. */
  readonly hasOlder: boolean;
  /** Whether there are messages after them: a window is shown, and not the newest. */
  readonly hasNewer: boolean;
}

/** The newest message of a conversation that the server has not stored. */
export interface UnsentView {
  /** Absent as long as the server has no conversation with the receiver. */
  readonly conversationId?: string;
  /** The person of a conversation that is not there yet, as the app has told them to `send`. */
  readonly receiver?: Readonly<PersonProfile>;
  readonly message: MessageView;
}

interface Source {
  readonly view: ViewState;
  readonly entries: readonly OutboxEntry[];
}

/** What an app shows, made of what the client knows. What did not change is the same object as before. */
export class Snapshots {
  private readonly messageViews = new WeakMap<Message | OutboxEntry, MessageView>();
  private readonly conversationViews = new WeakMap<
    ConversationState,
    { presence: Presence | undefined; view: ConversationView }
  >();
  private readonly lists = new Map<
    string,
    { of?: ConversationState; entries: Source['entries']; list: MessageView[] }
  >();
  private directs: { of: ViewState['conversations']; byUser: Map<string, string> } | undefined;
  private latest:
    | { of: ViewState['conversations']; entries: Source['entries']; list: readonly UnsentView[] }
    | undefined;
  private inbox: { of: ViewState; list: readonly ConversationView[]; unread: number } | undefined;

  constructor(private readonly me: string) {}

  conversations(view: ViewState): readonly ConversationView[] {
    return this.inboxOf(view).list;
  }

  totalUnread(view: ViewState): number {
    return this.inboxOf(view).unread;
  }

  /** @param place a conversation, or a person, for the direct conversation with them, even before there is one */
  messages({ view, entries }: Source, place: string): readonly MessageView[] {
    const id = this.directWith(view, place) ?? place;
    const conversation = view.conversations.get(id);
    const before = this.lists.get(id);
    if (before && before.of === conversation && before.entries === entries) return before.list;
    const list = this.listOf(conversation, this.pendingOf({ view, entries }, id));
    const isSame =
      before?.list.length === list.length && list.every((message, index) => message === before.list[index]);
    const kept = isSame ? before.list : list;
    this.lists.set(id, { ...(conversation && { of: conversation }), entries, list: kept });
    return kept;
  }

  /** Of each conversation with unsent messages the newest of them, in the order in which they were written. */
  unsent({ view, entries }: Source): readonly UnsentView[] {
    if (this.latest?.of === view.conversations && this.latest.entries === entries) return this.latest.list;
    const newest = new Map<string, OutboxEntry>();
    for (const entry of entries) {
      const lane = this.laneOf(view, entry.message);
      newest.delete(lane);
      if (!this.isStored(view.conversations.get(lane), entry)) newest.set(lane, entry);
    }
    const list = [...newest].map(([lane, entry]) => this.unsentView(view.conversations.get(lane)?.id, entry));
    this.latest = { of: view.conversations, entries, list };
    return list;
  }

  /** What keeps its order: the conversation, or, as long as there is none, the person who is written to. */
  laneOf(view: ViewState, { receiverId, conversationId }: OutgoingMessage): string {
    return conversationId ?? this.directWith(view, receiverId) ?? receiverId;
  }

  private pendingOf({ view, entries }: Source, id: string): OutboxEntry[] {
    return entries.filter(({ message }) => this.laneOf(view, message) === id);
  }

  private directWith({ conversations }: ViewState, userId: string): string | undefined {
    if (this.directs?.of !== conversations) {
      const byUser = new Map<string, string>();
      for (const state of conversations.values()) {
        const details = detailsOf(state);
        if (details) byUser.set(details.user.id, state.id);
      }
      this.directs = { of: conversations, byUser };
    }
    return this.directs.byUser.get(userId);
  }

  private listOf(conversation: ConversationState | undefined, pending: readonly OutboxEntry[]): MessageView[] {
    if (!conversation) return pending.map((entry) => this.pendingView(entry));
    if (conversation.window) return conversation.window.map((message) => this.storedView(conversation, message));
    const whole = contiguous(conversation);
    // Behind a hole, what others wrote waits until it is closed; what this user wrote must not vanish meanwhile.
    const mine = conversation.messages.slice(whole.length).filter(({ sender }) => sender.id === this.me);
    const shown = [...whole, ...mine];
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

  /** What others chose as ids may be anything: only this user's are told apart by them. */
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
    if (this.inbox?.of === view) return this.inbox;
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
    this.inbox = { of: view, list: isSame ? before : list, unread };
    return this.inbox;
  }

  private conversationView(
    state: ConversationState,
    { kind, user }: NonNullable<ConversationState['details']>,
    everybody: ViewState['presence'],
  ): ConversationView {
    const presence = everybody.get(user.id);
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

/** As they are called now: a message has the name that its sender had when it was read. */
function senderNameOf(state: ConversationState, { sender }: Message): string {
  const details = detailsOf(state);
  return sender.id === details?.user.id ? details.user.name : sender.name;
}

function byActivity(one: ConversationView, other: ConversationView): number {
  if (one.lastActivityAt !== other.lastActivityAt) return one.lastActivityAt < other.lastActivityAt ? 1 : -1;
  return one.id < other.id ? 1 : -1;
}
