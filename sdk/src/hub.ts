import type { conversationsRoutes } from '@smart-hub/contract/conversations';
import type { CommandName, CommandPayload, CommandResult } from '@smart-hub/contract/events';
import type { Message, messagesRoutes } from '@smart-hub/contract/messages';
import type { PersonProfile } from '@smart-hub/contract/users';
import type { ManagerOptions, SocketOptions } from 'socket.io-client';
import { CatchUp } from './catch-up.js';
import { isMessage, listIn } from './answers.js';
import type { HubClient } from './client.js';
import { Connection, type HubStatus, type RenewToken } from './connection.js';
import { contiguous, positionOf } from './conversation-state.js';
import { History, type MessagePlace } from './history.js';
import { misuse, unreachable } from './local-problem.js';
import { memoryStore, type OutboxEntry, type OutboxStore, type OutgoingMessage } from './outbox-store.js';
import { Outbox } from './outbox.js';
import { outgoing, receiverOf } from './outgoing.js';
import { refusalOf } from './payload-check.js';
import { Receipts } from './receipts.js';
import { addressOf } from './route-address.js';
import { Snapshots, type ConversationView, type MessageView, type UnsentView } from './snapshots.js';
import type { HubSocket } from './socket.js';
import { TypingSignals } from './typing.js';
import { emptyView, reduce, type ViewEvent } from './view.js';

export interface HubOptions {
  /** Whose token the client has. */
  readonly userId: string;
  /** Where unsent messages survive a reload; in memory, where they do not, unless given. */
  readonly store?: OutboxStore;
  /** Asked when the token has ended. Without it the client renews it, if it can; otherwise the hub is logged out then. */
  readonly renewToken?: RenewToken;
  /** Options of socket.io-client, over the hub's own. */
  readonly socket?: Partial<ManagerOptions & SocketOptions>;
}

const conversationList = addressOf<typeof conversationsRoutes.list>('GET', '/conversations');
const messageList = addressOf<typeof messagesRoutes.list>('GET', '/messages/:conversationId');

/**
 * What one user has on the server, kept up to date here: read it as plain data, change it by saying so, and forget about
 * the connection.
 *
 * Invariants: every message appears once, in order, without a hole; what was sent arrives once, whatever the
 * connection does meanwhile; snapshots are immutable, and the same object until something in them changes.
 */
export class Hub {
  /** The socket below, for events and commands that the view does not cover. */
  readonly socket: HubSocket;
  private state = emptyView;
  private now: HubStatus = 'connecting';
  private closed = false;
  private readonly listeners = new Set<() => void>();
  private readonly snapshots: Snapshots;
  private readonly outbox: Outbox;
  private readonly catchUp: CatchUp;
  private readonly receipts: Receipts;
  private readonly history: History;
  private readonly typing: TypingSignals;
  private readonly connection: Connection;
  private readonly unwatch: (() => void) | undefined;

  /**
   * Takes up what an earlier run left in the store, and connects: resolves at once, whether or not the server is there.
   *
   * @throws HubError `request.invalid` when the arguments make no hub
   */
  static async connect(client: HubClient, options: HubOptions): Promise<Hub> {
    checkOptions(client, options);
    const store = options.store ?? memoryStore();
    const left = await store.load();
    return new Hub(client, options, store, Array.isArray(left) ? left : []);
  }

  private constructor(
    client: HubClient,
    private readonly options: HubOptions,
    private readonly store: OutboxStore,
    left: readonly OutboxEntry[],
  ) {
    const apply = (event: ViewEvent) => this.apply(event);
    const isOpen = () => this.connection.isOpen;
    this.snapshots = new Snapshots(options.userId);
    this.outbox = new Outbox(left, {
      store,
      refusalOf: ({ message, clientMessageId }) => refusalOf('send_message', { ...message, clientMessageId }),
      // Before the conversations are known, one that is written to by its id and by its person would be two lanes.
      isReady: () => isOpen() && this.catchUp.hasListed,
      send: ({ message, clientMessageId }) => this.command('send_message', { ...message, clientMessageId }),
      laneOf: (message) => this.snapshots.laneOf(this.state, message),
      onStored: (message) => this.received(message),
      onChange: () => this.notify(),
    });
    this.catchUp = new CatchUp({
      isOpen,
      apply,
      view: () => this.state,
      sync: (request) => this.command('sync', request),
      list: async (before, signal) => listIn(await client.call(conversationList, { query: { before } }, signal)),
      onListed: () => this.outbox.flush(),
      onDone: () => this.enter('online'),
    });
    this.receipts = new Receipts({
      isOpen,
      apply,
      undelivered: (id) => this.undelivered(id),
      markRead: (mark) => this.command('mark_read', mark),
      markDelivered: (mark) => this.command('mark_delivered', mark),
    });
    this.history = new History({
      apply,
      known: (id) => this.state.conversations.get(id),
      page: async (conversationId, query) =>
        listIn(await client.call(messageList, { params: { conversationId }, query })),
    });
    // Typing is worth no retry: whoever goes on typing says it again.
    this.typing = new TypingSignals({ apply, tell: (typing) => void this.command('typing', typing).catch(() => {}) });
    this.connection = new Connection(client, this.connectionPorts(), options.socket);
    this.socket = this.connection.socket;
    this.unwatch = store.watch?.(
      (entries) => this.outbox.adopt(entries),
      () => this.notify(),
    );
    this.listen();
  }

  /** `online`: the view is what the server has, and changes with it. */
  get status(): HubStatus {
    return this.now;
  }

  /** While offline: when it is tried again, in milliseconds since 1970. See {@link resume}. */
  get retryAt(): number | undefined {
    return this.connection.retryAt;
  }

  /** How many messages the server has not stored yet, those that failed among them. */
  get unsent(): number {
    return this.outbox.entries.length;
  }

  /** Of each conversation with unsent messages the newest of them, also of one that is not in {@link conversations} yet. */
  get unsentMessages(): readonly UnsentView[] {
    return this.snapshots.unsent({ view: this.state, entries: this.outbox.entries });
  }

  /** Whether unsent messages survive a reload: not in memory, nor where the store could not keep them. They are sent all the same. */
  get isDurable(): boolean {
    return this.store.isDurable ?? true;
  }

  /** Newest activity first. */
  get conversations(): readonly ConversationView[] {
    return this.snapshots.conversations(this.state);
  }

  get totalUnread(): number {
    return this.snapshots.totalUnread(this.state);
  }

  /**
   * The messages of a conversation, ascending, with those on their way at the end. At first only its newest: see
   * {@link loadOlder} and {@link showAround}.
   *
   * @param place the id of a conversation; or of a person, for the direct conversation with them, even before its first message
   */
  messages(place: string): readonly MessageView[] {
    return this.snapshots.messages({ view: this.state, entries: this.outbox.entries }, place);
  }

  /** Calls the listener after every change of what this hub shows. Returns what stops it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /**
   * Sends a message: at once, or when the server is there again. What the server would refuse is shown as `failed` at once.
   *
   * @param receiver the profile of a person to whom this is the first message: kept with it, for {@link unsentMessages}
   * @returns its `clientMessageId`, once it would survive a reload; how it fares is its state in {@link messages}
   * @throws HubError `request.invalid` when it names neither a person nor a conversation
   */
  async send(given: OutgoingMessage, receiver?: PersonProfile): Promise<string> {
    const message = outgoing(given);
    const lane = this.snapshots.laneOf(this.state, message);
    this.typing.sent(lane);
    // Whoever writes wants to see it.
    this.showNewest(lane);
    return this.outbox.add(message, receiver);
  }

  /** Tries a message again that has failed. */
  retry(clientMessageId: string): Promise<void> {
    return this.outbox.retry(clientMessageId);
  }

  /** Gives a message up that is not stored yet. */
  discard(clientMessageId: string): Promise<void> {
    return this.outbox.discard(clientMessageId);
  }

  /**
   * Says that the user has read a conversation up to a message, all of it unless told. The view follows at once, the
   * server when it can be reached. Sending is not reading.
   */
  markRead(conversationId: string, { seq, private: secret }: { seq?: number; private?: boolean } = {}): void {
    const conversation = this.state.conversations.get(conversationId);
    const last = conversation && contiguous(conversation).at(-1)?.seq;
    if (!last) return;
    const mark = { conversationId, seq: Math.min(seq ?? last, last), ...(secret && { private: true }) };
    const isNews = positionOf(conversation, this.options.userId).readSeq < mark.seq;
    this.apply({ type: 'read', userId: this.options.userId, ...mark });
    this.receipts.read(mark, isNews);
  }

  /** Says that the user is typing, or has stopped. To be called at every key: it is told every few seconds. */
  setTyping(conversationId: string, active: boolean): void {
    if (this.connection.isOpen) this.typing.set(conversationId, active);
  }

  /** Loads a page of messages before those that are shown. @returns whether there are still older ones */
  loadOlder(conversationId: string, limit = 50): Promise<boolean> {
    return this.history.loadOlder(conversationId, limit);
  }

  /** Loads a page of messages after those that are shown, where they are not the newest. @returns whether there are more */
  loadNewer(conversationId: string, limit = 50): Promise<boolean> {
    return this.history.loadNewer(conversationId, limit);
  }

  /**
   * Shows the messages around one of them, however old it is, in the place of those that are shown.
   *
   * @returns the `seq` of the message
   * @throws HubError when there is no such message
   */
  showAround(conversationId: string, place: MessagePlace): Promise<number | undefined> {
    return this.history.showAround(conversationId, place);
  }

  /** Shows the newest messages again. */
  showNewest(conversationId: string): void {
    this.apply({ type: 'newest', conversationId });
  }

  /** Connects again after `logged out` or `evicted`, with the token that the client has now; or at once, instead of in a while. */
  resume(): void {
    if (this.connection.isOpen || this.closed) return;
    this.connection.resume();
    this.enter('connecting');
  }

  /**
   * Finds out within seconds whether the connection is still alive, and replaces it otherwise; without one, tries at once.
   * In browsers this happens by itself. For what else knows that the machine woke up or the network changed, such as
   * Electron's `powerMonitor` or React Native's `AppState`.
   */
  wake(): void {
    this.connection.wake();
  }

  /** Ends it. What is not sent stays in the store. */
  close(): void {
    this.closed = true;
    this.catchUp.close();
    this.receipts.close();
    this.unwatch?.();
    this.outbox.close();
    this.connection.close();
    this.typing.lost();
    this.listeners.clear();
  }

  private connectionPorts() {
    return {
      renewToken: this.options.renewToken,
      onOpen: () => {
        this.outbox.connectionOpened();
        this.enter('catching up');
        this.catchUp.request();
        this.outbox.flush();
        this.receipts.schedule();
      },
      onLost: (status: HubStatus) => {
        this.catchUp.lost();

        this.typing.lost();
        this.enter(status);
      },
      onEnded: (byServer: boolean) => this.outbox.connectionEnded(byServer),
      onFailed: () => this.outbox.connectionFailed(),
      onToken: () => {
        if (this.now === 'logged out') this.resume();
      },
      onTried: () => this.notify(),
    };
  }

  private listen(): void {
    const me = this.options.userId;
    this.socket.on('new_message', (message) => this.received(message));
    this.socket.on('message_sent', (message) => this.received(message));
    this.socket.on('conversation_read', (position) => this.apply({ type: 'read', ...position }));
    this.socket.on('unread_changed', ({ readSeq: seq, ...counted }) =>
      this.apply({ type: 'read', userId: me, seq, ...counted }),
    );
    this.socket.on('conversation_delivered', (position) => this.apply({ type: 'delivered', ...position }));
    this.socket.on('typing_changed', ({ conversationId, userIds }) => this.typing.heard(conversationId, userIds));
    this.socket.on('resync', () => this.catchUp.request());
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

  private received(message: Message): void {
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
    if (this.state === before || this.closed) return;
    this.acknowledge(before.conversations);
    this.catchUp.watch();
    this.notify();
  }

  /** Whatever changed may have brought messages: their senders are told that they have arrived. */
  private acknowledge(before: (typeof emptyView)['conversations']): void {
    if (before === this.state.conversations) return;
    for (const [id, conversation] of this.state.conversations)
      if (before.get(id) !== conversation) this.receipts.arrived(id);
  }

  private undelivered(conversationId: string): number {
    const conversation = this.state.conversations.get(conversationId);
    if (!conversation) return 0;
    const newest = contiguous(conversation).findLast(({ sender }) => sender.id !== this.options.userId);
    const { deliveredSeq } = positionOf(conversation, this.options.userId);
    return newest && newest.seq > deliveredSeq ? newest.seq : 0;
  }

  private command<C extends CommandName>(name: C, payload: CommandPayload<C>): Promise<CommandResult<C>> {
    // Without a connection socket.io-client would keep it, and send it at a time of its own.
    if (!this.connection.isOpen) return Promise.reject(unreachable('There is no connection to the server.'));
    return this.socket.command(name, payload);
  }

  private enter(status: HubStatus): void {
    if (this.closed) return;
    this.now = status;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) {
      try {
        listener();
      } catch (error) {
        // A listener's mistake is its own: it must not keep the others, and the hub, from their work.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}

/** What JavaScript does not check. @throws HubError `request.invalid` */
function checkOptions(client: HubClient | undefined, options: Partial<HubOptions> | undefined): void {
  if (typeof client?.connect !== 'function')
    throw misuse('Hub.connect takes a HubClient first: new HubClient({ url }).');
  if (typeof options?.userId !== 'string' || options.userId === '')
    throw misuse('Hub.connect needs { userId }: the id of the user whose token the client has.');
  const { store } = options;
  if (store !== undefined && !(['load', 'put', 'delete'] as const).every((name) => typeof store?.[name] === 'function'))
    throw misuse('The store needs the functions load, put and delete, as memoryStore() has them.');
}
