import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Fanout } from '../realtime/fanout.js';
import { MixedReleases } from '../realtime/mixed-releases.js';
import { RepeatingTask } from '../platform/repeating-task.js';
import { LEASE, type Lease } from './lease.js';
import { LeasesStore } from './leases.store.js';

/** Looks, as often as leases are renewed, whether nodes live that do not hear this one: by the version that their leases name. */
@Injectable()
export class ReleaseWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger(ReleaseWatch.name);
  private readonly task = new RepeatingTask(
    () => this.look(),
    // What was found last stays true until it is known better.
    (error) => this.logger.warn(error, 'The versions of the other nodes could not be read'),
  );

  constructor(
    private readonly leases: LeasesStore,
    private readonly releases: MixedReleases,
    private readonly fanout: Fanout,
    @Inject(LEASE) private readonly lease: Lease,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!this.fanout.isOn) return;
    await this.look();
    this.task.start(this.lease.renewMs);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.task.stop();
  }

  private async look(): Promise<void> {
    this.releases.report(await this.leases.haveOtherBusVersions());
  }
}
