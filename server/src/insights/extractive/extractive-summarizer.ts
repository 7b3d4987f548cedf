import { prose } from '../clean-text.js';
import type { Digest, Summarizer, Transcript } from '../summarizer.js';
import { digestOf } from './digest.js';

const clean = <Item extends { text: string }>(items: Item[]) =>
  items.map((item) => ({ ...item, text: prose(item.text) })).filter(({ text }) => text !== '');

/** The digest that needs no model, no key and no network. */
export class ExtractiveSummarizer implements Summarizer {
  async summarize({ messages, older }: Transcript): Promise<Digest> {
    const lines = messages.map(({ id, sender, content }) => ({ id, name: sender.name, text: content }));
    const digest = await digestOf(lines);
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
