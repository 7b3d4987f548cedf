import type { Socket } from 'socket.io';
import type { Actor } from '../platform/http/identity.js';

/** The content of a socket's access token. The client may renew the token while the socket is open. */
export interface TokenData {
  readonly actor: Actor;
  /** When the token expires, in milliseconds since 1970. */
  readonly expiresAt: number;
  /** The account's token generation. Tokens of earlier generations are revoked. */
  readonly generation: number;
  /** Null for a token that the previous release issued. */
  readonly sessionId: string | null;
}

/** The data of a socket, for as long as it is open. */
export interface SocketData extends TokenData {
  /** The client's IP address, as the trusted proxies report it. */
  readonly address: string;
}

/** One connected, authenticated socket. */
export type Connection = Socket<
  Record<string, never>,
  Record<string, (payload: unknown) => void>,
  Record<string, never>,
  SocketData
>;
