import { Injectable } from '@nestjs/common';
import type { EventPayload } from '@smart-hub/contract/events';
import { io, type Socket } from 'socket.io-client';
import { AuthService } from '../auth/auth.service.js';
import { directConversationId } from '../conversations/direct-conversation-id.js';
import type { Actor } from '../platform/http/identity.js';
import { DEMO_DEVICE, DEMO_PASSWORD, demoPeople, type DemoName } from './people.js';

/** Who is connected while the server runs. Not the first of the demo, as whom people log in. */
const PRESENT: readonly DemoName[] = ['jonas', 'lucia', 'tom'];
/** Who types, and to whom: in the newest conversation of the first one. */
const TYPIST: DemoName = 'jonas';
const SPECTATOR: DemoName = 'mira';

/** How long somebody types at a time: the server forgets it after 6 s unless it is said again. In milliseconds, like the others. */
const TYPING_MS = 12_000;
const SAY_AGAIN_MS = 4000;
/** After how long they begin, once there is somebody to see it; and again, after each time. */
const FIRST_PAUSE_MS = 2000;
const PAUSE_MS = 25_000;
/** After how long a handshake that was refused is tried again. */
const RETRY_MS = 5000;

/**
 * Has some people of the demo connected, and one of them typing now and then, so that presence is seen at once.
 *
 * They are clients like all others, with sockets of their own: presence and typing are those of the product, on all nodes.
 * Invariants: nobody types unless the one they type to is online; nothing here keeps the process alive.
 */
@Injectable()
export class DemoPresenceService {
  private readonly sockets: Socket[] = [];
  private typing: NodeJS.Timeout | undefined;
  private hasLeft = false;

  constructor(private readonly auth: AuthService) {}

  /** @param url where the server listens */
  appear(url: string, people: ReadonlyMap<DemoName, Actor>): void {
    for (const name of PRESENT) this.sockets.push(this.connect(url, name));
    const spectator = people.get(SPECTATOR)!.id;
    const conversationId = directConversationId(people.get(TYPIST)!.id, spectator);
    this.typeFor(spectator, conversationId, this.sockets[PRESENT.indexOf(TYPIST)]!);
  }

  /** Before the server lets its clients go: they would come back. */
  leave(): void {
    this.hasLeft = true;
    this.rest();
    for (const socket of this.sockets) socket.close();
  }

  private connect(url: string, name: DemoName): Socket {
    const { email } = demoPeople.find(({ key }) => key === name)!;
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      // Each time: a token ends while the server runs.
      auth: (use) => {
        const credentials = { email, password: DEMO_PASSWORD };
        this.auth.login(credentials, DEMO_DEVICE).then(
          ({ access_token: token }) => use({ token }),
          () => use({}),
        );
      },
    });
    socket.on('session_expired', () => socket.once('disconnect', () => this.again(socket)));
    // Socket.IO tries again by itself only where no connection was made.
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => this.again(socket), RETRY_MS).unref();
    });
    return socket;
  }

  private again(socket: Socket): void {
    if (!this.hasLeft) socket.connect();
  }

  private typeFor(spectator: string, conversationId: string, socket: Socket): void {
    const look = (isThere: boolean) => {
      if (!isThere) return this.rest();
      this.typing ??= setTimeout(() => this.type(socket, conversationId, TYPING_MS), FIRST_PAUSE_MS).unref();
    };
    socket.on('presence_state', ({ users }: EventPayload<'presence_state'>) =>
      look(users.some(({ id, online }) => id === spectator && online)),
    );
    socket.on('user_joined', ({ id }: EventPayload<'user_joined'>) => {
      if (id === spectator) look(true);
    });
    socket.on('user_left', ({ id }: EventPayload<'user_left'>) => {
      if (id === spectator) look(false);
    });
    socket.on('disconnect', () => look(false));
  }

  private type(socket: Socket, conversationId: string, leftMs: number): void {
    const active = leftMs > 0;
    socket.emit('typing', { conversationId, active });
    const next = active ? leftMs - SAY_AGAIN_MS : TYPING_MS;
    this.typing = setTimeout(() => this.type(socket, conversationId, next), active ? SAY_AGAIN_MS : PAUSE_MS).unref();
  }

  private rest(): void {
    clearTimeout(this.typing);
    this.typing = undefined;
  }
}
