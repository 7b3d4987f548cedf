import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Identity } from '../platform/http/identity.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted, accountDisabled, tokenRevoked } from '../platform/problems/session-ended.js';
import { SessionsService, type AccountState, type TokenGroup } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import { Tokens } from './tokens.js';

interface Handshake {
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** Of the client. */
  readonly address: string;
}

interface AuthenticatedToken {
  readonly actor: Actor;
  /** Whether the e-mail address of the account is verified. */
  readonly isEmailVerified: boolean;
  readonly generation: number;
  /** Null for a token of the release before this one. */
  readonly sessionId: string | null;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Decides by an access token who sends a request or opens a socket.
 *
 * Invariant: a token is valid for an account that exists and is not disabled, while its session has not ended, on REST and on the
 * socket alike.
 */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokens: Tokens,
  ) {}

  /** Who sends a request, or why that is not known. Never throws. @param address of the client */
  async identify(headers: IncomingHttpHeaders, address: string): Promise<Identity> {
    try {
      const { actor, isEmailVerified, sessionId } = await this.authenticate(bearerToken(headers), address);
      return { actor, isEmailVerified, sessionId: sessionId ?? undefined };
    } catch (refusal) {
      return { refusal };
    }
  }

  /** Whether a request has a token that is signed and has not expired; the account may be gone. */
  hasValidToken(headers: IncomingHttpHeaders): boolean {
    try {
      this.tokens.verify(bearerToken(headers));
      return true;
    } catch {
      return false;
    }
  }

  /** Who opens a socket, or renews its token; the token is taken from `auth.token`, or from the `Authorization` header. */
  authenticateHandshake({ auth, headers, address }: Handshake): Promise<AuthenticatedToken> {
    return this.authenticate(typeof auth['token'] === 'string' ? auth['token'] : bearerToken(headers), address);
  }

  /** Those of these tokens that are not valid any more, though they have not expired; and why. */
  async ended(tokens: readonly TokenGroup[]): Promise<(TokenGroup & { problem: ProblemError })[]> {
    const ended = await this.sessions.ended(tokens);
    return ended.map(({ userId, generation, sessionId, ...end }) => ({
      userId,
      generation,
      sessionId,
      problem: refusalOf(end),
    }));
  }

  /** The sessions that have ended in the last seconds, on whatever node; and why. */
  async recentlyEnded(): Promise<{ id: string; problem: ProblemError }[]> {
    const ended = await this.sessions.recentlyEnded();
    return ended.map(({ id, ...state }) => ({ id, problem: refusalOf(state) }));
  }

  /** Has something done when sessions have ended here. */
  onSessionsEnded(listener: (ids: readonly string[]) => void): void {
    this.sessions.onEnded(listener);
  }

  private async authenticate(token: string | undefined, address: string): Promise<AuthenticatedToken> {
    const { userId, sessionId, generation, expiresAt } = this.tokens.verify(token);
    // Together: each is one statement for all requests of a moment.
    const [user, isActive] = await Promise.all([
      this.users.findById(userId),
      sessionId === null ? undefined : this.sessions.isActive(sessionId, userId),
    ]);
    if (!user || user.erasedAt || user.disabledAt || !(isActive ?? user.tokenGeneration === generation))
      throw refusalOf({ isDeleted: !user || user.erasedAt !== null, isDisabled: user?.disabledAt !== null });
    if (sessionId !== null) this.sessions.markUsed(sessionId, address);
    const isEmailVerified = user.emailVerifiedAt !== null;
    return { actor: { id: user.id, name: user.name }, isEmailVerified, generation, sessionId, expiresAt };
  }
}

function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}

/** Why a token is refused that has not expired. */
function refusalOf({ isDeleted, isDisabled }: AccountState): ProblemError {
  if (isDeleted) return accountDeleted();
  return isDisabled ? accountDisabled() : tokenRevoked();
}
