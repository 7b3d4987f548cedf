import { Controller, Param } from '@nestjs/common';
import { ConversationId } from '@smart-hub/contract/identifiers';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { CurrentActor, type Actor } from '../platform/http/identity.js';
import { Implements } from '../platform/http/implements.decorator.js';
import { InsightsService } from './insights.service.js';

@Controller()
export class InsightsController {
  constructor(private readonly insights: InsightsService) {}

  @Implements(insightsRoutes.find)
  find(@CurrentActor() actor: Actor, @Param({ schema: ConversationId }) { conversationId }: ConversationId) {
    return this.insights.find(actor, conversationId);
  }

  @Implements(insightsRoutes.create)
  create(@CurrentActor() actor: Actor, @Param({ schema: ConversationId }) { conversationId }: ConversationId) {
    return this.insights.create(actor, conversationId);
  }
}
