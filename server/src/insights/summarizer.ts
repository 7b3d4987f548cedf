import type { TranscriptLine } from '../messages/message.mapper.js';
import type { Config } from '../platform/config/config.js';
import type { InsightItems } from './insight.entity.js';

/** The injection token of the {@link Summarizer} that the configuration selects. */
export const SUMMARIZER = Symbol('summarizer');

/** Whether a model is configured, by an API key or an address. Without a model, no message ever leaves this server. */
export function hasModel({ OPENAI_API_KEY, OPENAI_BASE_URL }: Config): boolean {
  return OPENAI_API_KEY !== undefined || OPENAI_BASE_URL !== undefined;
}

/** The newest messages of a conversation. */
export interface Transcript {
  /** In ascending order. */
  readonly messages: readonly TranscriptLine[];
  /** The number of older messages of the conversation, which were not read. */
  readonly older: number;
}

/** The maximum number of messages that are read of a conversation, and of their characters. */
export interface TranscriptLimits {
  readonly messages: number;
  readonly characters: number;
}

/** The limits of any insight; a small token budget can lower them. */
export const MAX_TRANSCRIPT: TranscriptLimits = { messages: 20_000, characters: 4_000_000 };

/** Reads the conversation to summarize on demand, so that its messages need not stay in memory. */
export interface TranscriptSource {
  readonly conversationId: string;
  readonly requestedBy: string;
  /** @throws ProblemError `insight.no_messages` */
  read(limits: TranscriptLimits): Promise<Transcript>;
}

/**
 * The summary of a conversation: cleaned and verified. Every message id that it cites is the id of a covered message.
 */
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

export interface SummarizeOptions {
  /** Aborted when the request has ended, or when another attempt has acquired the claim. */
  readonly signal: AbortSignal;
  /** Receives the beginning of the summary while the summary is being generated. */
  readonly onText: (text: string) => void;
}

/** Summarizes a conversation. There are two implementations: one calls a language model, one is built in. */
export interface Summarizer {
  /** @throws ProblemError `insight.no_messages`, `insight.model_unavailable`, `insight.model_misconfigured` */
  summarize(source: TranscriptSource, options: SummarizeOptions): Promise<Digest>;
}
