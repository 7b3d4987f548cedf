import { Inject } from '@nestjs/common';
import { ProblemError } from '../platform/problems/problem-error.js';
import type { Actor } from '../platform/http/identity.js';
import { ACCOUNTS, type Accounts } from './accounts.js';
import type { Connection } from './connection.js';
import { Command, Gateway } from './gateway.decorator.js';
import { SessionEnds } from './session-ends.js';

/** Renews the token of a socket, which stays open: nothing is missed, and nothing has to be caught up on. */
@Gateway()
export class AuthenticateGateway {
  constructor(
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly ends: SessionEnds,
  ) {}

  @Command('authenticate')
  async authenticate(
    actor: Actor,
    { token }: { token: string },
    connection: Connection,
  ): Promise<{ expiresAt: string }> {
    const { address } = connection.data;
    // A socket of an address that is to be verified was never admitted.
    const { isEmailVerified: _, ...renewed } = await this.accounts.authenticateHandshake({
      auth: { token },
      headers: {},
      address,
    });
    if (renewed.actor.id !== actor.id)
      throw new ProblemError('auth.other_user', 'The token is that of another user: open another connection for them.');
    Object.assign(connection.data, renewed);
    // It may have ended while it was looked up.
    this.ends.endIfEnded(connection);
    return { expiresAt: new Date(renewed.expiresAt).toISOString() };
  }
}
