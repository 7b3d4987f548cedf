import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';
import { LEASE, type Lease } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import { PresenceBus } from './presence-bus.js';
import { PresenceView } from './presence-view.js';
import { PresenceRooms, type PresenceSubscriber } from './presence-rooms.js';

/** After how long a round, a renewal of the lease or a sweep is retried after a failure, in milliseconds. */
const RETRY_MS = 1000;
/** After how long users whose rows were locked are retried, in milliseconds. */
const LOCKED_RETRY_MS = 100;
/**
 * The maximum time, in milliseconds, that a new socket waits for `presence_state` while the row of its user is locked.
 * Nodes lock the rows of users for much shorter times.
 */
const MAX_STATE_WAIT_MS = 3000;
/**
 * How many users one round writes, and to how many sockets it emits the presence state. This bounds a round even if all
 * clients reconnect at once.
 */
const PER_ROUND = { users: 1000, sockets: 100 };

/** A socket that has not received the presence state yet. */
interface PendingState extends PresenceSubscriber {
  /**
   * When the socket connected, or when it was decided to emit the state again, in milliseconds of `performance.now()`.
   */
  readonly queuedAt: number;
}

/**
 * Manages which users are online: a user is online while at least one of their sockets is open, on any node, and for a
 * short grace time after the last one has closed.
 *
 * A node records its users in the database, under a lease. Invariants: a change is written to the database before it is
 * emitted, and events agree with the database. The users of a dead node go offline when its lease has expired; a node
 * that was only slow acquires another lease, and records its users again. Each node emits to its own clients
 * ({@link PresenceView}). One round at a time writes and then emits: a round that fails has emitted nothing, and is
 * retried.
 */
@Injectable()
export class PresenceService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(PresenceService.name);
  /** Users whose sockets on this node have connected or disconnected: the next round writes these changes. */
  private readonly localChanges = new Set<string>();
  /** Users of other nodes who may have gone online or offline: the next round reads their presence. */
  private readonly remoteChanges = new Set<string>();
  /** Users who could not be written because their rows were locked, with their sockets that wait for the state. */
  private readonly lockedUsers = new Map<string, PendingState[]>();
  /** Users who began or ceased to hide their presence, until the change is emitted. */
  private readonly privacyChanges = new Set<string>();
  private retryTimer: NodeJS.Timeout | undefined;
  /** Sockets that have not received the state yet, by their ids. */
  private readonly pendingStates = new Map<string, PendingState>();
  /** Timers of the grace times of users whose last socket on this node has disconnected. */
  private readonly graces = new Map<string, NodeJS.Timeout>();
  private readonly shutdown = new AbortController();
  /** The rounds that are running, if any. */
  private running?: Promise<void>;
  /** The loops that renew the lease and run the sweeps. */
  private loops: Promise<void>[] = [];

  constructor(
    private readonly leases: LeaseKeeper,
    private readonly view: PresenceView,
    private readonly rooms: PresenceRooms,
    private readonly sockets: SocketServer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LEASE) private readonly lease: Lease,
    private readonly bus: PresenceBus,
    private readonly publisher: Publisher,
  ) {
    bus.onChanged((userIds) => this.recheck(userIds));
    bus.onPrivacyChanged((userIds) => this.recheckPrivacy(userIds));
  }

  async onModuleInit(): Promise<void> {
    await this.leases.start();
    this.recordAllConnected();
    await this.view.load();
    // There are two loops, so that a slow sweep does not delay the renewal of the lease.
    this.loops = [this.repeat(() => this.renew()), this.repeat(() => this.sweep())];
  }

  /**
   * Gives up the lease. If other nodes are alive, the lease expires after the grace time: users who reconnect to
   * another node within that time never go offline.
   */
  async onApplicationShutdown(): Promise<void> {
    this.shutdown.abort();
    this.graces.forEach((timer) => clearTimeout(timer));
    clearTimeout(this.retryTimer);
    await Promise.all([...this.loops, this.running]);
    await this.leases
      .letExpire(this.config.PRESENCE_GRACE)
      .catch((error: unknown) =>
        this.logger.warn(error, 'The lease could not be given up: its users stay online until it expires'),
      );
  }

  connected(userId: string, socketId: string): void {
    clearTimeout(this.graces.get(userId));
    this.graces.delete(userId);
    this.localChanges.add(userId);
    this.rooms.addUndecided(socketId);
    this.queueState(socketId, userId);
    this.startRound();
  }

  disconnected(userId: string, socketId: string): void {
    this.pendingStates.delete(socketId);
    if (this.shutdown.signal.aborted || this.sockets.isConnected(userId)) return;
    clearTimeout(this.graces.get(userId));
    const endGrace = () => {
      this.graces.delete(userId);
      this.localChanges.add(userId);
      this.startRound();
    };
    this.graces.set(userId, setTimeout(endGrace, this.config.PRESENCE_GRACE * 1000));
  }

  /**
   * Makes every node re-read a user who began or ceased to hide their presence. Called after the setting was stored.
   */
  privacyChanged(userId: string): void {
    this.bus.publishPrivacyChanged(userId);
    this.recheckPrivacy([userId]);
  }

  private async renew(): Promise<void> {
    const isNewLease = await this.leases.renew();
    if (isNewLease) this.recordAllConnected();
  }

  private recordAllConnected(): void {
    this.sockets.connections().forEach(([, userId]) => this.localChanges.add(userId));
    this.startRound();
  }

  /**
   * Takes the users of dead nodes offline, and reads the changes that other nodes have written. All clients resync if a
   * node has died, because the dead node may have stored changes that it never published.
   */
  private async sweep(): Promise<void> {
    const { nodes, users } = await this.leases.reap();
    if (nodes.length > 0) this.publisher.resyncAll();
    this.bus.publishChanged(users);
    this.recheck(await this.view.findOutdated());
  }

  /**
   * Makes the next round read these users from the table. Users with a socket on this node are also recorded again, so
   * that they do not go offline.
   */
  private recheck(userIds: readonly string[]): void {
    for (const id of userIds) (this.sockets.isConnected(id) ? this.localChanges : this.remoteChanges).add(id);
    this.startRound();
  }

  private recheckPrivacy(userIds: readonly string[]): void {
    for (const id of userIds) this.privacyChanges.add(id);
    this.recheck(userIds);
  }

  private startRound(): void {
    if (this.isDue()) this.running ??= this.runRounds();
  }

  private isDue(): boolean {
    return (
      !this.shutdown.signal.aborted && this.localChanges.size + this.remoteChanges.size + this.pendingStates.size > 0
    );
  }

  private async runRounds(): Promise<void> {
    const { signal } = this.shutdown;
    while (this.isDue()) {
      const local = takeFirst(this.localChanges, PER_ROUND.users);
      const remote = takeFirst(this.remoteChanges, PER_ROUND.users);
      const isUserWritten = ({ userId }: PendingState) => !this.localChanges.has(userId);
      const states = [...this.pendingStates.values()].filter(isUserWritten).slice(0, PER_ROUND.sockets);
      states.forEach(({ socketId }) => this.pendingStates.delete(socketId));
      const privacyChanges = [...local, ...remote].filter((id) => this.privacyChanges.delete(id));
      try {
        await this.runRound(local, remote, states, privacyChanges);
      } catch (error) {
        this.logger.error(error, 'Presence could not be updated; retrying');
        local.forEach((id) => this.localChanges.add(id));
        remote.forEach((id) => this.remoteChanges.add(id));
        privacyChanges.forEach((id) => this.privacyChanges.add(id));
        states.forEach((state) => this.pendingStates.set(state.socketId, state));
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    // Cleared synchronously after the last `isDue()`: otherwise a change that arrives in between would not start a
    // round.
    delete this.running;
  }

  private async runRound(
    local: readonly string[],
    remote: readonly string[],
    states: readonly PendingState[],
    privacyChanges: readonly string[],
  ): Promise<void> {
    if (local.length > 0) await this.recordUsers(local);
    const ready = states.filter((state) => !this.waitsForLockedUser(state));
    const outdated = await this.view.refresh(new Set([...local, ...remote]), ready, privacyChanges);
    for (const { socketId, userId } of outdated) this.queueState(socketId, userId);
  }

  private queueState(socketId: string, userId: string): void {
    this.pendingStates.set(socketId, { socketId, userId, queuedAt: performance.now() });
  }

  /**
   * Delays the state of a socket if its user's row is locked, because a user must be online before their client
   * receives the state. Returns whether it is delayed.
   */
  private waitsForLockedUser(state: PendingState): boolean {
    const waiting = this.lockedUsers.get(state.userId);
    if (!waiting || performance.now() - state.queuedAt > MAX_STATE_WAIT_MS) return false;
    waiting.push(state);
    return true;
  }

  private async recordUsers(users: readonly string[]): Promise<void> {
    const connected = users.filter((id) => this.sockets.isConnected(id));
    // Users within their grace time stay online.
    const disconnected = users.filter((id) => !this.sockets.isConnected(id) && !this.graces.has(id));
    const result = await this.leases.recordUsers(connected, disconnected);
    if (result) {
      this.retryLocked(result.locked);
      return this.bus.publishChanged(result.changed);
    }
    await this.renew();
    throw new Error('The lease of this node has ended: it acquires another');
  }

  /** Retries users whose rows are locked after {@link LOCKED_RETRY_MS}. Meanwhile they delay no other user. */
  private retryLocked(userIds: readonly string[]): void {
    for (const id of userIds) if (!this.lockedUsers.has(id)) this.lockedUsers.set(id, []);
    if (this.lockedUsers.size === 0) return;
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      for (const [userId, states] of this.lockedUsers) {
        this.localChanges.add(userId);
        for (const state of states) this.pendingStates.set(state.socketId, state);
      }
      this.lockedUsers.clear();
      this.startRound();
    }, LOCKED_RETRY_MS);
  }

  /**
   * Runs a task at the interval of lease renewals until shutdown. After a failure it runs sooner, because the lease
   * must be renewed in time.
   */
  private async repeat(task: () => Promise<void>): Promise<void> {
    const { signal } = this.shutdown;
    let delayMs = this.lease.renewMs;
    while (!signal.aborted) {
      await delay(delayMs, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      delayMs = this.lease.renewMs;
      await task().catch((error: unknown) => {
        this.logger.warn(error, 'Presence could not be updated');
        delayMs = Math.min(RETRY_MS, delayMs);
      });
    }
  }
}

/** Removes the oldest members of a set, and returns them. */
function takeFirst(set: Set<string>, count: number): string[] {
  const members = [...set].slice(0, count);
  for (const member of members) set.delete(member);
  return members;
}
