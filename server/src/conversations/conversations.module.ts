import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { ConversationsService } from './conversations.service.js';
import { ConversationsStore } from './conversations.store.js';
import { ProfileWatch } from './profile-watch.js';

@Module({
  imports: [UsersModule],
  providers: [ConversationsService, ConversationsStore, ProfileWatch],
  exports: [ConversationsService],
})
export class ConversationsModule {}
