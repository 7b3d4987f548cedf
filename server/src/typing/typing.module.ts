import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { TypingGateway } from './typing.gateway.js';
import { TypingService } from './typing.service.js';

@Module({ imports: [ConversationsModule], providers: [TypingGateway, TypingService], exports: [TypingService] })
export class TypingModule {}
