import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Config } from '../../platform/config/config.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import { hasContent } from '../clean-text.js';
import type { ExtractiveSummarizer } from '../extractive/extractive-summarizer.js';
import type { CallEnd, ModelCallsStore } from '../model-calls.store.js';
import { toColumns } from '../thread/columns.js';
import type { InsightsThread } from '../thread/insights-thread.js';
import type { Digest, SummarizeOptions, TranscriptSource, Summarizer } from '../summarizer.js';
import { partialSummary, parseAnswer } from './answer.js';
import { INSTRUCTION, MERGE_INSTRUCTION, reproducesInstruction } from './instruction.js';
import { ModelClient, ContextTooLongError, type ModelResponse } from './model-client.js';
import { transcriptLimitsOf, type CitableMessage, type TranscriptChunk } from './pack.js';
import { isPlaceholderOrRefusal } from './substance.js';
import { verifyAnswer, type VerifiedAnswer } from './verify-answer.js';

/** The minimum interval between two progress texts, in milliseconds. */
const PROGRESS_MS = 100;
/**
 * A partial response is parsed repeatedly while it is streamed. Once it is longer than `longCharacters`, parsing takes
 * at most this `share` of the time.
 */
const PARSE_TIME = { share: 1 / 20, longCharacters: 5000 };
/**
 * If the context window is smaller than configured, the input of a call is halved until it fits, but not below this
 * number of tokens.
 */
const MIN_TOKENS = 1000;

type Tokens = NonNullable<Digest['tokens']>;
/** The usage that is stored if a model was called, but the model server reported no usage. */
const UNREPORTED_TOKENS: Tokens = { prompt: 0, completion: 0 };

/** The state of one summary in progress. */
interface SummaryRun extends SummarizeOptions {
  readonly source: TranscriptSource;
  /** The sum of all calls; null if no model server has reported any usage. */
  tokens: Tokens | null;
  /** The number of calls to which the model has responded. */
  succeededCalls: number;
}

/** A verified summary, and the messages that it summarizes. */
interface VerifiedSummary {
  readonly verified: VerifiedAnswer;
  readonly covered: readonly CitableMessage[];
}

/**
 * Summarizes conversations with a language model.
 *
 * Invariants: a summary sends at most `INSIGHT_MAX_CALLS` times `OPENAI_MAX_INPUT_TOKENS` to the model; every call is
 * recorded before it is sent; no part of an answer is used before it is verified.
 */
export class OpenAiSummarizer implements Summarizer {
  private readonly client: ModelClient;

  constructor(
    private readonly config: Config,
    private readonly calls: ModelCallsStore,
    private readonly thread: InsightsThread,
    private readonly fallback: ExtractiveSummarizer,
  ) {
    this.client = new ModelClient(config);
  }

  async summarize(source: TranscriptSource, options: SummarizeOptions): Promise<Digest> {
    const run: SummaryRun = {
      ...options,
      onText: throttleProgress(options.onText),
      source,
      tokens: null,
      succeededCalls: 0,
    };
    const { result, totalMessages } = await this.summarizeWithin(run, this.config.OPENAI_MAX_INPUT_TOKENS);
    // A call with an unusable answer is not retried: it would cost the same, with the same result.
    if (!result) return { ...(await this.fallback.summarize(source, run)), tokens: run.tokens ?? UNREPORTED_TOKENS };
    const { verified, covered } = result;
    return {
      ...verified,
      generator: 'openai',
      model: this.client.model,
      fromSeq: covered[0]!.seq,
      toSeq: covered.at(-1)!.seq,
      coveredMessages: covered.length,
      skippedMessages: totalMessages - covered.length,
      tokens: run.tokens,
    };
  }

  /**
   * Summarizes the messages that fit into calls of `tokens` tokens. Retries with half as many tokens if a call exceeds
   * the context window.
   */
  private async summarizeWithin(
    run: SummaryRun,
    tokens: number,
  ): Promise<{ result: VerifiedSummary | undefined; totalMessages: number }> {
    const { chunks, totalMessages } = await this.readChunks(run, tokens);
    try {
      const result =
        chunks.length === 1
          ? await this.summarizeChunk(run, chunks[0]!)
          : await this.summarizeChunks(run, chunks, tokens);
      return { result, totalMessages };
    } catch (error) {
      const half = Math.floor(tokens / 2);
      if (!(error instanceof ContextTooLongError) || half < MIN_TOKENS) throw error;
      return this.summarizeWithin(run, half);
    }
  }

  /** Reads the conversation, and packs the messages that fit into chunks. */
  private async readChunks(
    { source, signal, succeededCalls }: SummaryRun,
    tokens: number,
  ): Promise<{ chunks: TranscriptChunk[]; totalMessages: number }> {
    // One call is reserved for merging the summaries of the chunks; a single chunk needs no merging.
    const budget = { tokens, maxChunks: Math.max(this.config.INSIGHT_MAX_CALLS - succeededCalls - 1, 1) };
    const { messages, older } = await source.read(transcriptLimitsOf(budget));
    const chunks = await this.thread.run('pack', [toColumns(messages), budget], signal);
    return { chunks: chunks.filter((chunk) => chunk.messages.length > 0), totalMessages: older + messages.length };
  }

  /**
   * Summarizes each chunk and merges the summaries. The messages of a chunk without a usable answer count as skipped.
   */
  private async summarizeChunks(
    run: SummaryRun,
    chunks: TranscriptChunk[],
    tokens: number,
  ): Promise<VerifiedSummary | undefined> {
    const summaries: VerifiedSummary[] = [];
    const noProgress = () => undefined;
    for (const chunk of chunks) {
      const summary = await this.summarizeChunk(run, chunk, noProgress);
      if (summary) summaries.push(summary);
    }
    if (summaries.length === 0) return undefined;
    const covered = summaries.flatMap((summary) => summary.covered);
    const notes = summaries.map(({ verified }) => verified);
    const lines = await this.toNoteLines(run, notes, covered, tokens);
    const verified = await this.callModel(run, MERGE_INSTRUCTION, lines, covered, run.onText);
    return verified && { verified, covered };
  }

  private async summarizeChunk(
    run: SummaryRun,
    { messages, lines }: TranscriptChunk,
    onText = run.onText,
  ): Promise<VerifiedSummary | undefined> {
    const verified = await this.callModel(run, INSTRUCTION, lines, messages, onText);
    return verified && { verified, covered: messages };
  }

  /**
   * Returns the summaries of all chunks as lines for the call that merges them. Each summary is truncated to an equal
   * share of `tokens`.
   */
  private toNoteLines(
    { signal }: SummaryRun,
    notes: VerifiedAnswer[],
    messages: readonly CitableMessage[],
    tokens: number,
  ): Promise<string[]> {
    const seqs = new Map(messages.map(({ id, seq }) => [id, seq]));
    const lists = notes.map((note, index) => noteLinesOf(note, index + 1, seqs));
    return this.thread.run('fitLists', [lists, tokens], signal);
  }

  /** Calls the model and verifies the answer. @returns undefined if the answer is not usable */
  private async callModel(
    run: SummaryRun,
    system: string,
    lines: string[],
    messages: readonly CitableMessage[],
    onText: (text: string) => void,
  ): Promise<VerifiedAnswer | undefined> {
    const id = uuid();
    const { conversationId, requestedBy } = run.source;
    const { model, host } = this.client;
    const range = { fromSeq: messages[0]!.seq, toSeq: messages.at(-1)!.seq };
    await this.calls.recordStart({ id, conversationId, requestedBy, model, host, ...range });
    let attempts = 0;
    let response: ModelResponse | undefined;
    let outcome: CallEnd['outcome'] = 'given_up';
    try {
      response = await this.client.complete({
        system,
        user: withMarkers(lines),
        signal: run.signal,
        onAttempt: () => (attempts += 1),
        onText,
      });
      run.tokens = addTokens(run.tokens, response.tokens);
      run.succeededCalls += 1;
      const verified = verifyAnswer(parseAnswer(response.text), messages);
      outcome = verified ? 'answered' : 'refused';
      return verified;
    } catch (error) {
      if (error instanceof ProblemError)
        outcome = error.code === 'insight.model_misconfigured' ? 'misconfigured' : 'unavailable';
      throw error;
    } finally {
      await this.calls.recordEnd(id, { outcome, attempts, tokens: response?.tokens ?? null });
    }
  }
}

/** Encloses the lines in random markers, which no participant can have written beforehand. */
function withMarkers(lines: string[]): string {
  const marker = `=== ${randomBytes(9).toString('base64url')} ===`;
  return [marker, ...lines, marker].join('\n');
}

function noteLinesOf(note: VerifiedAnswer, chunkNumber: number, seqs: ReadonlyMap<string, number>): string[] {
  const line = (kind: string, text: string, messageIds: string[] = []) =>
    JSON.stringify({ part: chunkNumber, kind, text, cites: messageIds.map((id) => seqs.get(id)) });
  return [
    line('summary', note.summary),
    ...note.decisions.map(({ text, messageIds }) => line('decision', text, messageIds)),
    ...note.actionItems.map((item) =>
      line('action', [item.text, item.owner, item.due].filter(Boolean).join(' · '), item.messageIds),
    ),
    ...note.openQuestions.map(({ text, messageIds }) => line('question', text, messageIds)),
    ...note.keyPoints.map(({ text, messageIds }) => line('point', text, messageIds)),
  ];
}

/**
 * Returns the part of the summary that a model has written so far, to show it while the model continues. Returns an
 * empty string while that part looks like a placeholder, a refusal or a repetition of the instructions.
 */
function displayableSummary(text: string): string {
  const summary = partialSummary(text);
  return !hasContent(summary) || isPlaceholderOrRefusal(summary) || reproducesInstruction(summary) ? '' : summary;
}

/**
 * Throttles progress: passes on the displayable part of an incomplete answer at most every `PROGRESS_MS`. While a long
 * block of reasoning is streamed there is nothing to show, and parsing all of the response after each word would take
 * longer than the model takes to generate it.
 */
function throttleProgress(publish: (text: string) => void): (answer: string) => void {
  let lastText = '';
  let lastPublishedAt = -Infinity;
  let nextParseAt = -Infinity;
  return (answer) => {
    const now = performance.now();
    if (now - lastPublishedAt < PROGRESS_MS || (now < nextParseAt && answer.length > PARSE_TIME.longCharacters)) return;
    const text = displayableSummary(answer);
    nextParseAt = now + (performance.now() - now) / PARSE_TIME.share;
    if (text === '' || text === lastText) return;
    lastText = text;
    lastPublishedAt = now;
    publish(text);
  };
}

function addTokens(one: Tokens | null, other: Tokens | null): Tokens | null {
  if (!one || !other) return one ?? other;
  return { prompt: one.prompt + other.prompt, completion: one.completion + other.completion };
}
