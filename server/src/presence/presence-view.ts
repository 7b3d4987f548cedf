import { Inject, Injectable } from '@nestjs/common';
import type { PresenceState } from '@smart-hub/contract/events';
import { ConversationsService } from '../conversations/conversations.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';
import { PresenceStore, type Look, type PresenceRow } from './presence.store.js';
import { Viewers, type Reader } from './viewers.js';

/** How many changes are told before what has been told is written out: a backlog looks like a client that does not keep up. */
const EMITTED_AT_ONCE = 32;
/** So much of the limit must be left before strangers are told of each other again: at the limit people come and go. */
const UNCROWDED = 0.9;
const NOBODY: ReadonlyMap<string, string[]> = new Map();

/** Users by their ids, as others are shown them. */
type Rows = ReadonlyMap<string, PresenceRow>;

/**
 * What the clients of this node have been told of who is there: of everybody, on whatever node.
 *
 * Invariants: a client is told the state out of this view, and from then on every change of it; so its view is
 * this one, whatever the order in which nodes wrote and were heard of. What is told was in the database before.
 *
 * Who hides their presence is offline in it, and is told that everybody is: their clients, and theirs alone, have another view.
 */
@Injectable()
export class PresenceView {
  private online = new Set<string>();
  /** Whether so many are there that people are told of those alone with whom they share a conversation. */
  private crowded = false;
  private lastLook!: Look;

  constructor(
    private readonly store: PresenceStore,
    private readonly conversations: ConversationsService,
    private readonly viewers: Viewers,
    private readonly sockets: SocketServer,
    private readonly publisher: Publisher,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Looks who is there before there is anybody to be told. */
  async begin(): Promise<void> {
    this.lastLook = await this.store.online();
    this.online = new Set(this.lastLook.users.map(({ id }) => id));
    this.crowded = this.isCrowded(this.online.size);
  }

  /** Looks who came and went since the last look, whoever wrote it, and returns those of whom clients have been told otherwise. */
  async outdated(): Promise<string[]> {
    this.lastLook = await this.store.changedSince(this.lastLook, [...this.online]);
    return this.lastLook.users.filter(({ id, online }) => this.online.has(id) !== online).map(({ id }) => id);
  }

  /**
   * Reads these users, emits what has changed of them, and emits the state of everybody to these readers. Reads first, and then
   * emits all at once: when it fails, it has emitted nothing. What is emitted is read last: users who have come, gone or hidden
   * meanwhile are left out, and read again when this node hears of it.
   *
   * @param privacyChanges which of the users began or ceased to hide: those who are offline all the same are news to their partners
   * @returns the sockets that are to be told the state anew: strangers are shown to them from now on, or are not any more; or
   *   their user began or ceased to hide
   */
  async refresh(
    users: ReadonlySet<string>,
    readers: readonly Reader[],
    privacyChanges: readonly string[],
  ): Promise<Reader[]> {
    const changed = [...users];
    const before = await this.look(changed);
    const news = changed.filter((id) => this.online.has(id) !== isOnline(before, id));
    const offline = privacyChanges.filter((id) => !news.includes(id) && !isOnline(before, id));
    const stale = changed.filter((id) => this.viewers.isStale(id, isHidden(before, id)));
    const { crowded: wasCrowded } = this;
    const crowded = this.isCrowded(news.reduce((size, id) => size + (isOnline(before, id) ? 1 : -1), this.online.size));
    // Who is told anew is told of strangers then.
    const toPartners = crowded || crowded !== wasCrowded;
    const told = [...(toPartners ? news : []), ...stale, ...offline, ...readers.map(({ userId }) => userId)];
    const partners = told.length > 0 ? await this.conversations.partners(told) : NOBODY;
    const undecided = this.viewers.undecided();
    const viewers = [...readers, ...undecided].map(({ userId }) => userId);
    const shown = readers.length > 0 && !crowded ? [...this.online, ...news] : [];
    const known = readers.flatMap(({ userId }) => partners.get(userId) ?? []);
    const isRead = told.length === 0 && undecided.length === 0;
    const now = isRead ? before : await this.look([...changed, ...viewers, ...shown, ...known]);
    const isSame = (id: string) =>
      isOnline(before, id) === isOnline(now, id) && isHidden(before, id) === isHidden(now, id);

    this.crowded = crowded;
    for (const { socketId, userId } of undecided) this.viewers.decide(socketId, isHidden(now, userId));
    const switched = stale.filter(isSame);
    // Who hides is not told of who has just come.
    for (const id of switched)
      if (isHidden(now, id)) await this.hide(id, wasCrowded ? (partners.get(id) ?? []) : undefined);
    await this.emitNews(news.filter(isSame), now, toPartners ? partners : undefined);
    for (const id of offline.filter(isSame)) this.emitLastSeen(id, partners.get(id) ?? [], now);
    for (const id of switched)
      if (!isHidden(now, id)) await this.show(id, crowded ? (partners.get(id) ?? []) : undefined);
    for (const reader of readers) this.emitState(reader, partners.get(reader.userId) ?? [], now);
    return crowded === wasCrowded ? switched.flatMap((id) => this.viewers.decided(id)) : this.everybody();
  }

  private everybody(): Reader[] {
    return this.sockets.connections().map(([socketId, userId]) => ({ socketId, userId }));
  }

  /** How it is with these users. One whose account was deleted is not among them. */
  private async look(userIds: readonly string[]): Promise<Rows> {
    const rows = userIds.length > 0 ? await this.store.of([...new Set(userIds)]) : [];
    return new Map(rows.map((row) => [row.id, row]));
  }

  private isCrowded(size: number): boolean {
    const limit = this.config.PRESENCE_EVERYONE_UP_TO;
    return size > (this.crowded ? Math.floor(limit * UNCROWDED) : limit);
  }

  /** @param partners the recipients: everybody, if it is undefined */
  private async emitNews(
    news: readonly string[],
    now: Rows,
    partners: ReadonlyMap<string, string[]> | undefined,
  ): Promise<void> {
    for (const [index, id] of news.entries()) {
      if (isPause(index)) await new Promise(setImmediate);
      const hasCome = isOnline(now, id);
      if (hasCome) this.online.add(id);
      else this.online.delete(id);
      const viewers = partners && (partners.get(id) ?? []);
      this.viewers.emit(id, viewers, hasCome ? 'user_joined' : 'user_left', { id });
      // Who has left was seen last just now; who hides was never seen.
      if (isHidden(now, id)) this.emitLastSeen(id, viewers, now);
    }
  }

  /** When somebody who is offline was last seen; of who hides nothing. */
  private emitLastSeen(id: string, viewers: readonly string[] | undefined, now: Rows): void {
    this.viewers.emit(id, viewers, 'presence_changed', { id, online: false, lastSeenAt: lastSeenIn(now, id) });
  }

  /**
   * To a user's sockets everybody has left, and nobody comes any more.
   *
   * @param partners who was shown to them: everybody, if it is undefined
   */
  private async hide(userId: string, partners: readonly string[] | undefined): Promise<void> {
    await this.emitAll(userId, 'user_left', partners);
    this.viewers.setHiding(userId, true);
  }

  /** The other way round. */
  private async show(userId: string, partners: readonly string[] | undefined): Promise<void> {
    this.viewers.setHiding(userId, false);
    await this.emitAll(userId, 'user_joined', partners);
  }

  private async emitAll(
    userId: string,
    event: 'user_joined' | 'user_left',
    partners: readonly string[] | undefined,
  ): Promise<void> {
    const ids = (partners ?? [...this.online]).filter((id) => id !== userId && this.online.has(id));
    for (const [index, id] of ids.entries()) {
      if (isPause(index)) await new Promise(setImmediate);
      this.viewers.emit(id, [userId], event, { id });
    }
  }

  private emitState({ socketId, userId }: Reader, partners: readonly string[], now: Rows): void {
    const isBlind = isHidden(now, userId);
    const isThere = (id: string) => !isBlind && this.online.has(id) && !isHidden(now, id);
    const strangers = this.crowded ? [] : [...this.online].filter(isThere);
    const users: PresenceState['users'] = [...new Set([...strangers, ...partners])].flatMap((id) => {
      const row = now.get(id);
      if (!row || id === userId) return [];
      return [{ id, online: isThere(id), lastSeenAt: isBlind ? null : lastSeenIn(now, id) }];
    });
    this.publisher.toSocketHere(socketId, 'presence_state', { users });
  }
}

const isOnline = (rows: Rows, id: string) => rows.get(id)?.online ?? false;
const lastSeenIn = (rows: Rows, id: string) => rows.get(id)?.last_seen_at?.toISOString() ?? null;
const isHidden = (rows: Rows, id: string) => rows.get(id)?.hides_presence ?? false;
const isPause = (index: number) => index % EMITTED_AT_ONCE === EMITTED_AT_ONCE - 1;
