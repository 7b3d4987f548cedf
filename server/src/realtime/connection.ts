import type { Socket } from 'socket.io';
import type { Actor } from '../platform/http/identity.js';

/** What the access token of a socket says. Another one replaces it while the socket is open. */
export interface TokenData {
  readonly actor: Actor;
  /** When the token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** Of the token: those of earlier ones are revoked together. */
  readonly generation: number;
  /** Null for a token of the release before this one. */
  readonly sessionId: string | null;
}

/** What is known of a socket, for as long as it lives. */
export interface SocketData extends TokenData {
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
