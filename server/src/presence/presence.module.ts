import { Module, type DynamicModule } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { DEFAULT_LEASE, LEASE, type Lease } from './lease.js';
import { LeaseKeeper } from './lease-keeper.js';
import { LeasesStore } from './leases.store.js';
import { PresenceView } from './presence-view.js';
import { PresenceBus } from './presence-bus.js';
import { PresenceGateway } from './presence.gateway.js';
import { PresenceService } from './presence.service.js';
import { PresenceStore } from './presence.store.js';
import { PrivacyWatch } from './privacy-watch.js';
import { ReleaseWatch } from './release-watch.js';
import { UsersModule } from '../users/users.module.js';
import { PresenceRooms } from './presence-rooms.js';

export type { Lease } from './lease.js';

@Module({})
export class PresenceModule {
  /** @param lease a shorter one for tests */
  static with(lease: Lease = DEFAULT_LEASE): DynamicModule {
    return {
      module: PresenceModule,
      imports: [ConversationsModule, UsersModule],
      providers: [
        PresenceGateway,
        PresenceService,
        PresenceStore,
        PresenceBus,
        PresenceView,
        PrivacyWatch,
        PresenceRooms,
        LeaseKeeper,
        LeasesStore,
        ReleaseWatch,
        { provide: LEASE, useValue: lease },
      ],
    };
  }
}
