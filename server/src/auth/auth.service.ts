import { Injectable } from '@nestjs/common';
import type { Credentials, Registration, Session } from '@smart-hub/contract/auth';
import type { IncomingHttpHeaders } from 'node:http';
import type { Client } from '../platform/http/client.js';
import type { Actor, Identity } from '../platform/http/identity.js';
import { logSecurity } from '../platform/logging/security-log.js';
import { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted } from '../platform/problems/session-ended.js';
import { toProfile } from '../users/user.mapper.js';
import type { User } from '../users/user.entity.js';
import { storedEmail, UsersService } from '../users/users.service.js';
import { Passwords } from './passwords.js';
import { Tokens } from './tokens.js';

interface Handshake {
  readonly auth: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Owns passwords and tokens: who may act as whom.
 *
 * Invariants: an unknown e-mail and a wrong password cannot be told apart, by words, by time or by being refused under load;
 * a token is good for an account that exists, on REST and on the socket alike.
 */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly passwords: Passwords,
    private readonly tokens: Tokens,
  ) {}

  /** @throws ProblemError `auth.email_taken` or `server.overloaded` */
  async register({ name, email, password }: Registration, client: Client): Promise<Session> {
    const passwordHash = await this.passwords.hash(password);
    const user = await this.users.create({ name, email, passwordHash });
    logSecurity('registration', { userId: user.id, ...client });
    return this.session(user);
  }

  /** @throws ProblemError `auth.credentials_invalid` or `server.overloaded` */
  async login({ email, password }: Credentials, client: Client): Promise<Session> {
    const address = storedEmail(email);
    const user = address === undefined ? null : await this.users.findByEmail(address);
    const matches = await this.passwords.matches(password, user?.passwordHash);
    logSecurity(matches ? 'login' : 'login.failed', { userId: user?.id, ...client });
    if (!user || !matches) throw new ProblemError('auth.credentials_invalid', 'E-mail or password is wrong.');
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
  authenticateHandshake({ auth, headers }: Handshake): Promise<{ actor: Actor; expiresAt: number }> {
    return this.authenticate(typeof auth['token'] === 'string' ? auth['token'] : bearerToken(headers));
  }

  /** Those of these users whose account does not exist any more. */
  deleted(userIds: readonly string[]): Promise<string[]> {
    return this.users.missing(userIds);
  }

  private async authenticate(token: string | undefined): Promise<{ actor: Actor; expiresAt: number }> {
    const { userId, expiresAt } = this.tokens.verify(token);
    const user = await this.users.findById(userId);
    if (!user) throw accountDeleted();
    return { actor: { id: user.id, name: user.name }, expiresAt };
  }

  private session(user: User): Session {
    const { token, expiresAt } = this.tokens.sign(user.id);
    return { access_token: token, expiresAt: expiresAt.toISOString(), user: toProfile(user) };
  }
}

function bearerToken(headers: IncomingHttpHeaders): string | undefined {
  return headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1];
}
