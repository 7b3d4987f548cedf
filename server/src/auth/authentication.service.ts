import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import type { Actor, Identity } from '../platform/http/identity.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted, accountDisabled, tokenRevoked } from '../platform/problems/session-ended.js';
import { SessionsService, type AccountState, type TokenGroup } from '../sessions/sessions.service.js';
import { UsersService } from '../users/users.service.js';
import { AccessTokens } from './access-tokens.js';

interface Handshake {
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** The network address of the client. */
  readonly address: string;
}

interface AuthenticatedToken {
  readonly actor: Actor;
  /** Whether the e-mail address of the account is verified. */
  readonly isEmailVerified: boolean;
  readonly generation: number;
  /** Null for a token of the previous release. */
  readonly sessionId: string | null;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Authenticates requests and sockets by their access token.
 *
 * Invariant: a token is valid while its account exists and is not disabled, and its session has not ended; for REST and
 * sockets alike.
 */
@Injectable()
export class AuthenticationService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
  ) {}

  /**
   * Returns the user who sent a request, or the reason why the token of the request is refused. Never throws.
   *
   * @param address of the client
   */
  async identify(headers: IncomingHttpHeaders, address: string): Promise<Identity> {
    try {
      const { actor, isEmailVerified, sessionId } = await this.authenticate(bearerToken(headers), address);
      return { actor, isEmailVerified, sessionId: sessionId ?? undefined };
    } catch (refusal) {
      return { refusal };
    }
  }

  /** Whether a request has a signed token that has not expired. Does not check the account or the session. */
  hasValidToken(headers: IncomingHttpHeaders): boolean {
    try {
      this.tokens.verify(bearerToken(headers));
      return true;
    } catch {
      return false;
    }
  }

  /**
   * Authenticates a new socket, or the new token of a socket: the token in `auth.token`, or in the `Authorization`
   * header.
   */
  authenticateHandshake({ auth, headers, address }: Handshake): Promise<AuthenticatedToken> {
    return this.authenticate(typeof auth['token'] === 'string' ? auth['token'] : bearerToken(headers), address);
  }

  /** Returns those of the given tokens that were revoked before they expired, each with the reason. */
  async findEndedTokens(tokens: readonly TokenGroup[]): Promise<(TokenGroup & { problem: ProblemError })[]> {
    const ended = await this.sessions.findEndedTokens(tokens);
    return ended.map(({ userId, generation, sessionId, ...end }) => ({
      userId,
      generation,
      sessionId,
      problem: refusalOf(end),
    }));
  }

  /** Returns the sessions that ended on any node in the last seconds, each with the reason. */
  async findRecentlyEndedSessions(): Promise<{ id: string; problem: ProblemError }[]> {
    const ended = await this.sessions.findRecentlyEnded();
    return ended.map(({ id, ...state }) => ({ id, problem: refusalOf(state) }));
  }

  /** Registers a listener for sessions that end on this node. */
  onSessionsEnded(listener: (ids: readonly string[]) => void): void {
    this.sessions.onEnded(listener);
  }

  private async authenticate(token: string | undefined, address: string): Promise<AuthenticatedToken> {
    const { userId, sessionId, generation, expiresAt } = this.tokens.verify(token);
    // The two look-ups run in parallel. Each is batched into one statement with the look-ups of concurrent requests.
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

/** Returns the reason why a token that has not expired is refused. */
function refusalOf({ isDeleted, isDisabled }: AccountState): ProblemError {
  if (isDeleted) return accountDeleted();
  return isDisabled ? accountDisabled() : tokenRevoked();
}
