import type { TranscriptLine } from '../../messages/message.mapper.js';
import { withoutInvisible } from '../clean-text.js';
import { MAX_TRANSCRIPT, type TranscriptLimits } from '../summarizer.js';
import { MERGE_INSTRUCTION } from './instruction.js';
import { countTokens, truncateToTokens } from './tokens.js';

/** A message that can be cited. */
export type CitableMessage = Pick<TranscriptLine, 'id' | 'seq'>;

/** Messages that are sent in one call, in ascending order, and their lines. */
export interface TranscriptChunk {
  readonly messages: CitableMessage[];
  readonly lines: string[];
}

export interface TokenBudget {
  /** The tokens of one call, including the instruction. */
  readonly tokens: number;
  readonly maxChunks: number;
}

/** For the markers, and for what a server adds around each message. */
const MARGIN_TOKENS = 60;
/** The tokens of a call that are left for lines. */
const tokensForLines = (tokens: number) => tokens - countTokens(MERGE_INSTRUCTION) - MARGIN_TOKENS;

/** The maximum share of one message in a chunk, so that a single message leaves room for others. */
const MAX_MESSAGE_SHARE = 1 / 4;

/** Hardly any text has more characters per token, and no message line has fewer tokens. */
const CHARACTERS_PER_TOKEN = 8;
const TOKENS_PER_LINE = 8;

/** Returns a generous estimate of how much of a conversation fits into a budget: more need not be read from the database. */
export function transcriptLimitsOf({ tokens, maxChunks }: TokenBudget): TranscriptLimits {
  return {
    messages: Math.min(MAX_TRANSCRIPT.messages, Math.ceil((tokens * maxChunks) / TOKENS_PER_LINE)),
    characters: Math.min(MAX_TRANSCRIPT.characters, tokens * maxChunks * CHARACTERS_PER_TOKEN),
  };
}

/**
 * Packs messages into chunks, the newest first, until the budget is used up.
 *
 * @param messages in ascending order
 * @returns chunks in the order of the conversation; messages in none of them are not covered
 */
export function pack(messages: readonly TranscriptLine[], { tokens, maxChunks }: TokenBudget): TranscriptChunk[] {
  const all = messages.map((message) => toJsonLine(message));
  if (countBytes([MERGE_INSTRUCTION, ...all]) + MARGIN_TOKENS <= tokens)
    return [{ messages: messages.map(toCitableMessage), lines: all }];
  const available = tokensForLines(tokens);
  const chunks: TranscriptChunk[] = [];
  let chunk: TranscriptChunk = { messages: [], lines: [] };
  let remaining = available;
  for (const message of messages.toReversed()) {
    const { line, cost } = toLineWithin(message, Math.floor(available * MAX_MESSAGE_SHARE));
    if (cost > remaining) {
      chunks.push(chunk);
      if (chunks.length === maxChunks) return inConversationOrder(chunks);
      chunk = { messages: [], lines: [] };
      remaining = available;
    }
    chunk.messages.push(toCitableMessage(message));
    chunk.lines.push(line);
    remaining -= cost;
  }
  return inConversationOrder([...chunks, chunk]);
}

const toCitableMessage = ({ id, seq }: TranscriptLine): CitableMessage => ({ id, seq });

// JSON, so that no text can imitate the end of its message, or another message.
function toJsonLine({ seq, name, text }: TranscriptLine, shownText = withoutInvisible(text)): string {
  return JSON.stringify({ n: seq, from: withoutInvisible(name), text: shownText });
}

function toLineWithin(message: TranscriptLine, maxCost: number): { line: string; cost: number } {
  const line = toJsonLine(message);
  const cost = countTokens(line, maxCost) + 1;
  if (cost <= maxCost) return { line, cost };
  const truncated = toJsonLine(message, `${truncateToTokens(withoutInvisible(message.text), Math.max(maxCost - 60, 20))} […]`);
  return { line: truncated, cost: countTokens(truncated) + 1 };
}

/** An upper bound of the number of tokens, with one for each line end. Much faster than counting tokens. */
function countBytes(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function inConversationOrder(chunks: TranscriptChunk[]): TranscriptChunk[] {
  return chunks
    .map(({ messages, lines }) => ({ messages: messages.toReversed(), lines: lines.toReversed() }))
    .toReversed();
}

/** Truncates each of several lists of lines to its equal share of the tokens of a call. */
export function fitLists(lists: readonly string[][], tokens: number): string[] {
  const share = tokensForLines(tokens) / lists.length;
  return lists.flatMap((lines) => {
    let remaining = share;
    return lines.filter((line) => {
      // No tokens are counted after the first line that does not fit, because counting is slow.
      if (remaining >= 0) remaining -= countTokens(line, remaining) + 1;
      return remaining >= 0;
    });
  });
}
