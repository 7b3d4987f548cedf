import type { IncomingHttpHeaders } from 'node:http';
import type { ProblemError } from '../platform/problems/problem-error.js';
import type { TokenData } from './connection.js';

/** Who may be connected. Provided by the application: this folder knows no feature. */
export interface Accounts {
  /** @throws ProblemError when the token is missing or not valid */
  authenticateHandshake(handshake: Handshake): Promise<AdmittedToken>;
  /** Those of these tokens that are not valid any more, though they have not expired; and why. */
  ended(tokens: readonly TokenGroup[]): Promise<EndedTokens[]>;
  /** The sessions that have ended in the last seconds, on whatever node; and why. */
  recentlyEnded(): Promise<EndedSession[]>;
  /** Has something done when sessions have ended on this node. */
  onSessionsEnded(listener: (ids: readonly string[]) => void): void;
}

export const ACCOUNTS = Symbol('accounts');

/** What a token says, and whether the e-mail address of its account is verified. */
export interface AdmittedToken extends TokenData {
  readonly isEmailVerified: boolean;
}

interface Handshake {
  /** Has the token as `token`, unless the headers do. */
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** Of the client. */
  readonly address: string;
}

/** What sockets have in common whose tokens are of one session; of one generation of an account, where they name none. */
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
