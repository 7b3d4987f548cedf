import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { NodeBus } from '../realtime/node-bus.js';
import { LEASE, type Lease } from './lease.js';
import { LeasesStore, type RecordResult, type ReapResult } from './leases.store.js';

const NOTHING_REAPED: ReapResult = { nodes: [], users: [] };

/**
 * Keeps this node's lease alive, and ends the expired leases of other nodes.
 *
 * A lease expires if its node is dead, but also if the database was unavailable. Invariant: after a renewal has failed,
 * or this process was paused, this node ends no lease of another node until a full lease time has passed, so that live
 * nodes can renew their leases.
 */
@Injectable()
export class LeaseKeeper {
  private nodeId = '';
  private renewal?: Promise<boolean>;
  /**
   * When the lease was last renewed, in milliseconds since 1970. Unlike the monotonic clock, this clock also counts the
   * time while the machine sleeps.
   */
  private renewedAt = Date.now();
  private hasRenewalFailed = false;
  /** When this node may end leases of other nodes again, in milliseconds of `performance.now()`. */
  private reapingAllowedFrom = -Infinity;
  /** Whether the table may still have orphans: users who are online although they are connected to no node. */
  private mayHaveOrphans = true;

  constructor(
    private readonly leases: LeasesStore,
    private readonly nodeBus: NodeBus,
    @Inject(LEASE) private readonly lease: Lease,
  ) {}

  /** Takes offline the users whom earlier servers left online, and acquires the first lease. */
  async start(): Promise<void> {
    if (this.nodeBus.isEnabled) {
      // The other nodes may be alive: if the database was unavailable, all leases have expired.
      if (await this.leases.haveAllExpired()) this.postponeReaping();
    } else {
      // Without other nodes, this one need not wait until the lease of a server that was killed expires.
      await this.leases.expireAll();
      await this.leases.reap();
    }
    await this.takeOrphansOffline();
    await this.acquireLease();
  }

  /**
   * Prolongs the lease, or acquires another one if the lease has ended. Concurrent calls share one renewal: otherwise a
   * node could acquire two leases.
   *
   * @returns whether another lease was acquired, under which no users are recorded yet
   */
  renew(): Promise<boolean> {
    this.renewal ??= this.renewOnce().finally(() => delete this.renewal);
    return this.renewal;
  }

  /**
   * Records users as connected to this node, and others as no longer connected.
   *
   * @returns undefined, without any change, if the lease has ended: the caller must then call {@link renew}
   */
  recordUsers(connected: readonly string[], disconnected: readonly string[]): Promise<RecordResult | undefined> {
    return this.leases.recordUsers(this.nodeId, connected, disconnected);
  }

  /**
   * Ends expired leases, unless they may have expired because the database was unavailable. Also takes offline the
   * orphans whose rows were locked at the start.
   */
  async reap(): Promise<ReapResult> {
    await this.takeOrphansOffline();
    return this.canReap ? this.leases.reap(this.nodeId) : NOTHING_REAPED;
  }

  /** Makes the lease expire after a grace time. Called at shutdown. */
  async letExpire(graceSeconds: number): Promise<void> {
    await this.leases.expireAfter(this.nodeId, graceSeconds);
    if (this.canReap) await this.leases.reap();
  }

  private get canReap(): boolean {
    return !this.hasRenewalFailed && performance.now() >= this.reapingAllowedFrom;
  }

  private async renewOnce(): Promise<boolean> {
    try {
      const isOurs = await this.leases.renew(this.nodeId, this.lease.seconds);
      // The process was paused, or the machine slept, and perhaps other nodes with it.
      const hasPaused = Date.now() - this.renewedAt > this.lease.seconds * 1000;
      if (this.hasRenewalFailed || hasPaused) this.postponeReaping();
      this.hasRenewalFailed = false;
      if (!isOurs) await this.acquireLease();
      this.renewedAt = Date.now();
      return !isOurs;
    } catch (error) {
      this.hasRenewalFailed = true;
      throw error;
    }
  }

  private async takeOrphansOffline(): Promise<void> {
    if (this.mayHaveOrphans) this.mayHaveOrphans = await this.leases.takeOrphansOffline();
  }

  private async acquireLease(): Promise<void> {
    const nodeId = uuid();
    await this.leases.insertNode(nodeId, this.lease.seconds);
    this.nodeId = nodeId;
  }

  private postponeReaping(): void {
    this.reapingAllowedFrom = performance.now() + this.lease.seconds * 1000;
  }
}
