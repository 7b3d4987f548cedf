import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { NodeBus } from '../realtime/node-bus.js';
import { MixedReleases } from '../realtime/mixed-releases.js';
import { RepeatingTask } from '../platform/repeating-task.js';
import { LEASE, type Lease } from './lease.js';
import { LeasesStore } from './leases.store.js';

/**
 * Checks, as often as leases are renewed, whether nodes with another version of the bus are alive. The versions are
 * stored with the leases.
 */
@Injectable()
export class ReleaseWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ReleaseWatch.name);
  private readonly task = new RepeatingTask(
    () => this.check(),
    // The result of the last successful check stays in effect.
    (error) => this.logger.warn(error, 'The versions of the other nodes could not be read'),
  );

  constructor(
    private readonly leases: LeasesStore,
    private readonly releases: MixedReleases,
    private readonly nodeBus: NodeBus,
    @Inject(LEASE) private readonly lease: Lease,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.nodeBus.isEnabled) return;
    await this.check();
    this.task.start(this.lease.renewMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  private async check(): Promise<void> {
    this.releases.report(await this.leases.haveOtherBusVersions());
  }
}
