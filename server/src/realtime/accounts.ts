import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemError } from '../platform/problems/problem-error.js';
import type { TokenData } from './connection.js';

/**
 * Authenticates handshakes, and finds sessions that have ended. The application provides it, so that this folder
 * imports no feature.
 */
export interface Accounts {
  /** @throws ProblemError when the token is missing or not valid */
  authenticateHandshake(handshake: Handshake): Promise<AdmittedToken>;
  /**
   * Returns the groups whose tokens are no longer valid although they have not expired, each with the problem to send
   * to its sockets.
   */
  findEndedTokens(tokens: readonly TokenGroup[]): Promise<EndedTokens[]>;
  /**
   * Returns the sessions that have ended in the last seconds, on any node, each with the problem to send to its
   * sockets.
   */
  findRecentlyEndedSessions(): Promise<EndedSession[]>;
  /** Registers a listener that is called with the ids of sessions that this node has ended. */
  onSessionsEnded(listener: (ids: readonly string[]) => void): void;
}

export const ACCOUNTS = Symbol('accounts');

/** The content of a token, and whether the e-mail address of its account is verified. */
export interface AdmittedToken extends TokenData {
  readonly isEmailVerified: boolean;
}

interface Handshake {
  /** The `auth` payload of the handshake. It contains the `token`, unless the client sends the token in a header. */
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** The client's IP address. */
  readonly address: string;
}

/**
 * Identifies tokens that become invalid together: all tokens of one session, or, for tokens without a session id, all
 * tokens of one account and token generation.
 */
export interface TokenGroup {
  readonly userId: string;
  readonly generation: number;
  readonly sessionId: string | null;
}

interface EndedSession {
  readonly id: string;
  readonly problem: ProblemError;
}

interface EndedTokens extends TokenGroup {
  readonly problem: ProblemError;
}
