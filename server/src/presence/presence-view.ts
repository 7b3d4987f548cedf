import { Inject, Injectable } from '@nestjs/common';
import type { PresenceState } from '@smart-hub/contract/events';
import { ConversationsService } from '../conversations/conversations.service.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Publisher } from '../realtime/publisher.js';
import { PresenceStore, type Look } from './presence.store.js';

/** How many changes are told before what has been told is written out: a backlog looks like a client that does not keep up. */
const TOLD_AT_ONCE = 32;
/** So much of the limit must be left before strangers are told of each other again: at the limit people come and go. */
const UNCROWDED = 0.9;

/** A socket, and whose it is. */
export interface Reader {
  readonly socketId: string;
  readonly userId: string;
}

/**
 * What the clients of this node have been told of who is there: of everybody, on whatever node.
 *
 * Invariants: a client is told the state out of this view, and from then on every change of it; so its view is
 * this one, whatever the order in which nodes wrote and were heard of. What is told was in the database before.
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
    return this.lastLook.users.filter((user) => this.isNews(user)).map(({ id }) => id);
  }

  /**
   * Looks how it is with these users and tells what is news; and these readers how it is with everybody. Reads first,
   * and then tells all at once: when it fails, it has told nothing.
   *
   * @returns whether every reader is to be told anew: strangers are shown from now on, or are not any more
   */
  async tell(changed: readonly string[], readers: readonly Reader[]): Promise<boolean> {
    const news = changed.length > 0 ? (await this.look(changed)).filter((row) => this.isNews(row)) : [];
    const crowded = this.isCrowded(news.reduce((size, { online }) => size + (online ? 1 : -1), this.online.size));
    const turned = crowded !== this.crowded;
    // Who is told anew is told of strangers then.
    const toPartners = crowded || turned;
    const told = [...(toPartners ? news.map(({ id }) => id) : []), ...readers.map(({ userId }) => userId)];
    const partners = told.length > 0 ? await this.conversations.partners(told) : new Map<string, string[]>();
    const shown = crowded ? [] : [...this.online, ...news.map(({ id }) => id)];
    const ids = new Set([...shown, ...readers.flatMap(({ userId }) => partners.get(userId) ?? [])]);
    const rows = readers.length > 0 ? await this.store.of([...ids]) : [];

    this.crowded = crowded;
    await this.tellNews(news, toPartners ? partners : undefined);
    const seen = new Map(rows.map((row) => [row.id, row.last_seen_at?.toISOString() ?? null]));
    for (const reader of readers) this.tellState(reader, partners, seen);
    return turned;
  }

  /** How it is with these users. One whose account was deleted is offline. */
  private async look(userIds: readonly string[]): Promise<{ id: string; online: boolean }[]> {
    const online = new Map((await this.store.of(userIds)).map((row) => [row.id, row.online]));
    return [...new Set(userIds)].map((id) => ({ id, online: online.get(id) ?? false }));
  }

  private isNews({ id, online }: { id: string; online: boolean }): boolean {
    return this.online.has(id) !== online;
  }

  private isCrowded(size: number): boolean {
    const limit = this.config.PRESENCE_EVERYONE_UP_TO;
    return size > (this.crowded ? Math.floor(limit * UNCROWDED) : limit);
  }

  /** @param partners whom to tell: everybody, if it is undefined */
  private async tellNews(
    news: readonly { id: string; online: boolean }[],
    partners: ReadonlyMap<string, string[]> | undefined,
  ): Promise<void> {
    for (const [index, { id, online }] of news.entries()) {
      if (index % TOLD_AT_ONCE === TOLD_AT_ONCE - 1) await new Promise(setImmediate);
      if (online) this.online.add(id);
      else this.online.delete(id);
      const event = online ? 'user_joined' : 'user_left';
      if (partners) this.publisher.toUsersHereWhoKeepUp(partners.get(id) ?? [], event, { id });
      else this.publisher.toAllHereBut(id, event, { id });
    }
  }

  private tellState(
    { socketId, userId }: Reader,
    partners: ReadonlyMap<string, string[]>,
    seen: ReadonlyMap<string, string | null>,
  ): void {
    const ids = new Set([...(this.crowded ? [] : this.online), ...(partners.get(userId) ?? [])]);
    const users: PresenceState['users'] = [...ids]
      .filter((id) => id !== userId && seen.has(id))
      .map((id) => ({ id, online: this.online.has(id), lastSeenAt: seen.get(id)! }));
    this.publisher.toSocketHere(socketId, 'presence_state', { users });
  }
}
