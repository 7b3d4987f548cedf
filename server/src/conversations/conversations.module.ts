import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { ConversationsService } from './conversations.service.js';
import { ConversationsStore } from './conversations.store.js';
import { ProfilePublisher } from './profile-publisher.js';

@Module({
  imports: [UsersModule],
  providers: [ConversationsService, ConversationsStore, ProfilePublisher],
  exports: [ConversationsService],
})
export class ConversationsModule {}
