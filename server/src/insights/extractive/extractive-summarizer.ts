import { Injectable } from '@nestjs/common';
import { hasContent, toPlainText } from '../clean-text.js';
import {
  MAX_TRANSCRIPT,
  type Digest,
  type SummarizeOptions,
  type TranscriptSource,
  type Summarizer,
} from '../summarizer.js';
import { toColumns } from '../thread/columns.js';
import { InsightsThread } from '../thread/insights-thread.js';

const cleanItems = <Item extends { text: string }>(items: Item[]) =>
  items.map((item) => ({ ...item, text: toPlainText(item.text) })).filter(({ text }) => hasContent(text));

/** The built-in summarizer, which needs no model, no key and no network. */
@Injectable()
export class ExtractiveSummarizer implements Summarizer {
  constructor(private readonly thread: InsightsThread) {}

  /** @throws ProblemError `insight.no_messages`, `insight.model_unavailable` */
  async summarize(source: TranscriptSource, { signal }: Pick<SummarizeOptions, 'signal'>): Promise<Digest> {
    const { messages, older } = await source.read(MAX_TRANSCRIPT);
    const digest = await this.thread.run('digest', [toColumns(messages)], signal);
    return {
      summary: toPlainText(digest.summary),
      keyPoints: cleanItems(digest.keyPoints),
      decisions: cleanItems(digest.decisions),
      actionItems: cleanItems(digest.actionItems),
      openQuestions: cleanItems(digest.openQuestions),
      droppedItems: 0,
      generator: 'extractive',
      model: null,
      fromSeq: messages[0]!.seq,
      toSeq: messages.at(-1)!.seq,
      coveredMessages: messages.length,
      skippedMessages: older,
      tokens: null,
    };
  }
}
