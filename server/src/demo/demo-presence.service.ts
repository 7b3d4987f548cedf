import { Injectable } from '@nestjs/common';
import type { EventPayload } from '@smart-hub/contract/events';
import { io, type Socket } from 'socket.io-client';
import { AuthService } from '../auth/auth.service.js';
import { directConversationId } from '../conversations/direct-conversation-id.js';
import type { Actor } from '../platform/http/identity.js';
import { DEMO_DEVICE, DEMO_PASSWORD, demoPeople, type DemoName } from './people.js';

/** The people who are online while the server runs. Mira is not among them, because users of the demo log in as her. */
const ONLINE_PEOPLE: readonly DemoName[] = ['jonas', 'lucia', 'tom'];
/** The person who types, in a conversation with {@link RECIPIENT}. It is the newest conversation of Mira. */
const TYPING_PERSON: DemoName = 'jonas';
const RECIPIENT: DemoName = 'mira';

/** The length of a typing period, in milliseconds. */
const TYPING_PERIOD_MS = 12_000;
/**
 * The interval of `typing` commands in a typing period, in milliseconds. The server ends the typing 6 s after the last
 * command.
 */
const TYPING_REPEAT_MS = 4000;
/** The pause between the recipient going online and the first typing period, in milliseconds. */
const FIRST_PAUSE_MS = 2000;
/** The pause between two typing periods, in milliseconds. */
const PAUSE_MS = 25_000;
/** The pause before a refused handshake is retried, in milliseconds. */
const RETRY_MS = 5000;

/**
 * Keeps some people of the demo online, and makes one of them type now and then, so that users of the demo see presence
 * immediately.
 *
 * These people are ordinary clients with their own sockets, so presence and typing work as for real users, on all
 * nodes. Invariants: the typing person types only while the recipient is online. No timer or socket of this class keeps
 * the process alive.
 */
@Injectable()
export class DemoPresenceService {
  private readonly sockets: Socket[] = [];
  private typingTimer: NodeJS.Timeout | undefined;
  private isDisconnected = false;

  constructor(private readonly auth: AuthService) {}

  /** Connects the people. @param url the address at which the server listens */
  connect(url: string, people: ReadonlyMap<DemoName, Actor>): void {
    for (const name of ONLINE_PEOPLE) this.sockets.push(this.openSocket(url, name));
    const recipientId = people.get(RECIPIENT)!.id;
    const conversationId = directConversationId(people.get(TYPING_PERSON)!.id, recipientId);
    this.typeWhileOnline(recipientId, conversationId, this.sockets[ONLINE_PEOPLE.indexOf(TYPING_PERSON)]!);
  }

  /**
   * Disconnects the people. Must run before the server disconnects its clients: otherwise these sockets would
   * reconnect.
   */
  disconnect(): void {
    this.isDisconnected = true;
    this.stopTyping();
    for (const socket of this.sockets) socket.close();
  }

  private openSocket(url: string, name: DemoName): Socket {
    const { email } = demoPeople.find(({ key }) => key === name)!;
    const socket = io(url, {
      transports: ['websocket'],
      forceNew: true,
      // Logs in for every handshake, because a token expires while the server runs.
      auth: (setAuth) => {
        const credentials = { email, password: DEMO_PASSWORD };
        this.auth.login(credentials, DEMO_DEVICE).then(
          ({ access_token: token }) => setAuth({ token }),
          () => setAuth({}),
        );
      },
    });
    socket.on('session_expired', () => socket.once('disconnect', () => this.reconnect(socket)));
    // Socket.IO retries by itself only if the connection failed, not if the handshake was refused.
    socket.on('connect_error', () => {
      if (!socket.active) setTimeout(() => this.reconnect(socket), RETRY_MS).unref();
    });
    return socket;
  }

  private reconnect(socket: Socket): void {
    if (!this.isDisconnected) socket.connect();
  }

  private typeWhileOnline(recipientId: string, conversationId: string, socket: Socket): void {
    const onPresence = (isOnline: boolean) => {
      if (!isOnline) return this.stopTyping();
      this.typingTimer ??= setTimeout(
        () => this.type(socket, conversationId, TYPING_PERIOD_MS),
        FIRST_PAUSE_MS,
      ).unref();
    };
    socket.on('presence_state', ({ users }: EventPayload<'presence_state'>) =>
      onPresence(users.some(({ id, online }) => id === recipientId && online)),
    );
    socket.on('user_joined', ({ id }: EventPayload<'user_joined'>) => {
      if (id === recipientId) onPresence(true);
    });
    socket.on('user_left', ({ id }: EventPayload<'user_left'>) => {
      if (id === recipientId) onPresence(false);
    });
    socket.on('disconnect', () => onPresence(false));
  }

  private type(socket: Socket, conversationId: string, remainingMs: number): void {
    const active = remainingMs > 0;
    socket.emit('typing', { conversationId, active });
    const nextRemainingMs = active ? remainingMs - TYPING_REPEAT_MS : TYPING_PERIOD_MS;
    this.typingTimer = setTimeout(
      () => this.type(socket, conversationId, nextRemainingMs),
      active ? TYPING_REPEAT_MS : PAUSE_MS,
    ).unref();
  }

  private stopTyping(): void {
    clearTimeout(this.typingTimer);
    this.typingTimer = undefined;
  }
}
