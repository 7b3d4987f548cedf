import { Injectable } from '@nestjs/common';
import type { EventName, EventPayload } from '@smart-hub/contract/events';
import { userRoom } from '../realtime/rooms.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';

/** Room of the sockets for which it is not known yet whether their user hides their presence. */
const UNDECIDED = 'presence:undecided';
/** Room of the sockets of users who hide their presence. */
const HIDING = 'presence:hiding';

/** A socket that receives presence, and its user. */
export interface PresenceSubscriber {
  readonly socketId: string;
  readonly userId: string;
}

/**
 * Determines which sockets of this node receive changes of presence: the sockets of users who do not hide their own
 * presence.
 *
 * Invariant: a socket receives no changes before the database has confirmed that its user does not hide their presence.
 * The excluded sockets are in Socket.IO rooms: a socket leaves the rooms when it disconnects, and an event is encoded
 * once, however many sockets are excluded.
 */
@Injectable()
export class PresenceRooms {
  constructor(
    private readonly sockets: SocketServer,
    private readonly publisher: Publisher,
  ) {}

  /** Excludes a new socket until it is known whether its user hides their presence. */
  addUndecided(socketId: string): void {
    this.sockets.io.in(socketId).socketsJoin(UNDECIDED);
  }

  /** Returns the sockets for which it has not been read yet whether their user hides their presence. */
  undecidedSockets(): PresenceSubscriber[] {
    const { sockets } = this.sockets.io.of('/');
    return [...this.room(UNDECIDED)].map((socketId) => ({ socketId, userId: sockets.get(socketId)!.data.actor.id }));
  }

  /**
   * Includes a new socket, or keeps it excluded if its user hides their presence.
   *
   * @param hides whether the user hides their presence
   */
  decide(socketId: string, hides: boolean): void {
    const socket = this.sockets.io.in(socketId);
    if (hides) socket.socketsJoin(HIDING);
    socket.socketsLeave(UNDECIDED);
  }

  /**
   * Returns whether a user has sockets on this node that are included although the user hides their presence, or are
   * excluded although the user does not.
   */
  isStale(userId: string, hides: boolean): boolean {
    return this.decidedSockets(userId).some(({ socketId }) => this.room(HIDING).has(socketId) !== hides);
  }

  /** Returns a user's sockets on this node for which it has been read whether the user hides their presence. */
  decidedSockets(userId: string): PresenceSubscriber[] {
    const isDecided = (socketId: string) => !this.room(UNDECIDED).has(socketId);
    return [...this.room(userRoom(userId))].filter(isDecided).map((socketId) => ({ socketId, userId }));
  }

  /** Excludes a user's {@link decidedSockets} if the user hides their presence; otherwise includes them. */
  setHiding(userId: string, hides: boolean): void {
    for (const { socketId } of this.decidedSockets(userId)) {
      const socket = this.sockets.io.in(socketId);
      if (hides) socket.socketsJoin(HIDING);
      else socket.socketsLeave(HIDING);
    }
  }

  /**
   * Emits an event about a user to the included sockets of other users on this node; it is dropped for slow clients.
   *
   * @param recipientIds the users to emit to; undefined: all users
   */
  emit<E extends EventName>(
    userId: string,
    recipientIds: readonly string[] | undefined,
    event: E,
    payload: EventPayload<E>,
  ): void {
    this.publisher.toLocalSocketsExcept([userRoom(userId), UNDECIDED, HIDING], recipientIds, event, payload);
  }

  private room(name: string): ReadonlySet<string> {
    return this.sockets.io.of('/').adapter.rooms.get(name) ?? NONE;
  }
}

const NONE: ReadonlySet<string> = new Set();
