import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Counters } from '../platform/health/counters.js';
import { guarded } from '../platform/health/guarded.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { accountDeleted, tokenExpired } from '../platform/problems/session-ended.js';
import type { Connection } from './connection.js';
import { ACCOUNTS, SocketServer, type Accounts } from './socket-server.js';

/** How often sockets are looked at whose token may have ended, in milliseconds; in between their commands are refused. */
const EXPIRY_MS = 1000;
/** How often it is asked whether the accounts of the connected users still exist, in milliseconds. */
const DELETION_MS = 5000;

/**
 * Ends the sockets of sessions that have ended: the token has expired, or the account was deleted.
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
    const deleted = guarded(guard, 'Ending sessions of deleted accounts', () => this.endDeleted());
    this.timers.push(setInterval(expired, EXPIRY_MS), setInterval(deleted, DELETION_MS));
  }

  beforeApplicationShutdown(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }

  private endExpired(): void {
    const now = Date.now();
    this.end(({ data }) => data.expiresAt <= now, tokenExpired());
  }

  private async endDeleted(): Promise<void> {
    const connected = [...new Set(this.sockets.connections().map(([, userId]) => userId))];
    if (connected.length === 0) return;
    const deleted = new Set(await this.accounts.deleted(connected));
    if (deleted.size === 0) return;
    this.end(({ data }) => deleted.has(data.actor.id), accountDeleted());
  }

  private end(hasEnded: (socket: Connection) => boolean, problem: ProblemError): void {
    for (const socket of this.sockets.io.of('/').sockets.values())
      if (hasEnded(socket)) this.sockets.end(socket, 'session_expired', problem);
  }
}
