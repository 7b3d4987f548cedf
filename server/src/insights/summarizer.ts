import type { Said } from '../messages/message.mapper.js';
import type { InsightItems } from './insight.entity.js';

/** Nest's name for the {@link Summarizer} that the configuration chose. */
export const SUMMARIZER = Symbol('summarizer');

/** What there is to be summed up: the newest messages of a conversation, ascending, and how many older ones there are. */
export interface Transcript {
  readonly conversationId: string;
  readonly requestedBy: string;
  readonly messages: readonly Said[];
  readonly older: number;
}

/** What was made of it: clean and verified, every id among the covered messages. */
export interface Digest extends InsightItems {
  readonly summary: string;
  readonly droppedItems: number;
  readonly generator: 'openai' | 'extractive';
  readonly model: string | null;
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly coveredMessages: number;
  readonly skippedMessages: number;
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
}

export interface Progress {
  /** Ends the work: nobody waits for it any more, or another has taken it over. */
  readonly signal: AbortSignal;
  /** Told the summary as far as it is written. */
  readonly onText: (text: string) => void;
}

/** Sums a conversation up. There are two: one asks a language model, one is built in and needs nobody. */
export interface Summarizer {
  /** @throws ProblemError `insight.model_unavailable`, `insight.model_misconfigured` */
  summarize(transcript: Transcript, progress: Progress): Promise<Digest>;
}
