import { Inject } from '@nestjs/common';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { Actor } from '../platform/http/identity.js';
import { ACCOUNTS, type Accounts } from './accounts.js';
import type { Connection } from './connection.js';
import { Command, Gateway } from './gateway.decorator.js';
import { EndedSessions } from './ended-sessions.js';

/** Renews the token of an open socket, so that the client need not reconnect, misses no event and need not sync. */
@Gateway()
export class AuthenticateGateway {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly endedSessions: EndedSessions,
  ) {}

  @Command('authenticate')
  async authenticate(
    actor: Actor,
    { token }: { token: string },
    connection: Connection,
  ): Promise<{ expiresAt: string }> {
    const { address } = connection.data;
    // `isEmailVerified` is ignored: the handshake has already checked it if verification is required.
    const { isEmailVerified: _, ...renewed } = await this.accounts.authenticateHandshake({
      auth: { token },
      headers: {},
      address,
    });
    if (renewed.actor.id !== actor.id)
      throw new ProblemError('auth.other_user', 'The token is that of another user: open another connection for them.');
    Object.assign(connection.data, renewed);
    // The session may have ended while its token was looked up.
    this.endedSessions.disconnectIfEnded(connection);
    return { expiresAt: new Date(renewed.expiresAt).toISOString() };
  }
}
