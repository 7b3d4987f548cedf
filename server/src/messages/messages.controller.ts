import { Controller, Param, Query } from '@nestjs/common';
import { ConversationId } from '@smart-hub/contract/identifiers';
import { MessagePageQuery, messagesRoutes } from '@smart-hub/contract/messages';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { MessagesService } from './messages.service.js';

@Controller()
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Implements(messagesRoutes.list)
  list(
    @CurrentActor() actor: Actor,
    @Param({ schema: ConversationId }) { conversationId }: ConversationId,
    @Query({ schema: MessagePageQuery }) query: MessagePageQuery,
  ) {
    return this.messages.list(actor, conversationId, query);
  }
}
