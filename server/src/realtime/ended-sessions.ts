import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { z } from 'zod';
import { Counters } from '../platform/health/counters.js';
import { reportCaughtError } from '../platform/health/guarded.js';
import type { ProblemError } from '../platform/problems/problem-error.js';
import { tokenExpired, tokenRevoked } from '../platform/problems/session-ended.js';
import { RepeatingTask } from '../platform/repeating-task.js';
import { ACCOUNTS, type Accounts, type TokenGroup } from './accounts.js';
import type { Connection } from './connection.js';
import { NodeBus } from './node-bus.js';
import { SocketServer } from './socket-server.js';

/**
 * How often sockets with an expired token are disconnected, in milliseconds. Commands are refused as soon as the token
 * has expired.
 */
const EXPIRED_CHECK_MS = 1000;
/**
 * How often the table of sessions is read, in milliseconds: it shows sessions that were ended by an operator's command,
 * or by another node while Redis was unavailable.
 */
const ENDED_CHECK_MS = 500;
/** How often the tokens of all connected users are checked against the database, in milliseconds. */
const VALIDITY_CHECK_MS = 2500;
/**
 * How long the ids of ended sessions are remembered, in milliseconds: longer than a handshake takes, because the
 * handshake may have read the table before the session ended.
 */
const REMEMBERED_MS = 60_000;

/** Topic of the node bus: these sessions have ended. */
const SESSIONS_ENDED_TOPIC = 'sessions_ended';
const SessionIds = z.array(z.uuid());

/**
 * Disconnects the sockets of ended sessions: the token has expired, the session was ended, or the account was disabled
 * or erased.
 *
 * Each node remembers the ids of sessions that ended in the last minute, so that no command needs a query. A node that
 * ends sessions publishes their ids to the others at once; a node finds the ids that it has missed in the table.
 */
@Injectable()
export class EndedSessions implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(EndedSessions.name);
  /** When this node learnt that a session had ended (`performance.now()`), by the id of the session. */
  private readonly endedAt = new Map<string, number>();
  private readonly tasks: readonly (readonly [RepeatingTask, number])[];

  constructor(
    private readonly sockets: SocketServer,
    @Inject(ACCOUNTS) private readonly accounts: Accounts,
    private readonly nodeBus: NodeBus,
    private readonly counters: Counters,
  ) {
    this.tasks = [
      [this.task('Disconnecting sockets with expired tokens', async () => this.disconnectExpired()), EXPIRED_CHECK_MS],
      [this.task('Looking for ended sessions', () => this.disconnectRecentlyEnded()), ENDED_CHECK_MS],
      [this.task('Checking the tokens of sockets', () => this.disconnectInvalid()), VALIDITY_CHECK_MS],
    ];
  }

  onModuleInit(): void {
    this.nodeBus.onAll(SESSIONS_ENDED_TOPIC, SessionIds, (ids) => this.markEnded(ids));
    this.accounts.onSessionsEnded((ids) => {
      this.markEnded(ids);
      this.nodeBus.publishToAll(SESSIONS_ENDED_TOPIC, ids);
    });
    this.sockets.io.on('connection', (connection: Connection) => this.disconnectIfEnded(connection));
    for (const [task, everyMs] of this.tasks) task.start(everyMs);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.tasks.map(([task]) => task.stop()));
  }

  /** Disconnects a socket whose session has ended since its token was looked up. */
  disconnectIfEnded(connection: Connection): void {
    const { sessionId } = connection.data;
    if (sessionId !== null && this.endedAt.has(sessionId))
      this.sockets.disconnectWithProblem(connection, 'session_expired', tokenRevoked());
  }

  private async disconnectRecentlyEnded(): Promise<void> {
    if (this.sockets.io.of('/').sockets.size === 0) return;
    for (const { id, problem } of await this.accounts.findRecentlyEndedSessions()) this.markEnded([id], problem);
  }

  private markEnded(ids: readonly string[], problem = tokenRevoked()): void {
    this.forgetOld();
    const fresh = new Set(ids.filter((id) => !this.endedAt.has(id)));
    if (fresh.size === 0) return;
    for (const id of fresh) this.endedAt.set(id, performance.now());
    this.disconnect(({ sessionId }) => sessionId !== null && fresh.has(sessionId), problem);
  }

  private forgetOld(): void {
    for (const [id, endedAt] of this.endedAt) {
      // The entries are in the order of their times, so all later ones are newer.
      if (endedAt > performance.now() - REMEMBERED_MS) return;
      this.endedAt.delete(id);
    }
  }

  private disconnectExpired(): void {
    const now = Date.now();
    this.disconnect(({ expiresAt }) => expiresAt <= now, tokenExpired());
  }

  /**
   * Disconnects sockets whose token is no longer valid. One query for all sockets of the node is cheaper than one query
   * for each socket.
   */
  private async disconnectInvalid(): Promise<void> {
    const groups = new Map<string, TokenGroup>();
    for (const { data } of this.sockets.io.of('/').sockets.values()) groups.set(keyOf(groupOf(data)), groupOf(data));
    if (groups.size === 0) return;
    for (const { problem, ...ended } of await this.accounts.findEndedTokens([...groups.values()])) {
      const key = keyOf(ended);
      this.disconnect((data) => keyOf(groupOf(data)) === key, problem);
    }
  }

  private disconnect(hasEnded: (data: Connection['data']) => boolean, problem: ProblemError): void {
    for (const socket of this.sockets.io.of('/').sockets.values())
      if (hasEnded(socket.data)) this.sockets.disconnectWithProblem(socket, 'session_expired', problem);
  }

  private task(what: string, run: () => Promise<void>): RepeatingTask {
    return new RepeatingTask(run, (error) =>
      reportCaughtError({ counters: this.counters, logger: this.logger }, what, error),
    );
  }
}

function groupOf({ actor, generation, sessionId }: Connection['data']): TokenGroup {
  return { userId: actor.id, generation, sessionId };
}

/**
 * Returns the key of a group: the session, if there is one, because tokens of one session may differ in their
 * generation.
 */
function keyOf({ userId, generation, sessionId }: TokenGroup): string {
  return sessionId ?? `${userId} ${generation}`;
}
