import { Inject, Injectable } from '@nestjs/common';
import type { PresenceState } from '@smart-hub/contract/events';
import { ConversationsService } from '../conversations/conversations.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';
import { PresenceStore, type Snapshot, type PresenceRow } from './presence.store.js';
import { PresenceRooms, type PresenceSubscriber } from './presence-rooms.js';

/**
 * How many events are emitted in one turn of the event loop. A longer backlog would look like the backlog of a slow
 * client.
 */
const EMIT_BATCH_SIZE = 32;
/**
 * Hysteresis: crowded mode is left at 90 % of its limit, so that one person who goes online and offline does not toggle
 * it.
 */
const LEAVE_CROWDED_AT = 0.9;
const NO_PARTNERS: ReadonlyMap<string, string[]> = new Map();

/** Rows of users by their ids. A user who hides their presence is offline in these rows. */
type Rows = ReadonlyMap<string, PresenceRow>;

/**
 * The presence of all users, on any node, as it was emitted to the clients of this node.
 *
 * Invariants: a client first receives the whole state of this view, and then every change of the view. So the client
 * has the same state, whatever the order in which nodes wrote changes and published them. Everything that is emitted
 * was in the database before.
 *
 * A user who hides their presence is offline in this view. The clients of this user, and no other clients, are shown
 * everybody offline.
 */
@Injectable()
export class PresenceView {
  private online = new Set<string>();
  /**
   * Whether so many users are online that clients receive only the presence of people with whom their user shares a
   * conversation.
   */
  private inCrowdedMode = false;
  private lastSnapshot!: Snapshot;

  constructor(
    private readonly store: PresenceStore,
    private readonly conversations: ConversationsService,
    private readonly rooms: PresenceRooms,
    private readonly sockets: SocketServer,
    private readonly publisher: Publisher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Reads the online users, before any client has connected. */
  async load(): Promise<void> {
    this.lastSnapshot = await this.store.onlineUsers();
    this.online = new Set(this.lastSnapshot.users.map(({ id }) => id));
    this.inCrowdedMode = this.isCrowded(this.online.size);
  }

  /**
   * Reads the users whose presence has changed since the last snapshot, on any node. Returns the users whose presence
   * differs from this view.
   */
  async findOutdated(): Promise<string[]> {
    this.lastSnapshot = await this.store.changedSince(this.lastSnapshot, [...this.online]);
    return this.lastSnapshot.users.filter(({ id, online }) => this.online.has(id) !== online).map(({ id }) => id);
  }

  /**
   * Reads these users, emits what has changed about them, and emits the whole state to these subscribers. All reads
   * come before the first emitted event, so a refresh that fails has emitted nothing. The rows that are emitted are
   * read last: users whose presence or privacy has changed since the first read are left out, and are read again when
   * this node learns of that change.
   *
   * @param privacyChanges the members of `users` who began or ceased to hide their presence: if such a user is offline
   *   before and after, the user's partners receive a new `lastSeenAt`
   * @returns the sockets that need the state again: because crowded mode has begun or ended, so that strangers vanish
   *   or appear, or because their user began or ceased to hide their presence
   */
  async refresh(
    users: ReadonlySet<string>,
    subscribers: readonly PresenceSubscriber[],
    privacyChanges: readonly string[],
  ): Promise<PresenceSubscriber[]> {
    const changed = [...users];
    const before = await this.readRows(changed);
    const onlineChanges = changed.filter((id) => this.online.has(id) !== isOnline(before, id));
    const lastSeenChanges = privacyChanges.filter((id) => !onlineChanges.includes(id) && !isOnline(before, id));
    const stale = changed.filter((id) => this.rooms.isStale(id, isHidden(before, id)));
    const { inCrowdedMode: wasCrowded } = this;
    const crowded = this.isCrowded(
      onlineChanges.reduce((size, id) => size + (isOnline(before, id) ? 1 : -1), this.online.size),
    );
    // If crowded mode begins or ends, changes go to partners only: all clients then receive the whole state, with or
    // without strangers.
    const toPartners = crowded || crowded !== wasCrowded;
    const withPartners = [
      ...(toPartners ? onlineChanges : []),
      ...stale,
      ...lastSeenChanges,
      ...subscribers.map(({ userId }) => userId),
    ];
    const partners = withPartners.length > 0 ? await this.conversations.partners(withPartners) : NO_PARTNERS;
    const undecided = this.rooms.undecidedSockets();
    const recipients = [...subscribers, ...undecided].map(({ userId }) => userId);
    const strangers = subscribers.length > 0 && !crowded ? [...this.online, ...onlineChanges] : [];
    const partnersInState = subscribers.flatMap(({ userId }) => partners.get(userId) ?? []);
    // Without these queries in between, the first read is also the last one.
    const isUpToDate = withPartners.length === 0 && undecided.length === 0;
    const now = isUpToDate
      ? before
      : await this.readRows([...changed, ...recipients, ...strangers, ...partnersInState]);
    const isUnchanged = (id: string) =>
      isOnline(before, id) === isOnline(now, id) && isHidden(before, id) === isHidden(now, id);

    this.inCrowdedMode = crowded;
    for (const { socketId, userId } of undecided) this.rooms.decide(socketId, isHidden(now, userId));
    const hidingChanges = stale.filter(isUnchanged);
    // This comes before users who have just gone online are emitted, because a user who now hides their presence must
    // not receive them.
    for (const id of hidingChanges)
      if (isHidden(now, id)) await this.emitEverybodyOffline(id, wasCrowded ? (partners.get(id) ?? []) : undefined);
    await this.emitOnlineChanges(onlineChanges.filter(isUnchanged), now, toPartners ? partners : undefined);
    for (const id of lastSeenChanges.filter(isUnchanged)) this.emitLastSeen(id, partners.get(id) ?? [], now);
    for (const id of hidingChanges)
      if (!isHidden(now, id)) await this.emitEverybodyOnline(id, crowded ? (partners.get(id) ?? []) : undefined);
    for (const subscriber of subscribers) this.emitState(subscriber, partners.get(subscriber.userId) ?? [], now);
    return crowded === wasCrowded
      ? hidingChanges.flatMap((id) => this.rooms.decidedSockets(id))
      : this.allSubscribers();
  }

  private allSubscribers(): PresenceSubscriber[] {
    return this.sockets.connections().map(([socketId, userId]) => ({ socketId, userId }));
  }

  /** Reads the rows of these users. A user whose account was deleted has no row. */
  private async readRows(userIds: readonly string[]): Promise<Rows> {
    const rows = userIds.length > 0 ? await this.store.byIds([...new Set(userIds)]) : [];
    return new Map(rows.map((row) => [row.id, row]));
  }

  private isCrowded(size: number): boolean {
    const limit = this.config.PRESENCE_EVERYONE_UP_TO;
    return size > (this.inCrowdedMode ? Math.floor(limit * LEAVE_CROWDED_AT) : limit);
  }

  /** @param partners the recipients by the user who went online or offline; undefined: all users */
  private async emitOnlineChanges(
    userIds: readonly string[],
    now: Rows,
    partners: ReadonlyMap<string, string[]> | undefined,
  ): Promise<void> {
    for (const [index, id] of userIds.entries()) {
      if (endsBatch(index)) await new Promise(setImmediate);
      const isNowOnline = isOnline(now, id);
      if (isNowOnline) this.online.add(id);
      else this.online.delete(id);
      const recipients = partners && (partners.get(id) ?? []);
      this.rooms.emit(id, recipients, isNowOnline ? 'user_joined' : 'user_left', { id });
      // Clients understand `user_left` as "last seen now", which must not be shown for a user who hides their presence.
      // This event corrects it.
      if (isHidden(now, id)) this.emitLastSeen(id, recipients, now);
    }
  }

  /** Emits when an offline user was last seen; null for a user who hides their presence. */
  private emitLastSeen(id: string, recipients: readonly string[] | undefined, now: Rows): void {
    this.rooms.emit(id, recipients, 'presence_changed', { id, online: false, lastSeenAt: lastSeenIn(now, id) });
  }

  /**
   * Emits to a user who now hides their presence that everybody has gone offline, and excludes the user's sockets from
   * later changes.
   *
   * @param partners the people whose presence was shown to the user; undefined: all users
   */
  private async emitEverybodyOffline(userId: string, partners: readonly string[] | undefined): Promise<void> {
    await this.emitAll(userId, 'user_left', partners);
    this.rooms.setHiding(userId, true);
  }

  /**
   * Includes the sockets of a user who no longer hides their presence in later changes, and emits the online users to
   * them.
   *
   * @param partners the people whose presence is to be shown to the user; undefined: all users
   */
  private async emitEverybodyOnline(userId: string, partners: readonly string[] | undefined): Promise<void> {
    this.rooms.setHiding(userId, false);
    await this.emitAll(userId, 'user_joined', partners);
  }

  private async emitAll(
    userId: string,
    event: 'user_joined' | 'user_left',
    partners: readonly string[] | undefined,
  ): Promise<void> {
    const ids = (partners ?? [...this.online]).filter((id) => id !== userId && this.online.has(id));
    for (const [index, id] of ids.entries()) {
      if (endsBatch(index)) await new Promise(setImmediate);
      this.rooms.emit(id, [userId], event, { id });
    }
  }

  private emitState({ socketId, userId }: PresenceSubscriber, partners: readonly string[], now: Rows): void {
    const hidesOwnPresence = isHidden(now, userId);
    const isShownOnline = (id: string) => !hidesOwnPresence && this.online.has(id) && !isHidden(now, id);
    const strangers = this.inCrowdedMode ? [] : [...this.online].filter(isShownOnline);
    const users: PresenceState['users'] = [...new Set([...strangers, ...partners])].flatMap((id) => {
      const row = now.get(id);
      if (!row || id === userId) return [];
      return [{ id, online: isShownOnline(id), lastSeenAt: hidesOwnPresence ? null : lastSeenIn(now, id) }];
    });
    this.publisher.toLocalSocket(socketId, 'presence_state', { users });
  }
}

const isOnline = (rows: Rows, id: string) => rows.get(id)?.online ?? false;
const lastSeenIn = (rows: Rows, id: string) => rows.get(id)?.last_seen_at?.toISOString() ?? null;
const isHidden = (rows: Rows, id: string) => rows.get(id)?.hides_presence ?? false;
const endsBatch = (index: number) => index % EMIT_BATCH_SIZE === EMIT_BATCH_SIZE - 1;
