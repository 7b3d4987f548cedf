import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { CONFIG, type Config } from '../platform/config/config.js';
import { Publisher } from '../realtime/publisher.js';
import { SocketServer } from '../realtime/socket-server.js';
import { LEASE, type Lease } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import { PresenceBus } from './presence-bus.js';
import { PresenceView } from './presence-view.js';
import { Viewers, type Reader } from './viewers.js';

const RETRY_MS = 1000;
/** After how long users are tried again whose rows were locked, in milliseconds. */
const BLOCKED_RETRY_MS = 100;
/** How long a socket waits for the state because its own user is locked, in milliseconds. Nodes themselves lock users for much less. */
const STATE_WAIT_MS = 3000;
/** How many users one round writes, and to how many sockets it emits the state: bounded, also when everybody comes back at once. */
const PER_ROUND = { users: 1000, sockets: 100 };

/** A socket that has not been told the state. */
interface Untold extends Reader {
  /** When it connected, or when everybody had to be told anew, in milliseconds of `performance.now()`. */
  readonly since: number;
}

/**
 * Owns who is online: a user is while at least one of their sockets lives, on any node, and for a short grace after the last.
 *
 * A node holds its users in the database, under a lease. Invariants: the database says who is online before
 * the events do, and they say the same; a node that dies lets go of its users when its lease has run out, and one that
 * was only slow takes another and holds them again. Each node emits to its own clients ({@link PresenceView}).
 * One round at a time writes, and then emits: a round that fails has emitted nothing, and is repeated.
 */
@Injectable()
export class PresenceService implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(PresenceService.name);
  /** Users whose sockets on this node came or went. */
  private readonly changed = new Set<string>();
  /** Users of other nodes who may have come or gone. */
  private readonly doubtful = new Set<string>();
  /** Users whose rows were locked when they came or went, and sockets of theirs that wait for the state. */
  private readonly blocked = new Map<string, Untold[]>();
  /** Users who began or ceased to hide their presence, before that is published. */
  private readonly privacyChanges = new Set<string>();
  private retryTimer: NodeJS.Timeout | undefined;
  /** Sockets that have not been told the state, by their ids. */
  private readonly untold = new Map<string, Untold>();
  private readonly graces = new Map<string, NodeJS.Timeout>();
  private readonly stopping = new AbortController();
  private round?: Promise<void>;
  private repeated: Promise<void>[] = [];

  constructor(
    private readonly leases: LeaseKeeper,
    private readonly view: PresenceView,
    private readonly viewers: Viewers,
    private readonly sockets: SocketServer,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LEASE) private readonly lease: Lease,
    private readonly bus: PresenceBus,
    private readonly publisher: Publisher,
  ) {
    bus.onChanged((userIds) => this.doubt(userIds));
    bus.onPrivacyChanged((userIds) => this.doubtPrivacy(userIds));
  }

  async onModuleInit(): Promise<void> {
    await this.leases.begin();
    this.holdEverybody();
    await this.view.begin();
    // Beside each other: a sweep that waits must not cost the lease.
    this.repeated = [this.repeat(() => this.renew()), this.repeat(() => this.sweep())];
  }

  /** Whoever comes back to another node within the grace has never been away. */
  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    this.graces.forEach((timer) => clearTimeout(timer));
    clearTimeout(this.retryTimer);
    await Promise.all([...this.repeated, this.round]);
    await this.leases
      .leave(this.config.PRESENCE_GRACE)
      .catch((error: unknown) => this.logger.warn(error, 'Nobody could be taken offline'));
  }

  connected(userId: string, socketId: string): void {
    clearTimeout(this.graces.get(userId));
    this.graces.delete(userId);
    this.changed.add(userId);
    this.viewers.enter(socketId);
    this.leaveUntold(socketId, userId);
    this.startRound();
  }

  disconnected(userId: string, socketId: string): void {
    this.untold.delete(socketId);
    if (this.stopping.signal.aborted || this.sockets.isConnected(userId)) return;
    clearTimeout(this.graces.get(userId));
    const leave = () => {
      this.graces.delete(userId);
      this.changed.add(userId);
      this.startRound();
    };
    this.graces.set(userId, setTimeout(leave, this.config.PRESENCE_GRACE * 1000));
  }

  /** They began or ceased to hide their presence, which is stored: every node looks. */
  privacyChanged(userId: string): void {
    this.bus.publishPrivacyChanged(userId);
    this.doubtPrivacy([userId]);
  }

  private async renew(): Promise<void> {
    const isAnother = await this.leases.renew();
    if (isAnother) this.holdEverybody();
  }

  private holdEverybody(): void {
    this.sockets.connections().forEach(([, userId]) => this.changed.add(userId));
    this.startRound();
  }

  /**
   * Takes offline the users of nodes that are gone, and reads what other nodes have written. A node that is gone may have stored
   * what it never published.
   */
  private async sweep(): Promise<void> {
    const { nodes, users } = await this.leases.reap();
    if (nodes.length > 0) this.publisher.allCatchUp();
    this.bus.publishChanged(users);
    this.doubt(await this.view.outdated());
  }

  /** Who is connected here is not told to have left: they are held again. */
  private doubt(userIds: readonly string[]): void {
    for (const id of userIds) (this.sockets.isConnected(id) ? this.changed : this.doubtful).add(id);
    this.startRound();
  }

  private doubtPrivacy(userIds: readonly string[]): void {
    for (const id of userIds) this.privacyChanges.add(id);
    this.doubt(userIds);
  }

  private startRound(): void {
    if (this.isDue()) this.round ??= this.rounds();
  }

  private isDue(): boolean {
    return !this.stopping.signal.aborted && this.changed.size + this.doubtful.size + this.untold.size > 0;
  }

  private async rounds(): Promise<void> {
    const { signal } = this.stopping;
    while (this.isDue()) {
      const changed = take(this.changed, PER_ROUND.users);
      const doubtful = take(this.doubtful, PER_ROUND.users);
      const isWritten = ({ userId }: Untold) => !this.changed.has(userId);
      const readers = [...this.untold.values()].filter(isWritten).slice(0, PER_ROUND.sockets);
      readers.forEach(({ socketId }) => this.untold.delete(socketId));
      const privacyChanges = [...changed, ...doubtful].filter((id) => this.privacyChanges.delete(id));
      try {
        await this.goRound(changed, doubtful, readers, privacyChanges);
      } catch (error) {
        this.logger.error(error, 'Presence could not be kept; trying again');
        changed.forEach((id) => this.changed.add(id));
        doubtful.forEach((id) => this.doubtful.add(id));
        privacyChanges.forEach((id) => this.privacyChanges.add(id));
        readers.forEach((reader) => this.untold.set(reader.socketId, reader));
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
    // At once, and not in a callback: what comes in between would wait for the next to come.
    delete this.round;
  }

  private async goRound(
    changed: readonly string[],
    doubtful: readonly string[],
    readers: readonly Untold[],
    privacyChanges: readonly string[],
  ): Promise<void> {
    if (changed.length > 0) await this.hold(changed);
    const told = readers.filter((reader) => !this.waitsForUser(reader));
    const anew = await this.view.refresh(new Set([...changed, ...doubtful]), told, privacyChanges);
    for (const { socketId, userId } of anew) this.leaveUntold(socketId, userId);
  }

  private leaveUntold(socketId: string, userId: string): void {
    this.untold.set(socketId, { socketId, userId, since: performance.now() });
  }

  /** Whether a socket must wait because the row of its user is locked. Once a client has the state, its user is online. */
  private waitsForUser(reader: Untold): boolean {
    const waiting = this.blocked.get(reader.userId);
    if (!waiting || performance.now() - reader.since > STATE_WAIT_MS) return false;
    waiting.push(reader);
    return true;
  }

  private async hold(users: readonly string[]): Promise<void> {
    const come = users.filter((id) => this.sockets.isConnected(id));
    // Whoever is in their grace stays what they are.
    const gone = users.filter((id) => !this.sockets.isConnected(id) && !this.graces.has(id));
    const held = await this.leases.hold(come, gone);
    if (held) {
      this.retry(held.blocked);
      return this.bus.publishChanged(held.news);
    }
    await this.renew();
    throw new Error('The lease of this node has ended: it takes another');
  }

  /** Users whose rows are locked are tried again in a moment, and delay nobody meanwhile. */
  private retry(userIds: readonly string[]): void {
    for (const id of userIds) if (!this.blocked.has(id)) this.blocked.set(id, []);
    if (this.blocked.size === 0) return;
    this.retryTimer ??= setTimeout(() => {
      this.retryTimer = undefined;
      for (const [userId, readers] of this.blocked) {
        this.changed.add(userId);
        for (const reader of readers) this.untold.set(reader.socketId, reader);
      }
      this.blocked.clear();
      this.startRound();
    }, BLOCKED_RETRY_MS);
  }

  /** Acts every so often; sooner after a failure, because a lease must be renewed in time. */
  private async repeat(act: () => Promise<void>): Promise<void> {
    const { signal } = this.stopping;
    let pause = this.lease.renewMs;
    while (!signal.aborted) {
      await delay(pause, undefined, { signal, ref: false }).catch(() => undefined);
      if (signal.aborted) return;
      pause = this.lease.renewMs;
      await act().catch((error: unknown) => {
        this.logger.warn(error, 'Presence could not be kept');
        pause = Math.min(RETRY_MS, pause);
      });
    }
  }
}

/** Takes some out of a set. */
function take(set: Set<string>, count: number): string[] {
  const taken = [...set].slice(0, count);
  for (const one of taken) set.delete(one);
  return taken;
}
