import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { ReceiptsModule } from '../receipts/receipts.module.js';
import { TypingModule } from '../typing/typing.module.js';
import { MessagesController } from './messages.controller.js';
import { MessagesGateway } from './messages.gateway.js';
import { MessagesService } from './messages.service.js';
import { MessagesStore } from './messages.store.js';
import { SendsService } from './sends.service.js';
import { SendsStore } from './sends.store.js';

@Module({
  imports: [ConversationsModule, ReceiptsModule, TypingModule],
  controllers: [MessagesController],
  providers: [MessagesGateway, MessagesService, MessagesStore, SendsService, SendsStore],
  exports: [MessagesService, SendsService],
})
export class MessagesModule {}
