import { Module } from '@nestjs/common';
import { ConversationsService } from './conversations.service.js';
import { ConversationsStore } from './conversations.store.js';

@Module({ providers: [ConversationsService, ConversationsStore], exports: [ConversationsService] })
export class ConversationsModule {}
