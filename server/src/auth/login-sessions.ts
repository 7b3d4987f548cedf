import { Injectable } from '@nestjs/common';
import type { Login } from '@smart-hub/contract/auth';
import type { Client } from '../platform/http/client.js';
import type { Identity } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { Device } from '../platform/http/device.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { User } from '../users/user.entity.js';
import { toProfile } from '../users/user.mapper.js';
import { UsersService } from '../users/users.service.js';
import { AccessTokens } from './access-tokens.js';

/** The tokens that a client sends to log out. */
interface PresentedTokens {
  readonly refreshToken: string | undefined;
  readonly identity: Identity | undefined;
}

/** Opens, renews and ends sessions, and issues their access and refresh tokens. */
@Injectable()
export class LoginSessions {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: AccessTokens,
    private readonly users: UsersService,
  ) {}

  /**
   * Opens a session.
   *
   * @param user the account as it was when the password was checked
   * @throws ProblemError `auth.credentials_invalid` when the account has changed after that
   */
  async open(user: User, device: Device, isRenewable: boolean): Promise<Login> {
    const { id, refreshToken } = await this.sessions.open(user, device, isRenewable);
    return this.toLogin(user, id, refreshToken);
  }

  /** Renews the access token of a session. @throws ProblemError `auth.token_missing` or `auth.session_ended` */
  async renew(presented: string | undefined, device: Device): Promise<Login> {
    if (presented === undefined)
      throw new ProblemError('auth.token_missing', 'A refresh token is required, in the cookie or in the body.');
    const { id, userId, refreshToken } = await this.sessions.renew(presented, device);
    const user = await this.users.findById(userId);
    if (!user) throw new ProblemError('auth.session_ended', 'This account no longer exists.');
    return this.toLogin(user, id, refreshToken);
  }

  /** Issues another access token of a session. @param user the current state of the account */
  reissueAccessToken(user: User, sessionId: string): Login {
    return this.toLogin(user, sessionId, undefined);
  }

  /**
   * Ends the session of the access token and the session of the refresh token. Ignores missing tokens, and sessions
   * that have ended already.
   */
  async end({ refreshToken, identity }: PresentedTokens, client: Client): Promise<void> {
    const { actor, sessionId } = identity?.actor ? identity : {};
    if (actor && sessionId !== undefined) await this.sessions.endIfActive(actor, sessionId);
    const owner = refreshToken === undefined ? undefined : await this.sessions.endByToken(refreshToken);
    logSecurity('logout', { userId: actor?.id ?? owner, ...client });
  }

  /** Ends the session of the refresh token that a new login has replaced in the cookie. */
  async endReplaced(refreshToken: string): Promise<void> {
    await this.sessions.endByToken(refreshToken);
  }

  private toLogin(user: User, sessionId: string, refreshToken: string | undefined): Login {
    const { token, expiresAt } = this.tokens.sign(user, sessionId);
    return {
      access_token: token,
      expiresAt: expiresAt.toISOString(),
      sessionId,
      ...(refreshToken !== undefined && { refresh_token: refreshToken }),
      user: toProfile(user),
    };
  }
}
