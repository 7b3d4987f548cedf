import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import type { Config } from '../../platform/config/config.js';
import { ProblemError } from '../../platform/problems/problem-error.js';
import { hasContent } from '../clean-text.js';
import type { ExtractiveSummarizer } from '../extractive/extractive-summarizer.js';
import type { CallEnd, ModelCallsStore } from '../model-calls.store.js';
import { toColumns } from '../thread/columns.js';
import type { InsightsThread } from '../thread/insights-thread.js';
import type { Digest, Progress, Source, Summarizer } from '../summarizer.js';
import { growingSummary, readAnswer } from './answer.js';
import { INSTRUCTION, MERGE_INSTRUCTION, reproducesInstruction } from './instruction.js';
import { ModelClient, TooLong, type Reply } from './model-client.js';
import { readable, type Cited, type Part } from './pack.js';
import { isPlaceholder } from './stub.js';
import { verify, type Verified } from './verify.js';

/** How often a growing text is passed on at most, in milliseconds. */
const PROGRESS_MS = 100;
/** Of the time in which a long answer grows, this share at most is spent on reading it. */
const READING = { share: 1 / 20, longCharacters: 5000 };
/** Shorter than this, in tokens, a conversation is not made for a model that takes in less than is configured. */
const LEAST_TOKENS = 1000;

type Tokens = NonNullable<Digest['tokens']>;
/** Where a model was asked, and its server does not say what that cost. */
const NOT_TOLD: Tokens = { prompt: 0, completion: 0 };

/** One digest on its way. */
interface Job extends Progress {
  readonly source: Source;
  tokens: Tokens | null;
  /** How many calls were answered. */
  answers: number;
}

/** What was made of some messages. */
interface Reading {
  readonly verified: Verified;
  readonly covered: readonly Cited[];
}

/**
 * Has a model write the digest.
 *
 * Invariants: a model is sent at most `INSIGHT_MAX_CALLS` times `OPENAI_MAX_INPUT_TOKENS`; every call is
 * recorded before it is made; nothing of an answer is believed before it is verified.
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

  async summarize(source: Source, progress: Progress): Promise<Digest> {
    const job: Job = { ...progress, onText: sparingly(progress.onText), source, tokens: null, answers: 0 };
    const { reading, available } = await this.readWithin(job, this.config.OPENAI_MAX_INPUT_TOKENS);
    // An answer that cannot be shown is not asked for again: it would cost the same, and say the same.
    if (!reading) return { ...(await this.fallback.summarize(source, job)), tokens: job.tokens ?? NOT_TOLD };
    const { verified, covered } = reading;
    return {
      ...verified,
      generator: 'openai',
      model: this.client.model,
      fromSeq: covered[0]!.seq,
      toSeq: covered.at(-1)!.seq,
      coveredMessages: covered.length,
      skippedMessages: available - covered.length,
      tokens: job.tokens,
    };
  }

  /** Reads as much as fits into calls of so many tokens; of half as many, where the model takes in less. */
  private async readWithin(job: Job, tokens: number): Promise<{ reading: Reading | undefined; available: number }> {
    const { parts, available } = await this.pack(job, tokens);
    try {
      const reading = parts.length === 1 ? await this.readPart(job, parts[0]!) : await this.readAll(job, parts, tokens);
      return { reading, available };
    } catch (error) {
      const half = Math.floor(tokens / 2);
      if (!(error instanceof TooLong) || half < LEAST_TOKENS) throw error;
      return this.readWithin(job, half);
    }
  }

  /** Reads the conversation; of its messages nothing is kept but what is in a part. */
  private async pack({ source, signal, answers }: Job, tokens: number): Promise<{ parts: Part[]; available: number }> {
    // The last call merges what the others have read; with two there would be nothing to merge.
    const budget = { tokens, parts: Math.max(this.config.INSIGHT_MAX_CALLS - answers - 1, 1) };
    const { messages, older } = await source.read(readable(budget));
    const parts = await this.thread.run('pack', [toColumns(messages), budget], signal);
    return { parts: parts.filter((part) => part.messages.length > 0), available: older + messages.length };
  }

  /** What could not be read is not covered: its parts are among the skipped messages. */
  private async readAll(job: Job, parts: Part[], tokens: number): Promise<Reading | undefined> {
    const readings: Reading[] = [];
    const silent = () => undefined;
    for (const part of parts) {
      const reading = await this.readPart(job, part, silent);
      if (reading) readings.push(reading);
    }
    if (readings.length === 0) return undefined;
    const covered = readings.flatMap((reading) => reading.covered);
    const notes = readings.map(({ verified }) => verified);
    const lines = await this.noteLines(job, notes, covered, tokens);
    const verified = await this.call(job, MERGE_INSTRUCTION, lines, covered, job.onText);
    return verified && { verified, covered };
  }

  private async readPart(job: Job, { messages, lines }: Part, onText = job.onText): Promise<Reading | undefined> {
    const verified = await this.call(job, INSTRUCTION, lines, messages, onText);
    return verified && { verified, covered: messages };
  }

  /** The notes on all parts, each with its even share of the budget. */
  private noteLines({ signal }: Job, notes: Verified[], messages: readonly Cited[], tokens: number): Promise<string[]> {
    const seqs = new Map(messages.map(({ id, seq }) => [id, seq]));
    const lists = notes.map((note, index) => linesOf(note, index + 1, seqs));
    return this.thread.run('fit', [lists, tokens], signal);
  }

  private async call(
    job: Job,
    system: string,
    lines: string[],
    messages: readonly Cited[],
    onText: (text: string) => void,
  ): Promise<Verified | undefined> {
    const id = uuid();
    const { conversationId, requestedBy } = job.source;
    const { model, host } = this.client;
    const range = { fromSeq: messages[0]!.seq, toSeq: messages.at(-1)!.seq };
    await this.calls.start({ id, conversationId, requestedBy, model, host, ...range });
    let attempts = 0;
    let reply: Reply | undefined;
    let outcome: CallEnd['outcome'] = 'given_up';
    try {
      reply = await this.client.ask({
        system,
        user: between(lines),
        signal: job.signal,
        onAttempt: () => (attempts += 1),
        onText,
      });
      job.tokens = sum(job.tokens, reply.tokens);
      job.answers += 1;
      const verified = verify(readAnswer(reply.text), messages);
      outcome = verified ? 'answered' : 'refused';
      return verified;
    } catch (error) {
      if (error instanceof ProblemError)
        outcome = error.code === 'insight.model_misconfigured' ? 'misconfigured' : 'unavailable';
      throw error;
    } finally {
      await this.calls.end(id, { outcome, attempts, tokens: reply?.tokens ?? null });
    }
  }
}

/** Markers that nobody can have written beforehand. */
function between(lines: string[]): string {
  const marker = `=== ${randomBytes(9).toString('base64url')} ===`;
  return [marker, ...lines, marker].join('\n');
}

function linesOf(note: Verified, part: number, seqs: ReadonlyMap<string, number>): string[] {
  const line = (kind: string, text: string, messageIds: string[] = []) =>
    JSON.stringify({ part, kind, text, cites: messageIds.map((id) => seqs.get(id)) });
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

/** What may be shown of an answer that is still being written: nothing of what would be refused as it stands. */
function shown(text: string): string {
  const summary = growingSummary(text);
  return !hasContent(summary) || isPlaceholder(summary) || reproducesInstruction(summary) ? '' : summary;
}

/**
 * Passes on what may be shown of a growing answer, no more often than people can read. While a long thought grows there is
 * nothing to show: to look at all of it after each word would take longer than the model.
 */
function sparingly(pass: (text: string) => void): (answer: string) => void {
  let last = '';
  let passed = -Infinity;
  let next = -Infinity;
  return (answer) => {
    const now = performance.now();
    if (now - passed < PROGRESS_MS || (now < next && answer.length > READING.longCharacters)) return;
    const text = shown(answer);
    next = now + (performance.now() - now) / READING.share;
    if (text === '' || text === last) return;
    last = text;
    passed = now;
    pass(text);
  };
}

function sum(one: Tokens | null, other: Tokens | null): Tokens | null {
  if (!one || !other) return one ?? other;
  return { prompt: one.prompt + other.prompt, completion: one.completion + other.completion };
}
