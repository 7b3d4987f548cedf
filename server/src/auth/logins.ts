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
import { Tokens } from './tokens.js';

/** The tokens that a client which logs out presents. */
interface PresentedTokens {
  readonly refreshToken: string | undefined;
  readonly identity: Identity | undefined;
}

/** Answers logins: an access token of a session, and the refresh token where the session has one. */
@Injectable()
export class Logins {
  constructor(
    private readonly sessions: SessionsService,
    private readonly tokens: Tokens,
    private readonly users: UsersService,
  ) {}

  /**
   * Opens a session.
   *
   * @param user whose password was checked
   * @throws ProblemError `auth.credentials_invalid` when the account has changed since
   */
  async open(user: User, device: Device, isRenewable: boolean): Promise<Login> {
    const { id, refreshToken } = await this.sessions.open(user, device, isRenewable);
    return this.login(user, id, refreshToken);
  }

  /** Renews the access token of a session. @throws ProblemError `auth.token_missing` or `auth.session_ended` */
  async renew(held: string | undefined, device: Device): Promise<Login> {
    if (held === undefined)
      throw new ProblemError('auth.token_missing', 'A refresh token is needed, in the cookie or in the body.');
    const { id, userId, refreshToken } = await this.sessions.renew(held, device);
    const user = await this.users.findById(userId);
    if (!user) throw new ProblemError('auth.session_ended', 'This account does not exist any more.');
    return this.login(user, id, refreshToken);
  }

  /** Another access token of a session. @param user as the account is now */
  again(user: User, sessionId: string): Login {
    return this.login(user, sessionId, undefined);
  }

  /** Ends the session of the access token and that of the refresh token; nothing when there is none, or when it has ended already. */
  async end({ refreshToken, identity }: PresentedTokens, client: Client): Promise<void> {
    const { actor, sessionId } = identity?.actor ? identity : {};
    if (actor && sessionId !== undefined) await this.sessions.endIfActive(actor, sessionId);
    const owner = refreshToken === undefined ? undefined : await this.sessions.endByToken(refreshToken);
    logSecurity('logout', { userId: actor?.id ?? owner, ...client });
  }

  /** Ends the session of a refresh token that another login replaces in the browser. */
  async endReplaced(refreshToken: string): Promise<void> {
    await this.sessions.endByToken(refreshToken);
  }

  private login(user: User, sessionId: string, refreshToken: string | undefined): Login {
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
