import { Injectable } from '@nestjs/common';
import type { Login, PasswordChange } from '@smart-hub/contract/auth';
import type { Actor } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import type { Device } from '../platform/http/device.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import { AccountPasswordService, passwordWrong } from './account-password.service.js';
import { LoginSessions } from './login-sessions.js';
import { refuseGuessable } from './password-policy.js';

/** Changes the password of a logged-in user who knows the current one. */
@Injectable()
export class PasswordChangeService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: AccountPasswordService,
    private readonly sessions: SessionsService,
    private readonly logins: LoginSessions,
  ) {}

  /**
   * Changes the password of an account, and ends its other sessions.
   *
   * @param sessionId the session of the request, which stays active; if undefined, a new session is opened, because the
   *   token of the request becomes invalid as well
   * @returns an access token that is valid after the change
   * @throws ProblemError `auth.password_wrong`, `request.invalid`, `auth.login_delayed` or `server.overloaded`
   */
  async change(
    actor: Actor,
    sessionId: string | undefined,
    { currentPassword, newPassword }: PasswordChange,
    device: Device,
  ): Promise<Login> {
    const user = await this.passwords.check(actor, currentPassword, device.client);
    refuseGuessable('newPassword', newPassword, user);
    const changed = await this.replace(user, await this.passwords.hash(newPassword), sessionId);
    if (!changed) throw passwordWrong(actor.id, device.client);
    logSecurity('password.changed', { userId: actor.id, ...device.client });
    this.passwords.publishChange(changed);
    return sessionId === undefined
      ? this.logins.open(changed, device, false)
      : this.logins.reissueAccessToken(changed, sessionId);
  }

  /** Stores the new hash. @returns undefined when the password was changed in the meantime */
  private async replace(user: User, hash: string, keptId: string | undefined): Promise<User | undefined> {
    let ended: string[] = [];
    const changed = await this.users.replacePassword(user, hash, async (rows, generation) => {
      ended = await this.sessions.endOthersInTransaction(rows, { userId: user.id, keptId, generation });
    });
    this.sessions.publishEnds(ended);
    return changed;
  }
}
