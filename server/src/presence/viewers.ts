import { Injectable } from '@nestjs/common';
import type { EventName, EventPayload } from '@smart-hub/contract/events';
import { userRoom } from '../realtime/rooms.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';

/** Sockets of which it is not known yet whether their user hides their presence. */
const UNDECIDED = 'presence:undecided';
/** Sockets of users who hide theirs. */
const HIDING = 'presence:hiding';

/** A socket, and whose it is. */
export interface Reader {
  readonly socketId: string;
  readonly userId: string;
}

/**
 * Which sockets of this node are told who comes and goes.
 *
 * Invariants: none is until the database has said that its user does not hide their own presence. Rooms keep that: a socket leaves them
 * when it ends, and an event is encoded once, however many are left out.
 */
@Injectable()
export class Viewers {
  constructor(
    private readonly sockets: SocketServer,
    private readonly publisher: Publisher,
  ) {}

  /** A new socket. */
  enter(socketId: string): void {
    this.sockets.io.in(socketId).socketsJoin(UNDECIDED);
  }

  /** Those of which the database has not been asked yet. */
  undecided(): Reader[] {
    const { sockets } = this.sockets.io.of('/');
    return [...this.room(UNDECIDED)].map((socketId) => ({ socketId, userId: sockets.get(socketId)!.data.actor.id }));
  }

  /** @param hides whether its user hides their presence: then it is told nothing */
  decide(socketId: string, hides: boolean): void {
    const socket = this.sockets.io.in(socketId);
    if (hides) socket.socketsJoin(HIDING);
    socket.socketsLeave(UNDECIDED);
  }

  /** Whether a user has sockets here that were decided on when it was otherwise. */
  isStale(userId: string, hides: boolean): boolean {
    return this.decided(userId).some(({ socketId }) => this.room(HIDING).has(socketId) !== hides);
  }

  /** A user's sockets that have been decided on. */
  decided(userId: string): Reader[] {
    const isDecided = (socketId: string) => !this.room(UNDECIDED).has(socketId);
    return [...this.room(userRoom(userId))].filter(isDecided).map((socketId) => ({ socketId, userId }));
  }

  /** Changes whether the sockets of a user are those of somebody who hides. */
  setHiding(userId: string, hides: boolean): void {
    for (const { socketId } of this.decided(userId)) {
      const socket = this.sockets.io.in(socketId);
      if (hides) socket.socketsJoin(HIDING);
      else socket.socketsLeave(HIDING);
    }
  }

  /**
   * Emits an event about a user to the sockets that may see it and keep up; not to that user.
   *
   * @param viewerIds their users; undefined: all
   */
  emit<E extends EventName>(
    userId: string,
    viewerIds: readonly string[] | undefined,
    event: E,
    payload: EventPayload<E>,
  ): void {
    this.publisher.toSocketsHereBut([userRoom(userId), UNDECIDED, HIDING], viewerIds, event, payload);
  }

  private room(name: string): ReadonlySet<string> {
    return this.sockets.io.of('/').adapter.rooms.get(name) ?? NONE;
  }
}

const NONE: ReadonlySet<string> = new Set();
