import { Injectable } from '@nestjs/common';
import { hasContent, prose } from '../clean-text.js';
import { FARTHEST, type Digest, type Progress, type Source, type Summarizer } from '../summarizer.js';
import { toColumns } from '../thread/columns.js';
import { InsightsThread } from '../thread/insights-thread.js';

const clean = <Item extends { text: string }>(items: Item[]) =>
  items.map((item) => ({ ...item, text: prose(item.text) })).filter(({ text }) => hasContent(text));

/** The digest that needs no model, no key and no network. */
@Injectable()
export class ExtractiveSummarizer implements Summarizer {
  constructor(private readonly thread: InsightsThread) {}

  /** @throws ProblemError `insight.no_messages`, `insight.model_unavailable` */
  async summarize(source: Source, { signal }: Pick<Progress, 'signal'>): Promise<Digest> {
    const { messages, older } = await source.read(FARTHEST);
    const digest = await this.thread.run('digest', [toColumns(messages)], signal);
    return {
      summary: prose(digest.summary),
      keyPoints: clean(digest.keyPoints),
      decisions: clean(digest.decisions),
      actionItems: clean(digest.actionItems),
      openQuestions: clean(digest.openQuestions),
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
