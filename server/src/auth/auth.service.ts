import { Injectable, Logger } from '@nestjs/common';
import type { Credentials, Login, Registration } from '@smart-hub/contract/auth';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { InvitationsService, type Admission } from '../invitations/invitations.service.js';
import type { Device } from '../platform/http/device.js';
import type { User } from '../users/user.entity.js';
import { normalizeEmail, UsersService } from '../users/users.service.js';
import { LoginDelay } from './login-delay.js';
import { LoginSessions } from './login-sessions.js';
import { PasswordHasher } from './password-hasher.js';

/** Looked up instead of an e-mail address that is not valid. No account has this address. */
const UNKNOWN_EMAIL = '';

const DISABLED = 'auth.account_disabled';

/**
 * Registers accounts, and logs in by password.
 *
 * Invariant: an unknown e-mail address and a wrong password are indistinguishable: same message, same duration, same
 * refusal under load.
 */
@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);
  private readonly registrationListeners: ((userId: string) => void)[] = [];

  constructor(
    private readonly users: UsersService,
    private readonly passwords: PasswordHasher,
    private readonly delay: LoginDelay,
    private readonly invitations: InvitationsService,
    private readonly logins: LoginSessions,
  ) {}

  /**
   * Creates an account, and logs in.
   *
   * @throws ProblemError `auth.email_taken`, `registration.*` or `server.overloaded`
   */
  async register({ refresh, ...registration }: Registration, device: Device): Promise<Login> {
    const { client } = device;
    const admission = await this.invitations.admit(registration);
    const user = await this.createAccount(registration, admission?.spendInvitation);
    logSecurity('registration', { userId: user.id, invitationId: admission?.invitationId, ...client });
    await this.delay
      .rememberAddress(user.id, client.address)
      .catch((error: unknown) => this.logger.warn(error, 'The address of a new account could not be stored'));
    for (const listener of this.registrationListeners) listener(user.id);
    return this.logins.open(user, device, refresh !== undefined);
  }

  /**
   * Registers a listener for registrations. The listener is called after the commit, on the node that served the
   * request.
   */
  onRegistered(listener: (userId: string) => void): void {
    this.registrationListeners.push(listener);
  }

  /**
   * Creates an account without checking `REGISTRATION`.
   *
   * @param spend counts the use of an invitation, in the same transaction
   * @throws ProblemError `auth.email_taken` or `server.overloaded`, or any error of `spend`
   */
  async createAccount(
    { name, email, password }: Omit<Registration, 'invitation' | 'refresh'>,
    spend?: Admission['spendInvitation'],
  ): Promise<User> {
    return this.users.create({ name, email, passwordHash: await this.passwords.hash(password) }, spend);
  }

  /**
   * @throws ProblemError `auth.credentials_invalid`, `auth.account_disabled`, `auth.login_delayed` or
   *   `server.overloaded`
   */
  async login({ email, password, refresh }: Credentials, device: Device): Promise<Login> {
    const { client } = device;
    const address = normalizeEmail(email) ?? UNKNOWN_EMAIL;
    const user = await this.delay.attempt(address, client.address, async () => {
      const account = await this.users.findByEmail(address);
      const matches = await this.passwords.matches(password, account?.passwordHash);
      const code = account?.disabledAt && matches ? DISABLED : undefined;
      logSecurity(matches && !code ? 'login' : 'login.failed', { userId: account?.id, ...client, code });
      return matches ? account : null;
    });
    if (!user) throw new ProblemError('auth.credentials_invalid', 'E-mail or password is wrong.');
    // The account state is checked after the password, so that without the password a disabled account cannot be
    // distinguished from an unknown one.
    if (user.disabledAt)
      throw new ProblemError(DISABLED, 'This account is disabled: contact the operator of this server.');
    this.passwords.upgradeHash(user, password);
    return this.logins.open(user, device, refresh !== undefined);
  }
}
