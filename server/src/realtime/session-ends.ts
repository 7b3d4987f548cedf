import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Counters } from '../platform/health/counters.js';
import { guarded } from '../platform/health/guarded.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired } from '../platform/problems/session-ended.js';
import type { Connection } from './connection.js';
import { ACCOUNTS, SocketServer, type Accounts, type AccountSession } from './socket-server.js';

/** How often sockets are looked at whose token may have ended, in milliseconds; in between their commands are refused. */
const EXPIRY_MS = 1000;
/** How often it is asked whether the accounts of the connected users still accept their tokens, in milliseconds. */
const REVOCATION_MS = 2500;

/**
 * Ends the sockets of sessions that have ended: the token has expired or was revoked, or the account was disabled or deleted.
 *
 * One look at all of them is cheaper than a timer, or a query, for each.
 */
@Injectable()
export class SessionEnds implements OnModuleInit, BeforeApplicationShutdown {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly sockets: SocketServer,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly counters: Counters,
  ) {}

  onModuleInit(): void {
    const guard = { counters: this.counters, logger: new Logger(SessionEnds.name) };
    const expired = guarded(guard, 'Ending expired sessions', () => this.endExpired());
    const revoked = guarded(guard, 'Ending revoked sessions', () => this.endRevoked());
    this.timers.push(setInterval(expired, EXPIRY_MS), setInterval(revoked, REVOCATION_MS));
  }

  beforeApplicationShutdown(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }

  private endExpired(): void {
    const now = Date.now();
    this.end(({ data }) => data.expiresAt <= now, tokenExpired());
  }

  private async endRevoked(): Promise<void> {
    const sessions = new Map<string, AccountSession>();
    for (const { data } of this.sockets.io.of('/').sockets.values()) sessions.set(keyOf(data), sessionOf(data));
    if (sessions.size === 0) return;
    for (const { problem, ...session } of await this.accounts.ended([...sessions.values()])) {
      const key = keyOfSession(session);
      this.end(({ data }) => keyOf(data) === key, problem);
    }
  }

  private end(hasEnded: (socket: Connection) => boolean, problem: ProblemError): void {
    for (const socket of this.sockets.io.of('/').sockets.values())
      if (hasEnded(socket)) this.sockets.end(socket, 'session_expired', problem);
  }
}

function sessionOf({ actor, generation }: Connection['data']): AccountSession {
  return { userId: actor.id, generation };
}

function keyOf(data: Connection['data']): string {
  return keyOfSession(sessionOf(data));
}

function keyOfSession({ userId, generation }: AccountSession): string {
  return `${userId} ${generation}`;
}
