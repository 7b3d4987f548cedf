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
import { hasModel, SUMMARIZER, type Summarizer } from './summarizer.js';
import { InsightsThread } from './thread/insights-thread.js';

/** Loads the model client only if a model is configured: loading the client and its tokenizer takes half a second. */
async function createSummarizer(
  config: Config,
  calls: ModelCallsStore,
  thread: InsightsThread,
  extractive: ExtractiveSummarizer,
): Promise<Summarizer> {
  if (!hasModel(config)) return extractive;
  const { OpenAiSummarizer } = await import('./openai/openai-summarizer.js');
  return new OpenAiSummarizer(config, calls, thread, extractive);
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
      useFactory: createSummarizer,
    },
  ],
  exports: [InsightsService],
})
export class InsightsModule {}
