import { Injectable, Logger } from '@nestjs/common';
import type { EventName, EventPayload } from '@smart-hub/contract/events';
import { z } from 'zod';
import { Counters } from '../platform/health/counters.js';
import { caught, guarded, type Guard } from '../platform/health/guarded.js';
import { Fanout } from './fanout.js';
import { News } from './news.js';
import { userRoom } from './rooms.js';
import { Sequencer, type Place } from './sequencer.js';
import { SocketServer } from './socket-server.js';

/** Done with an event that came from another node, for a user who is here. */
type Arrival<E extends EventName> = (userId: string, payload: EventPayload<E>) => void;

const NEWS = 'news';
const CATCH_UP = 'catch_up';
const USER_CATCH_UP = 'user_catch_up';
/** Within how long all clients are told to catch up, in milliseconds, so that they do not ask all at once. */
const CATCH_UP_WITHIN_MS = 3000;

/**
 * Tells events to the sockets of those they are for, on whatever node. A service publishes after its commit; nobody else
 * does.
 *
 * Invariants: the sockets of this node are told at once, or in their turn, whatever Redis does. Publishing to users throws
 * nothing: what is published is stored, and recipients whom it could not be sent to are asked to catch up.
 */
@Injectable()
export class Publisher {
  private readonly sequencer = new Sequencer((userId) => this.catchUpSoon(userId));
  private readonly arrivals = new Map<string, (userId: string, payload: never) => void>();
  private readonly catchingUp = new Set<string>();
  private readonly guard: Guard;

  constructor(
    private readonly sockets: SocketServer,
    private readonly fanout: Fanout,
    counters: Counters,
  ) {
    this.guard = { counters, logger: new Logger(Publisher.name) };
    fanout.on(NEWS, News, (news, userId) => this.arrived(news, userId));
    fanout.onAll(CATCH_UP, z.object({}), () => this.allHereCatchUp());
    fanout.on(USER_CATCH_UP, z.object({}), (_, userId) => this.catchUpSoon(userId));
    sockets.io.on('connection', ({ data }) => {
      if (fanout.isOn) this.sequencer.join(data.actor.id);
    });
    fanout.onLeave = (userId) => this.sequencer.leave(userId);
    fanout.onDoubt = () => this.allCatchUp();
    fanout.onMissed = (userId) => (userId === undefined ? this.allHereCatchUp() : this.catchUpSoon(userId));
  }

  /**
   * To every socket of these users, once each.
   *
   * @param place for what several nodes may tell the same user of the same thing: they are told in this order
   */
  toUsers<E extends EventName>(userIds: readonly string[], event: E, payload: EventPayload<E>, place?: Place): void {
    this.tell(userIds, place ? { event, payload, place } : { event, payload });
  }

  /** The same for what a client can do without: left out for one that does not keep up. */
  toUsersWhoKeepUp<E extends EventName>(userIds: readonly string[], event: E, payload: EventPayload<E>): void {
    this.tell(userIds, { event, payload, passing: true });
  }

  /** To their sockets on this node, what a client can do without: left out for one that does not keep up. */
  toUsersHereWhoKeepUp<E extends EventName>(userIds: readonly string[], event: E, payload: EventPayload<E>): void {
    this.emit(userIds, { event, payload, passing: true });
  }

  /** To every socket that a user has on this node, whether it keeps up or not: for what each node counts by itself. */
  toUserHere<E extends EventName>(userId: string, event: E, payload: EventPayload<E>): void {
    this.tellHere(userId, { event, payload });
  }

  /** Has every client of these users, on every node, catch up: something may be stored that they were not told. */
  catchUp(userIds: readonly string[]): void {
    for (const userId of userIds) this.catchUpSoon(userId);
    this.fanout.tell(userIds, USER_CATCH_UP, {});
  }

  /** The same for the clients of this node: for what each node finds out by itself. */
  catchUpHere(userIds: readonly string[]): void {
    for (const userId of userIds) if (this.sockets.isConnected(userId)) this.catchUpSoon(userId);
  }

  /** Has every client, of every node, catch up: something may be stored that they were not told. */
  allCatchUp(): void {
    this.fanout.tellAll(CATCH_UP, {});
    this.allHereCatchUp();
  }

  /** Has every client of this node catch up, within some seconds and not all at once. */
  allHereCatchUp(): void {
    for (const { data } of this.sockets.io.of('/').sockets.values()) this.catchUpSoon(data.actor.id);
  }

  /**
   * To the sockets of this node, or of these users on it, that keep up, save those in some rooms.
   *
   * @param userIds undefined: everybody
   */
  toSocketsHereBut<E extends EventName>(
    rooms: string[],
    userIds: readonly string[] | undefined,
    event: E,
    payload: EventPayload<E>,
  ): void {
    // To no room at all would mean to everybody.
    if (userIds?.length === 0) return;
    this.sockets.io.volatile
      .to((userIds ?? []).map(userRoom))
      .except(rooms)
      .emit(event, payload);
  }

  /** To one socket of this node. */
  toSocketHere<E extends EventName>(socketId: string, event: E, payload: EventPayload<E>): void {
    this.sockets.io.to(socketId).emit(event, payload);
  }

  /** Has something done with an event when it comes from another node: after the user's sockets here were told. */
  onArrival<E extends EventName>(event: E, act: Arrival<E>): void {
    this.arrivals.set(event, act);
  }

  private tell(userIds: readonly string[], news: News): void {
    if (!this.fanout.isOn) return this.emit(userIds, news);
    this.orCatchUp(userIds, news, () => this.fanout.tell(userIds, NEWS, news));
    for (const userId of userIds) this.tellHere(userId, news);
  }

  private arrived(news: News, userId: string): void {
    this.tellHere(userId, news);
    this.arrivals.get(news.event)?.(userId, news.payload as never);
  }

  private tellHere(userId: string, news: News): void {
    if (!this.sockets.isConnected(userId)) return;
    if (!news.place || !this.fanout.isOn) return this.emit([userId], news);
    this.sequencer.pass(userId, news.place, () => this.emit([userId], news));
  }

  private emit(userIds: readonly string[], news: News): void {
    // To no room at all would mean to everybody.
    if (userIds.length === 0) return;
    const to = this.sockets.io.to(userIds.map(userRoom));
    this.orCatchUp(userIds, news, () => (news.passing ? to.volatile : to).emit(news.event, news.payload));
  }

  private orCatchUp(userIds: readonly string[], { event, passing }: News, publish: () => void): void {
    try {
      publish();
    } catch (error) {
      caught(this.guard, `Publishing ${event}`, error);
      if (!passing) this.catchUp(userIds);
    }
  }

  private catchUpSoon(userId: string): void {
    if (this.catchingUp.has(userId)) return;
    this.catchingUp.add(userId);
    const soon = () => {
      this.catchingUp.delete(userId);
      this.toUserHere(userId, 'resync', {});
    };
    setTimeout(guarded(this.guard, 'Catching up', soon), Math.random() * CATCH_UP_WITHIN_MS).unref();
  }
}
