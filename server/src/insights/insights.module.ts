import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ExtractiveSummarizer } from './extractive/extractive-summarizer.js';
import { InsightMaker } from './insight-maker.js';
import { InsightsController } from './insights.controller.js';
import { InsightsService } from './insights.service.js';
import { InsightsStore } from './insights.store.js';
import { ModelCallsStore } from './model-calls.store.js';
import { OpenAiSummarizer } from './openai/openai-summarizer.js';
import { hasModel, SUMMARIZER } from './summarizer.js';
import { InsightsThread } from './thread/insights-thread.js';

function chooseSummarizer(
  config: Config,
  calls: ModelCallsStore,
  thread: InsightsThread,
  extractive: ExtractiveSummarizer,
) {
  return hasModel(config) ? new OpenAiSummarizer(config, calls, thread, extractive) : extractive;
}

@Module({
  imports: [ConversationsModule, MessagesModule],
  controllers: [InsightsController],
  providers: [
    InsightsService,
    InsightMaker,
    InsightsStore,
    ModelCallsStore,
    InsightsThread,
    ExtractiveSummarizer,
    {
      provide: SUMMARIZER,
      inject: [CONFIG, ModelCallsStore, InsightsThread, ExtractiveSummarizer],
      useFactory: chooseSummarizer,
    },
  ],
  exports: [InsightsService],
})
export class InsightsModule {}
