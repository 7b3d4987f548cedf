import { Module } from '@nestjs/common';
import { ConversationsModule } from '../conversations/conversations.module.js';
import { MessagesModule } from '../messages/messages.module.js';
import { CONFIG, type Config } from '../platform/config/config.js';
import { ExtractiveSummarizer } from './extractive/extractive-summarizer.js';
import { InsightsController } from './insights.controller.js';
import { InsightsService } from './insights.service.js';
import { InsightsStore } from './insights.store.js';
import { ModelCallsStore } from './model-calls.store.js';
import { OpenAiSummarizer } from './openai/openai-summarizer.js';
import { SUMMARIZER } from './summarizer.js';
import { InsightsThread } from './thread/insights-thread.js';

/** A key or an address of a model asks for it; without either nothing ever leaves this server. */
function chooseSummarizer(
  config: Config,
  calls: ModelCallsStore,
  thread: InsightsThread,
  extractive: ExtractiveSummarizer,
) {
  const hasModel = config.OPENAI_API_KEY !== undefined || config.OPENAI_BASE_URL !== undefined;
  return hasModel ? new OpenAiSummarizer(config, calls, thread, extractive) : extractive;
}

@Module({
  imports: [ConversationsModule, MessagesModule],
  controllers: [InsightsController],
  providers: [
    InsightsService,
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
