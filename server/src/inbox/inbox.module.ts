import { Module } from '@nestjs/common';
import { InsightsModule } from '../insights/insights.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { InboxController } from './inbox.controller.js';
import { InboxService } from './inbox.service.js';
import { InboxStore } from './inbox.store.js';
import { EmailLookupLimiter } from './email-lookup-limiter.js';
import { PeopleService } from './people.service.js';
import { PeopleStore } from './people.store.js';
import { SyncController } from './sync.controller.js';
import { SyncGateway } from './sync.gateway.js';
import { SyncService } from './sync.service.js';

@Module({
  imports: [MessagesModule, InsightsModule],
  controllers: [InboxController, SyncController],
  providers: [InboxService, InboxStore, PeopleService, PeopleStore, EmailLookupLimiter, SyncGateway, SyncService],
})
export class InboxModule {}
