import { Module } from '@nestjs/common';
import { SessionUses } from './session-uses.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsService } from './sessions.service.js';
import { SessionsStore } from './sessions.store.js';

@Module({
  controllers: [SessionsController],
  providers: [SessionsService, SessionsStore, SessionUses],
  exports: [SessionsService],
})
export class SessionsModule {}
