import type { conversationsRoutes } from '@smart-hub/contract/conversations';
import type { CommandName, CommandPayload, CommandResult } from '@smart-hub/contract/events';
import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import type { PersonProfile } from '@smart-hub/contract/users';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { Synchronizer } from './synchronizer.js';
import { isMessage, checkedList } from './response-check.js';
import type { HubClient } from './client.js';
import { Connection, type HubStatus, type RenewToken } from './connection.js';
import { contiguous, positionOf } from './conversation-state.js';
import { History, type MessageRef } from './history.js';
import { invalidArgument, unreachable } from './local-problem.js';
import { memoryStore, type OutboxEntry, type OutboxStore, type OutgoingMessage } from './outbox-store.js';
import { Outbox } from './outbox.js';
import { toOutgoing, receiverOf } from './outgoing-message.js';
import { payloadProblem } from './payload-check.js';
import { ReceiptSender } from './receipt-sender.js';
import { addressOf } from './route-address.js';
import { Snapshots, type ConversationView, type MessageView, type UnsentView } from './snapshots.js';
import type { HubSocket } from './socket.js';
import { TypingSignals } from './typing.js';
import { emptyView, reduce, type ViewEvent } from './view.js';

/** The options of {@link Hub.connect}. */
export interface HubOptions {
  /** The id of the user whose token the client has. */
  readonly userId: string;
  /** The store of unsent messages. By default in memory: they do not survive a reload. */
  readonly store?: OutboxStore;
  /**
   * Returns a new access token when the server has refused the current one. By default the client renews the token if
   * it has a refresh token; otherwise the status of the hub becomes `logged out`.
   */
  readonly renewToken?: RenewToken;
  /** Options of socket.io-client. They take precedence over the options that the hub itself sets. */
  readonly socket?: Partial<ManagerOptions & SocketOptions>;
}

const conversationList = addressOf<typeof conversationsRoutes.list>('GET', '/conversations');
const messageList = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

/**
 * A local view of one user's conversations, which the hub keeps up to date with the server, and an outbox for the
 * user's messages. The hub reconnects and syncs by itself.
 *
 * Invariants: every message appears once, in order, without gaps; a sent message is stored once, even if the connection
 * is lost meanwhile; snapshots (conversations, messages) are immutable, and remain the same object until their content
 * changes.
 */
export class Hub {
  /** The underlying socket, for events and commands for which the hub has no method. */
  readonly socket: HubSocket;
  private state = emptyView;
  private currentStatus: HubStatus = 'connecting';
  private isClosed = false;
  private readonly listeners = new Set<() => void>();
  private readonly snapshots: Snapshots;
  private readonly outbox: Outbox;
  private readonly synchronizer: Synchronizer;
  private readonly receipts: ReceiptSender;
  private readonly history: History;
  private readonly typing: TypingSignals;
  private readonly connection: Connection;
  private readonly unwatch: (() => void) | undefined;

  /**
   * Loads the unsent messages of an earlier run from the store, and connects. Resolves without waiting for the
   * connection, even if the server cannot be reached.
   *
   * @throws HubError `request.invalid` when an argument is missing or not valid
   */
  static async connect(client: HubClient, options: HubOptions): Promise<Hub> {
    checkOptions(client, options);
    const store = options.store ?? memoryStore();
    const stored = await store.load();
    return new Hub(client, options, store, Array.isArray(stored) ? stored : []);
  }

  private constructor(
    client: HubClient,
    private readonly options: HubOptions,
    private readonly store: OutboxStore,
    stored: readonly OutboxEntry[],
  ) {
    const apply = (event: ViewEvent) => this.apply(event);
    const isOpen = () => this.connection.isOpen;
    this.snapshots = new Snapshots(options.userId);
    this.outbox = new Outbox(stored, {
      store,
      problemOf: ({ message, clientMessageId }) => payloadProblem('send_message', { ...message, clientMessageId }),
      // Until the list of conversations is complete, the queue of a conversation and that of its person are not known
      // to be the same.
      isReady: () => isOpen() && this.synchronizer.hasListed,
      send: ({ message, clientMessageId }) => this.command('send_message', { ...message, clientMessageId }),
      queueOf: (message) => this.snapshots.queueOf(this.state, message),
      onStored: (message) => this.onMessage(message),
      onChange: () => this.notify(),
    });
    this.synchronizer = new Synchronizer({
      isOpen,
      apply,
      view: () => this.state,
      sync: (request) => this.command('sync', request),
      list: async (before, signal) => checkedList(await client.call(conversationList, { query: { before } }, signal)),
      onListed: () => this.outbox.flush(),
      onSynced: () => this.setStatus('online'),
    });
    this.receipts = new ReceiptSender({
      isOpen,
      apply,
      undeliveredSeq: (id) => this.undeliveredSeq(id),
      markRead: (mark) => this.command('mark_read', mark),
      markDelivered: (mark) => this.command('mark_delivered', mark),
    });
    this.history = new History({
      apply,
      conversation: (id) => this.state.conversations.get(id),
      page: async (conversationId, query) =>
        checkedList(await client.call(messageList, { params: { conversationId }, query })),
    });
    // A typing signal that is lost is not retried: the next keystrokes send another one.
    this.typing = new TypingSignals({ apply, send: (typing) => void this.command('typing', typing).catch(() => {}) });
    this.connection = new Connection(client, this.connectionDependencies(), options.socket);
    this.socket = this.connection.socket;
    this.unwatch = store.watch?.(
      (entries) => this.outbox.mergeStored(entries),
      () => this.notify(),
    );
    this.listen();
  }

  /** The state of the connection. While `online`, the view is up to date with the server. */
  get status(): HubStatus {
    return this.currentStatus;
  }

  /**
   * The time of the next attempt to connect, in milliseconds since 1970; undefined if none is scheduled. {@link resume}
   * connects earlier.
   */
  get retryAt(): number | undefined {
    return this.connection.retryAt;
  }

  /** The number of unsent messages: those that the server has not acknowledged, including failed ones. */
  get unsent(): number {
    return this.outbox.entries.length;
  }

  /**
   * The newest unsent message of each conversation, also of conversations that do not exist yet, and are therefore not
   * in {@link conversations}.
   */
  get unsentMessages(): readonly UnsentView[] {
    return this.snapshots.unsent({ view: this.state, entries: this.outbox.entries });
  }

  /**
   * Whether all unsent messages survive a reload. False if the store is in memory or could not save one of them. They
   * are sent in any case.
   */
  get isDurable(): boolean {
    return this.store.isDurable ?? true;
  }

  /** The conversations of the user, newest activity first. */
  get conversations(): readonly ConversationView[] {
    return this.snapshots.conversations(this.state);
  }

  /** The number of unread messages in all conversations. */
  get totalUnread(): number {
    return this.snapshots.totalUnread(this.state);
  }

  /**
   * Returns the loaded messages of a conversation, oldest first, with unsent ones at the end. Initially only the newest
   * message is loaded: {@link loadOlder} and {@link showAround} load others.
   *
   * @param id the id of a conversation; or the id of a person, for the direct conversation with that person, even
   *   before its first message
   */
  messages(id: string): readonly MessageView[] {
    return this.snapshots.messages({ view: this.state, entries: this.outbox.entries }, id);
  }

  /**
   * Calls the listener after every change of the conversations, the unsent messages or the status. Returns a function
   * that removes the listener.
   */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /**
   * Puts a message into the outbox, which sends it at once, or as soon as the server can be reached. The message
   * appears in {@link messages} at once; its `state` there shows the progress. It is `failed` from the beginning if the
   * server would refuse it.
   *
   * @param message a message to a person (`receiverId`) or to a conversation (`conversationId`)
   * @param receiver the profile of the recipient, if the user has no conversation with that person yet: it is stored
   *   with the message, and part of {@link unsentMessages}
   * @returns the `clientMessageId`, once the message is in the store
   * @throws HubError `request.invalid` when the message names neither a person nor a conversation
   */
  async send(message: OutgoingMessage, receiver?: PersonProfile): Promise<string> {
    const outgoing = toOutgoing(message);
    const queue = this.snapshots.queueOf(this.state, outgoing);
    this.typing.messageSent(queue);
    // The user must see the new message, even if older messages are shown.
    this.showNewest(queue);
    return this.outbox.add(outgoing, receiver);
  }

  /** Tries again to send a message whose state is `failed`. */
  retry(clientMessageId: string): Promise<void> {
    return this.outbox.retry(clientMessageId);
  }

  /** Removes an unsent message, which is then not sent. If it is in flight already, the server may still store it. */
  discard(clientMessageId: string): Promise<void> {
    return this.outbox.discard(clientMessageId);
  }

  /**
   * Marks a conversation as read up to a message. The view changes at once, and the server is updated when it can be
   * reached. Sending a message does not mark earlier messages as read.
   *
   * `seq` is that of the last message that the user has read, by default of the newest one. With `private`, the other
   * participants do not learn that these messages were read, now or later.
   */
  markRead(conversationId: string, { seq, private: isPrivate }: { seq?: number; private?: boolean } = {}): void {
    const conversation = this.state.conversations.get(conversationId);
    const last = conversation && contiguous(conversation).at(-1)?.seq;
    if (!last) return;
    const mark = { conversationId, seq: Math.min(seq ?? last, last), ...(isPrivate && { private: true }) };
    const isAhead = positionOf(conversation, this.options.userId).readSeq < mark.seq;
    this.apply({ type: 'read', userId: this.options.userId, ...mark });
    this.receipts.markRead(mark, isAhead);
  }

  /**
   * Signals to the other participants that the user is typing or has stopped. Call it at every keystroke: it sends at
   * most one signal in 3 s.
   */
  setTyping(conversationId: string, active: boolean): void {
    if (this.connection.isOpen) this.typing.set(conversationId, active);
  }

  /** Loads a page of messages that precede the shown ones. @returns whether there are still older messages */
  loadOlder(conversationId: string, limit = 50): Promise<boolean> {
    return this.history.loadOlder(conversationId, limit);
  }

  /**
   * Loads a page of messages that follow the shown ones. Does nothing if the newest messages are shown.
   *
   * @returns whether there are still newer messages
   */
  loadNewer(conversationId: string, limit = 50): Promise<boolean> {
    return this.history.loadNewer(conversationId, limit);
  }

  /**
   * Shows a message of any age and the messages around it, instead of the messages that {@link messages} returns now.
   * Changes nothing if the message is shown already.
   *
   * @returns the `seq` of the message
   * @throws HubError `message.not_found` when there is no such message; and as {@link HubClient.call}
   */
  showAround(conversationId: string, message: MessageRef): Promise<number | undefined> {
    return this.history.showAround(conversationId, message);
  }

  /** Shows the newest messages again, after {@link showAround} or {@link loadOlder} has replaced them by older ones. */
  showNewest(conversationId: string): void {
    this.apply({ type: 'newest', conversationId });
  }

  /**
   * Connects now, with the current token of the client. An app must call this to connect again when the status is
   * `logged out` or `evicted`. When it is `offline`, the call connects at once instead of at {@link retryAt}. Does
   * nothing while a connection is open.
   */
  resume(): void {
    if (this.connection.isOpen || this.isClosed) return;
    this.connection.resume();
    this.setStatus('connecting');
  }

  /**
   * Checks whether the open connection is still alive, which takes a few seconds, and replaces a dead one. While the
   * status is `offline`, connects at once.
   *
   * In browsers the hub does this by itself. Elsewhere, call it when the machine wakes up or the network changes, for
   * example from Electron's `powerMonitor` or React Native's `AppState`.
   */
  wake(): void {
    this.connection.wake();
  }

  /** Closes the connection for good and removes all listeners. Unsent messages remain in the store. */
  close(): void {
    this.isClosed = true;
    this.synchronizer.close();
    this.receipts.close();
    this.unwatch?.();
    this.outbox.close();
    this.connection.close();
    this.typing.disconnected();
    this.listeners.clear();
  }

  private connectionDependencies() {
    return {
      renewToken: this.options.renewToken,
      onOpen: () => {
        this.outbox.connectionOpened();
        this.setStatus('catching up');
        this.synchronizer.request();
        this.outbox.flush();
        this.receipts.schedule();
      },
      onUnavailable: (status: HubStatus) => {
        this.synchronizer.disconnected();
        this.typing.disconnected();
        this.setStatus(status);
      },
      onDisconnect: (byServer: boolean) => this.outbox.connectionEnded(byServer),
      onConnectError: () => this.outbox.connectionFailed(),
      onNewToken: () => {
        if (this.currentStatus === 'logged out') this.resume();
      },
      onRetryAtChange: () => this.notify(),
    };
  }

  private listen(): void {
    const me = this.options.userId;
    this.socket.on('new_message', (message) => this.onMessage(message));
    this.socket.on('message_sent', (message) => this.onMessage(message));
    this.socket.on('conversation_read', (position) => this.apply({ type: 'read', ...position }));
    this.socket.on('unread_changed', ({ readSeq: seq, ...counted }) =>
      this.apply({ type: 'read', userId: me, seq, ...counted }),
    );
    this.socket.on('conversation_delivered', (position) => this.apply({ type: 'delivered', ...position }));
    this.socket.on('typing_changed', ({ conversationId, userIds }) =>
      this.typing.typingChanged(conversationId, userIds),
    );
    this.socket.on('resync', () => this.synchronizer.request());
    this.socket.on('presence_state', ({ users }) => this.apply({ type: 'presence_state', users }));
    this.socket.on('user_joined', ({ id }) => {
      if (id !== me) this.apply({ type: 'presence', userId: id, presence: { online: true, lastSeenAt: null } });
    });
    this.socket.on('user_left', ({ id }) => {
      const presence = { online: false, lastSeenAt: new Date().toISOString() };
      if (id !== me) this.apply({ type: 'presence', userId: id, presence });
    });
    this.socket.on('user_changed', (person) => this.apply({ type: 'profile', person }));
    this.socket.on('presence_changed', ({ id, ...presence }) => this.apply({ type: 'presence', userId: id, presence }));
  }

  private onMessage(message: Message): void {
    if (!isMessage(message)) return;
    const { clientMessageId, sender } = message;
    const isMine = sender.id === this.options.userId;
    const entry = this.outbox.entries.find((one) => isMine && one.clientMessageId === clientMessageId);
    this.apply({ type: 'message', message, receiver: entry && receiverOf(entry) });
    if (entry) this.outbox.confirm(entry.clientMessageId);
  }

  private apply(event: ViewEvent): void {
    const before = this.state;
    this.state = reduce(before, event);
    if (this.state === before || this.isClosed) return;
    this.acknowledge(before.conversations);
    this.synchronizer.checkGap();
    this.notify();
  }

  /** Acknowledges the delivery of new messages in the conversations that differ from those before an event. */
  private acknowledge(before: (typeof emptyView)['conversations']): void {
    if (before === this.state.conversations) return;
    for (const [id, conversation] of this.state.conversations)
      if (before.get(id) !== conversation) this.receipts.markDelivered(id);
  }

  /** Returns the `seq` of the newest message of others whose delivery is not acknowledged yet; 0 if there is none. */
  private undeliveredSeq(conversationId: string): number {
    const conversation = this.state.conversations.get(conversationId);
    if (!conversation) return 0;
    const newest = contiguous(conversation).findLast(({ sender }) => sender.id !== this.options.userId);
    const { deliveredSeq } = positionOf(conversation, this.options.userId);
    return newest && newest.seq > deliveredSeq ? newest.seq : 0;
  }

  private command<C extends CommandName>(name: C, payload: CommandPayload<C>): Promise<CommandResult<C>> {
    // Without a connection socket.io-client would buffer the command and send it after the next connect.
    if (!this.connection.isOpen) return Promise.reject(unreachable('Not connected to the server.'));
    return this.socket.command(name, payload);
  }

  private setStatus(status: HubStatus): void {
    if (this.isClosed) return;
    this.currentStatus = status;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) {
      try {
        listener();
      } catch (error) {
        // An error of one listener must not prevent the other listeners and the hub from running.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** Checks the arguments of an app without TypeScript. @throws HubError `request.invalid` */
function checkOptions(client: HubClient | undefined, options: Partial<HubOptions> | undefined): void {
  if (typeof client?.connect !== 'function')
    throw invalidArgument('Hub.connect needs a HubClient: new HubClient({ url }).');
  if (typeof options?.userId !== 'string' || options.userId === '')
    throw invalidArgument('Hub.connect needs { userId }: the id of the user whose token the client has.');
  const { store } = options;
  if (store !== undefined && !(['load', 'put', 'delete'] as const).every((name) => typeof store?.[name] === 'function'))
    throw invalidArgument('The store needs the methods load, put and delete, as memoryStore() has.');
}
