import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuid } from 'uuid';
import { Fanout } from '../realtime/fanout.js';
import { LEASE, type Lease } from './lease.js';
import { LeasesStore, type Held, type Reaped } from './leases.store.js';

const NOTHING: Reaped = { nodes: [], users: [] };

/**
 * Keeps this node's lease, and ends the leases of nodes that are gone.
 *
 * A lease that has run out may mean that its node is gone, or that the database was. Invariant: after the database has
 * failed this node, or this node has paused, it ends no lease of another node until a full lease time has passed, in which
 * those that live have renewed theirs.
 */
@Injectable()
export class LeaseKeeper {
  private nodeId = '';
  private renewal?: Promise<boolean>;
  /** When the lease was renewed last, in milliseconds since 1970: unlike the monotonic clock, it counts a machine's sleep. */
  private renewedAt = Date.now();
  /** Whether the last renewal failed. */
  private hasFailed = false;
  /** From when on leases of others may be ended, in milliseconds of `performance.now()`. */
  private reapsFrom = -Infinity;
  /** Whether the table may still show users as online whom no node holds. */
  private hasStrays = true;

  constructor(
    private readonly leases: LeasesStore,
    private readonly fanout: Fanout,
    @Inject(LEASE) private readonly lease: Lease,
  ) {}

  /** Takes a first lease, and settles what earlier servers left behind. */
  async begin(): Promise<void> {
    if (this.fanout.isOn) {
      // The others may live: all their leases have run out when the database was away.
      if (await this.leases.haveAllRunOut()) this.postponeReaping();
    } else {
      // The only node need not wait for the lease of one that was killed.
      await this.leases.runOut();
      await this.leases.reap();
    }
    await this.settleStrays();
    await this.enter();
  }

  /**
   * Prolongs the lease; or takes another, if it has ended. Once at a time, or a node would be two.
   *
   * @returns whether it is another one: it holds nobody yet
   */
  renew(): Promise<boolean> {
    this.renewal ??= this.renewOnce().finally(() => delete this.renewal);
    return this.renewal;
  }

  /** Has this node hold users and let others go. Undefined, and nothing done, when its lease has ended: see {@link renew}. */
  hold(come: readonly string[], gone: readonly string[]): Promise<Held | undefined> {
    return this.leases.hold(this.nodeId, come, gone);
  }

  /**
   * Ends the leases that have run out, unless it is too early to say why they have. Takes stray users offline whose rows were
   * locked until now.
   */
  async reap(): Promise<Reaped> {
    await this.settleStrays();
    return this.mayReap ? this.leases.reap(this.nodeId) : NOTHING;
  }

  /** Has the lease run out after so many seconds. */
  async leave(graceSeconds: number): Promise<void> {
    await this.leases.leave(this.nodeId, graceSeconds);
    if (this.mayReap) await this.leases.reap();
  }

  private get mayReap(): boolean {
    return !this.hasFailed && performance.now() >= this.reapsFrom;
  }

  private async renewOnce(): Promise<boolean> {
    try {
      const isOurs = await this.leases.renew(this.nodeId, this.lease.seconds);
      // The process was stopped, or the machine slept; perhaps it is not the only one.
      const hasPaused = Date.now() - this.renewedAt > this.lease.seconds * 1000;
      if (this.hasFailed || hasPaused) this.postponeReaping();
      this.hasFailed = false;
      if (!isOurs) await this.enter();
      this.renewedAt = Date.now();
      return !isOurs;
    } catch (error) {
      this.hasFailed = true;
      throw error;
    }
  }

  private async settleStrays(): Promise<void> {
    if (this.hasStrays) this.hasStrays = await this.leases.settleStrays();
  }

  private async enter(): Promise<void> {
    const nodeId = uuid();
    await this.leases.enter(nodeId, this.lease.seconds);
    this.nodeId = nodeId;
  }

  private postponeReaping(): void {
    this.reapsFrom = performance.now() + this.lease.seconds * 1000;
  }
}
