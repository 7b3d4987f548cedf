import { Module } from '@nestjs/common';
import { InvitationsController } from './invitations.controller.js';
import { InvitationsService } from './invitations.service.js';
import { InvitationsStore } from './invitations.store.js';

@Module({
  controllers: [InvitationsController],
  providers: [InvitationsService, InvitationsStore],
  exports: [InvitationsService],
})
export class InvitationsModule {}
