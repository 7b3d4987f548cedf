import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Counters } from '../platform/health/counters.js';
import { caught } from '../platform/health/guarded.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired, tokenRevoked } from '../platform/problems/session-ended.js';
import { RepeatingTask } from '../platform/repeating-task.js';
import { ACCOUNTS, type Accounts, type TokenGroup } from './accounts.js';
import type { Connection } from './connection.js';
import { Fanout } from './fanout.js';
import { SocketServer } from './socket-server.js';

/** How often sockets are looked at whose token may have ended, in milliseconds; in between their commands are refused. */
const EXPIRY_MS = 1000;
/** How often sessions are looked for that have ended elsewhere, in milliseconds: by a command of the operator, or while Redis is away. */
const RECENT_MS = 500;
/** How often it is asked whether all tokens of the connected users are still valid, in milliseconds. */
const REPAIR_MS = 2500;
/** How long the ids of ended sessions are kept, in milliseconds: longer than a handshake that has read the table before may take. */
const KEPT_MS = 60_000;

/** What nodes publish to each other: these sessions have ended. */
const ENDED = 'sessions_ended';
const Ids = z.array(z.uuid());

/**
 * Disconnects the sockets of sessions that have ended: the token has expired, the session was ended, or the account was disabled or erased.
 *
 * Each node keeps the ids of sessions that have ended in the last minute, and so asks nothing per command. It hears of them from the
 * other nodes at once, and finds those that it has not heard of in the table.
 */
@Injectable()
export class SessionEnds implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(SessionEnds.name);
  /** When each was heard of (`performance.now()`), by the id of the session. */
  private readonly endedAt = new Map<string, number>();
  private readonly tasks: readonly (readonly [RepeatingTask, number])[];

  constructor(
    private readonly sockets: SocketServer,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly fanout: Fanout,
    private readonly counters: Counters,
  ) {
    this.tasks = [
      [this.task('Disconnecting expired tokens', async () => this.endExpired()), EXPIRY_MS],
      [this.task('Looking for ended sessions', () => this.endRecent()), RECENT_MS],
      [this.task('Looking for tokens that are not valid', () => this.repair()), REPAIR_MS],
    ];
  }

  onModuleInit(): void {
    this.fanout.onAll(ENDED, Ids, (ids) => this.end(ids));
    this.accounts.onSessionsEnded((ids) => {
      this.end(ids);
      this.fanout.tellAll(ENDED, ids);
    });
    this.sockets.io.on('connection', (connection: Connection) => this.endIfEnded(connection));
    for (const [task, everyMs] of this.tasks) task.start(everyMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tasks.map(([task]) => task.stop()));
  }

  /** Disconnects a socket whose session has ended since its token was looked up. */
  endIfEnded(connection: Connection): void {
    const { sessionId } = connection.data;
    if (sessionId !== null && this.endedAt.has(sessionId))
      this.sockets.end(connection, 'session_expired', tokenRevoked());
  }

  private async endRecent(): Promise<void> {
    if (this.sockets.io.of('/').sockets.size === 0) return;
    for (const { id, problem } of await this.accounts.recentlyEnded()) this.end([id], problem);
  }

  private end(ids: readonly string[], problem = tokenRevoked()): void {
    this.forget();
    const fresh = new Set(ids.filter((id) => !this.endedAt.has(id)));
    if (fresh.size === 0) return;
    for (const id of fresh) this.endedAt.set(id, performance.now());
    this.disconnect(({ sessionId }) => sessionId !== null && fresh.has(sessionId), problem);
  }

  private forget(): void {
    for (const [id, since] of this.endedAt) {
      // In the order in which they were heard of.
      if (since > performance.now() - KEPT_MS) return;
      this.endedAt.delete(id);
    }
  }

  private endExpired(): void {
    const now = Date.now();
    this.disconnect(({ expiresAt }) => expiresAt <= now, tokenExpired());
  }

  /** One question for all sockets of a node is cheaper than one for each. */
  private async repair(): Promise<void> {
    const groups = new Map<string, TokenGroup>();
    for (const { data } of this.sockets.io.of('/').sockets.values()) groups.set(keyOf(groupOf(data)), groupOf(data));
    if (groups.size === 0) return;
    for (const { problem, ...ended } of await this.accounts.ended([...groups.values()])) {
      const key = keyOf(ended);
      this.disconnect((data) => keyOf(groupOf(data)) === key, problem);
    }
  }

  private disconnect(hasEnded: (data: Connection['data']) => boolean, problem: ProblemError): void {
    for (const socket of this.sockets.io.of('/').sockets.values())
      if (hasEnded(socket.data)) this.sockets.end(socket, 'session_expired', problem);
  }

  private task(what: string, run: () => Promise<void>): RepeatingTask {
    return new RepeatingTask(run, (error) => caught({ counters: this.counters, logger: this.logger }, what, error));
  }
}

function groupOf({ actor, generation, sessionId }: Connection['data']): TokenGroup {
  return { userId: actor.id, generation, sessionId };
}

/** Of two tokens of one session the generations may differ: the session decides. */
function keyOf({ userId, generation, sessionId }: TokenGroup): string {
  return sessionId ?? `${userId} ${generation}`;
}
