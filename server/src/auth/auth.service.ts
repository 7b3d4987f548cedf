import { Injectable, Logger } from '@nestjs/common';
import type { Credentials, Registration, Session } from '@smart-hub/contract/auth';
import type { IncomingHttpHeaders } from 'node:http';
import type { Client } from '../platform/http/client.js';
import type { Actor, Identity } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted, accountDisabled, tokenRevoked } from '../platform/problems/session-ended.js';
import { InvitationsService, type Admission } from '../invitations/invitations.service.js';
import { toProfile } from '../users/user.mapper.js';
import type { User } from '../users/user.entity.js';
import { storedEmail, UsersService, type EndedSession } from '../users/users.service.js';
import { LoginDelay } from './login-delay.js';
import { Passwords } from './passwords.js';
import { Tokens } from './tokens.js';

/** Stands for e-mail addresses that cannot be stored: no account has one of these. */
const NOBODY = '';

const DISABLED = 'auth.account_disabled';

interface Handshake {
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
}

/** The tokens of one user that are of one generation. */
type AccountSession = Pick<EndedSession, 'userId' | 'generation'>;

interface AuthenticatedToken {
  readonly actor: Actor;
  readonly generation: number;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/**
 * Owns passwords and tokens: who may act as whom.
 *
 * Invariants: an unknown e-mail and a wrong password cannot be told apart, by words, by time or by being refused under load;
 * a token is valid for an account that exists, is not disabled and has not revoked it, on REST and on the socket alike.
 */
@Injectable()
export class AuthService {
  private readonly logger = new Logger(AuthService.name);

  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
    private readonly delay: LoginDelay,
    private readonly invitations: InvitationsService,
  ) {}

  /** @throws ProblemError `auth.email_taken`, `registration.*` or `server.overloaded` */
  async register(registration: Registration, client: Client): Promise<Session> {
    const admission = await this.invitations.admit(registration);
    const user = await this.createAccount(registration, admission?.spend);
    logSecurity('registration', { userId: user.id, invitationId: admission?.invitationId, ...client });
    await this.delay
      .remember(user.id, client.address)
      .catch((error: unknown) => this.logger.warn(error, 'The address of a new account could not be stored'));
    return this.session(user);
  }

  /**
   * Creates an account without checking `REGISTRATION`.
   *
   * @param spend counts the use of an invitation, in the same transaction
   * @throws ProblemError `auth.email_taken` or `server.overloaded`; and what `spend` throws
   */
  async createAccount(
    { name, email, password }: Omit<Registration, 'invitation'>,
    spend?: Admission['spend'],
  ): Promise<User> {
    return this.users.create({ name, email, passwordHash: await this.passwords.hash(password) }, spend);
  }

  /** @throws ProblemError `auth.credentials_invalid`, `auth.account_disabled`, `auth.login_delayed` or `server.overloaded` */
  async login({ email, password }: Credentials, client: Client): Promise<Session> {
    const address = storedEmail(email) ?? NOBODY;
    const user = await this.delay.attempt(address, client.address, async () => {
      const account = await this.users.findByEmail(address);
      const matches = await this.passwords.matches(password, account?.passwordHash);
      const code = account?.disabledAt && matches ? DISABLED : undefined;
      logSecurity(matches && !code ? 'login' : 'login.failed', { userId: account?.id, ...client, code });
      return matches ? account : null;
    });
    if (!user) throw new ProblemError('auth.credentials_invalid', 'E-mail or password is wrong.');
    // Checked after the password: without it, a disabled account looks like one that does not exist.
    if (user.disabledAt) throw new ProblemError(DISABLED, 'This account is disabled: ask the operator of this server.');
    this.passwords.renew(user, password);
    return this.session(user);
  }

  /** Who sends a request, or why that is not known. Never throws. */
  async identify(headers: IncomingHttpHeaders): Promise<Identity> {
    try {
      return { actor: (await this.authenticate(bearerToken(headers))).actor };
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

  /** Who opens a socket; the token is taken from `auth.token`, or from the `Authorization` header. */
  authenticateHandshake({ auth, headers }: Handshake): Promise<AuthenticatedToken> {
    return this.authenticate(typeof auth['token'] === 'string' ? auth['token'] : bearerToken(headers));
  }

  /** Those of these sessions that have ended, though their token has not expired; and why. */
  async ended(sessions: readonly AccountSession[]): Promise<(AccountSession & { problem: ProblemError })[]> {
    const ended = await this.users.endedSessions(sessions);
    return ended.map(({ userId, generation, ...end }) => ({ userId, generation, problem: refusalOf(end) }));
  }

  private async authenticate(token: string | undefined): Promise<AuthenticatedToken> {
    const { userId, generation, expiresAt } = this.tokens.verify(token);
    const user = await this.users.findById(userId);
    if (!user || user.erasedAt || user.disabledAt || user.tokenGeneration !== generation)
      throw refusalOf({ isDeleted: !user || user.erasedAt !== null, isDisabled: user?.disabledAt !== null });
    return { actor: { id: user.id, name: user.name }, generation, expiresAt };
  }

  private session(user: User): Session {
    const { token, expiresAt } = this.tokens.sign(user);
    return { access_token: token, expiresAt: expiresAt.toISOString(), user: toProfile(user) };
  }
}

function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}

/** Why a token is refused that has not expired. */
function refusalOf({ isDeleted, isDisabled }: Pick<EndedSession, 'isDeleted' | 'isDisabled'>): ProblemError {
  if (isDeleted) return accountDeleted();
  return isDisabled ? accountDisabled() : tokenRevoked();
}
