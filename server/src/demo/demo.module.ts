import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { ReceiptsModule } from '../receipts/receipts.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoPresenceService } from './demo-presence.service.js';
import { DemoService } from './demo.service.js';
import { DemoStore } from './demo.store.js';

/** Loaded only when the server is started with `--demo`. */
@Module({
  imports: [AuthModule, UsersModule, MessagesModule, ReceiptsModule],
  providers: [DemoService, DemoStore, DemoPresenceService],
})
export class DemoModule {}
