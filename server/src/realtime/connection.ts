import type { Socket } from 'socket.io';
import type { Actor } from '../platform/http/identity.js';

/** What `io.use` found out about a socket, for as long as it lives. */
export interface SocketData {
  readonly actor: Actor;
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** Of the token: those of earlier ones are revoked together. */
  readonly generation: number;
  /** Of the client, as far as trusted proxies name it. */
  readonly address: string;
}

/** One connected, authenticated socket. */
export type Connection = Socket<
  Record<string, never>,
  Record<string, (payload: unknown) => void>,
  Record<string, never>,
  SocketData
>;
