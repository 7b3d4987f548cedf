import { Injectable, Logger } from '@nestjs/common';
import type { EventName, EventPayload } from '@smart-hub/contract/events';
import { z } from 'zod';
import { Counters } from '../platform/health/counters.js';
import { reportCaughtError, guarded, type ErrorReporting } from '../platform/health/guarded.js';
import { NodeBus } from './node-bus.js';
import { Envelope } from './envelope.js';
import { userRoom } from './rooms.js';
import { Sequencer, type StreamPosition } from './sequencer.js';
import { SocketServer } from './socket-server.js';

/** Called with an event from another node, for a user who is connected to this one. */
type RemoteEventListener<E extends EventName> = (userId: string, payload: EventPayload<E>) => void;

// Topics of the node bus. The names are part of the bus format and must not change.
const EVENT_TOPIC = 'news';
const RESYNC_ALL_TOPIC = 'catch_up';
const RESYNC_USER_TOPIC = 'user_catch_up';
/** The period over which `resync` events are spread, in milliseconds, so that clients do not all sync at once. */
const RESYNC_SPREAD_MS = 3000;

/**
 * Publishes events to the sockets of their recipients, on every node. Only services publish, and they do so after their
 * commit.
 *
 * Invariants: events are emitted to this node's sockets at once, or in the order of their stream, even if Redis is
 * unavailable. Publishing to users never throws, because the change is stored by then: if an event cannot be sent, its
 * recipients must resync.
 */
@Injectable()
export class Publisher {
  private readonly sequencer = new Sequencer((userId) => this.scheduleResync(userId));
  private readonly remoteEventListeners = new Map<string, (userId: string, payload: never) => void>();
  private readonly scheduledResyncs = new Set<string>();
  private readonly errorReporting: ErrorReporting;

  constructor(
    private readonly sockets: SocketServer,
    private readonly nodeBus: NodeBus,
    counters: Counters,
  ) {
    this.errorReporting = { counters, logger: new Logger(Publisher.name) };
    nodeBus.on(EVENT_TOPIC, Envelope, (envelope, userId) => this.receive(envelope, userId));
    nodeBus.onAll(RESYNC_ALL_TOPIC, z.object({}), () => this.resyncLocal());
    nodeBus.on(RESYNC_USER_TOPIC, z.object({}), (_, userId) => this.scheduleResync(userId));
    sockets.io.on('connection', ({ data }) => {
      if (nodeBus.isEnabled) this.sequencer.addUser(data.actor.id);
    });
    nodeBus.onUserUnsubscribed = (userId) => this.sequencer.removeUser(userId);
    nodeBus.onPossibleLoss = () => this.resyncAll();
    nodeBus.onUserMissed = (userId) => this.scheduleResync(userId);
    nodeBus.onMissed = () => this.resyncLocal();
  }

  /**
   * Publishes an event to every socket of these users, on all nodes, once each.
   *
   * @param position for streams to which several nodes publish: each user receives the stream's events in this order
   */
  toUsers<E extends EventName>(
    userIds: readonly string[],
    event: E,
    payload: EventPayload<E>,
    position?: StreamPosition,
  ): void {
    this.publish(userIds, position ? { event, payload, place: position } : { event, payload });
  }

  /** Publishes an event that clients can do without: it is dropped for slow clients. */
  toUsersVolatile<E extends EventName>(userIds: readonly string[], event: E, payload: EventPayload<E>): void {
    this.publish(userIds, { event, payload, passing: true });
  }

  /** Emits an event to these users' sockets on this node; it is dropped for slow clients. */
  toLocalUsersVolatile<E extends EventName>(userIds: readonly string[], event: E, payload: EventPayload<E>): void {
    this.emit(userIds, { event, payload, passing: true });
  }

  /**
   * Emits an event to every socket of a user on this node, even to slow clients. For data that each node computes by
   * itself.
   */
  toLocalUser<E extends EventName>(userId: string, event: E, payload: EventPayload<E>): void {
    this.emitToUser(userId, { event, payload });
  }

  /**
   * Tells every client of these users, on all nodes, to resync: a stored change may not have been published to them.
   */
  resync(userIds: readonly string[]): void {
    for (const userId of userIds) this.scheduleResync(userId);
    this.nodeBus.publish(userIds, RESYNC_USER_TOPIC, {});
  }

  /** Tells these users' clients on this node to resync. For changes that each node finds by itself. */
  resyncLocalUsers(userIds: readonly string[]): void {
    for (const userId of userIds) if (this.sockets.isConnected(userId)) this.scheduleResync(userId);
  }

  /** Tells every client on every node to resync: a stored change may not have been published. */
  resyncAll(): void {
    this.nodeBus.publishToAll(RESYNC_ALL_TOPIC, {});
    this.resyncLocal();
  }

  /** Tells every client on this node to resync, spread over {@link RESYNC_SPREAD_MS}. */
  resyncLocal(): void {
    for (const { data } of this.sockets.io.of('/').sockets.values()) this.scheduleResync(data.actor.id);
  }

  /**
   * Emits an event to the sockets of some users or of all users on this node, except the sockets in `rooms`. The event
   * is dropped for slow clients.
   *
   * @param userIds undefined: all users
   */
  toLocalSocketsExcept<E extends EventName>(
    rooms: string[],
    userIds: readonly string[] | undefined,
    event: E,
    payload: EventPayload<E>,
  ): void {
    // Socket.IO emits to all sockets if it is given no room.
    if (userIds?.length === 0) return;
    this.sockets.io.volatile
      .to((userIds ?? []).map(userRoom))
      .except(rooms)
      .emit(event, payload);
  }

  /** Emits an event to one socket on this node. */
  toLocalSocket<E extends EventName>(socketId: string, event: E, payload: EventPayload<E>): void {
    this.sockets.io.to(socketId).emit(event, payload);
  }

  /**
   * Registers the listener of an event from other nodes. It is called after the event was emitted to the user's sockets
   * on this node.
   */
  onRemoteEvent<E extends EventName>(event: E, listener: RemoteEventListener<E>): void {
    this.remoteEventListeners.set(event, listener);
  }

  private publish(userIds: readonly string[], envelope: Envelope): void {
    if (!this.nodeBus.isEnabled) return this.emit(userIds, envelope);
    this.publishOrResync(userIds, envelope, () => this.nodeBus.publish(userIds, EVENT_TOPIC, envelope));
    for (const userId of userIds) this.emitToUser(userId, envelope);
  }

  private receive(envelope: Envelope, userId: string): void {
    this.emitToUser(userId, envelope);
    this.remoteEventListeners.get(envelope.event)?.(userId, envelope.payload as never);
  }

  /** Emits an event to a user's sockets on this node; an event that has a position, in the order of its stream. */
  private emitToUser(userId: string, envelope: Envelope): void {
    if (!this.sockets.isConnected(userId)) return;
    if (!envelope.place || !this.nodeBus.isEnabled) return this.emit([userId], envelope);
    this.sequencer.deliver(userId, envelope.place, () => this.emit([userId], envelope));
  }

  private emit(userIds: readonly string[], envelope: Envelope): void {
    // Socket.IO emits to all sockets if it is given no room.
    if (userIds.length === 0) return;
    const recipients = this.sockets.io.to(userIds.map(userRoom));
    this.publishOrResync(userIds, envelope, () =>
      (envelope.passing ? recipients.volatile : recipients).emit(envelope.event, envelope.payload),
    );
  }

  /**
   * Calls `publish`. If it throws, the recipients of the event must resync, unless clients can do without the event.
   */
  private publishOrResync(userIds: readonly string[], { event, passing }: Envelope, publish: () => void): void {
    try {
      publish();
    } catch (error) {
      reportCaughtError(this.errorReporting, `Publishing ${event}`, error);
      if (!passing) this.resync(userIds);
    }
  }

  private scheduleResync(userId: string): void {
    if (this.scheduledResyncs.has(userId)) return;
    this.scheduledResyncs.add(userId);
    const emitResync = () => {
      this.scheduledResyncs.delete(userId);
      this.toLocalUser(userId, 'resync', {});
    };
    setTimeout(guarded(this.errorReporting, 'Emitting resync', emitResync), Math.random() * RESYNC_SPREAD_MS).unref();
  }
}
