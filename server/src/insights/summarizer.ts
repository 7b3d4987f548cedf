import type { TranscriptLine } from '../messages/message.mapper.js';
import type { Config } from '../platform/config/config.js';
import type { InsightItems } from './insight.entity.js';

/** Nest's name for the {@link Summarizer} that the configuration chose. */
export const SUMMARIZER = Symbol('summarizer');

/** A key or an address of a model configures it; without either nothing ever leaves this server. */
export function hasModel({ OPENAI_API_KEY, OPENAI_BASE_URL }: Config): boolean {
  return OPENAI_API_KEY !== undefined || OPENAI_BASE_URL !== undefined;
}

/** The newest messages of a conversation, ascending, and how many older ones there are. */
export interface Transcript {
  readonly messages: readonly TranscriptLine[];
  readonly older: number;
}

/** How much of a conversation is read at most. */
export interface Bounds {
  readonly messages: number;
  readonly characters: number;
}

/** No insight reads further back than this. */
export const FARTHEST: Bounds = { messages: 20_000, characters: 4_000_000 };

/** A conversation that is to be summed up. It is read when it is needed, and not kept. */
export interface Source {
  readonly conversationId: string;
  readonly requestedBy: string;
  /** @throws ProblemError `insight.no_messages` */
  read(most: Bounds): Promise<Transcript>;
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
  /** Ends the work: nobody waits for it any more, or another attempt has taken it over. */
  readonly signal: AbortSignal;
  /** Receives the summary as far as it is written. */
  readonly onText: (text: string) => void;
}

/** Sums a conversation up. There are two: one asks a language model, one is built in. */
export interface Summarizer {
  /** @throws ProblemError `insight.no_messages`, `insight.model_unavailable`, `insight.model_misconfigured` */
  summarize(source: Source, progress: Progress): Promise<Digest>;
}
