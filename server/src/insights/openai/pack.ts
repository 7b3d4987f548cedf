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
  /** The maximum number of tokens of one call, including the instruction. */
  readonly tokens: number;
  /** The maximum number of chunks, each of which is sent in one call. */
  readonly maxChunks: number;
}

/** Reserved for the markers, and for the tokens that a model server adds around each message of a request. */
const MARGIN_TOKENS = 60;
/** Returns the number of tokens of a call that remain for message lines. */
const tokensForLines = (tokens: number) => tokens - countTokens(MERGE_INSTRUCTION) - MARGIN_TOKENS;

/** The maximum share of one message in a chunk, so that a single message leaves room for others. */
const MAX_MESSAGE_SHARE = 1 / 4;

/** Hardly any text has more characters per token. */
const MAX_CHARACTERS_PER_TOKEN = 8;
/** No message line has fewer tokens. */
const MIN_TOKENS_PER_LINE = 8;

/**
 * Returns a generous estimate of how many messages and characters fit into a budget, so that no more are read from the
 * database.
 */
export function transcriptLimitsOf({ tokens, maxChunks }: TokenBudget): TranscriptLimits {
  return {
    messages: Math.min(MAX_TRANSCRIPT.messages, Math.ceil((tokens * maxChunks) / MIN_TOKENS_PER_LINE)),
    characters: Math.min(MAX_TRANSCRIPT.characters, tokens * maxChunks * MAX_CHARACTERS_PER_TOKEN),
  };
}

/**
 * Packs messages into chunks, the newest first, until the budget is used up.
 *
 * @param messages in ascending order
 * @returns the chunks in the order of the conversation; older messages that did not fit are in no chunk
 */
export function pack(messages: readonly TranscriptLine[], { tokens, maxChunks }: TokenBudget): TranscriptChunk[] {
  const allLines = messages.map((message) => toJsonLine(message));
  if (countBytes([MERGE_INSTRUCTION, ...allLines]) + MARGIN_TOKENS <= tokens)
    return [{ messages: messages.map(toCitableMessage), lines: allLines }];
  const availableTokens = tokensForLines(tokens);
  const chunks: TranscriptChunk[] = [];
  let chunk: TranscriptChunk = { messages: [], lines: [] };
  let remainingTokens = availableTokens;
  for (const message of messages.toReversed()) {
    const { line, cost } = toLineWithin(message, Math.floor(availableTokens * MAX_MESSAGE_SHARE));
    if (cost > remainingTokens) {
      chunks.push(chunk);
      if (chunks.length === maxChunks) return inConversationOrder(chunks);
      chunk = { messages: [], lines: [] };
      remainingTokens = availableTokens;
    }
    chunk.messages.push(toCitableMessage(message));
    chunk.lines.push(line);
    remainingTokens -= cost;
  }
  return inConversationOrder([...chunks, chunk]);
}

const toCitableMessage = ({ id, seq }: TranscriptLine): CitableMessage => ({ id, seq });

// JSON, so that no text can imitate the end of its own message, or the beginning of another one.
function toJsonLine({ seq, name, text }: TranscriptLine, shownText = withoutInvisible(text)): string {
  return JSON.stringify({ n: seq, from: withoutInvisible(name), text: shownText });
}

/**
 * Returns the line of a message, with its text truncated if the line has more than `maxCost` tokens. The cost of a line is the number of its tokens, plus one for the line end.
 */
function toLineWithin(message: TranscriptLine, maxCost: number): { line: string; cost: number } {
  const line = toJsonLine(message);
  const cost = countTokens(line, maxCost) + 1;
  if (cost <= maxCost) return { line, cost };
  const truncated = toJsonLine(
    message,
    `${truncateToTokens(withoutInvisible(message.text), Math.max(maxCost - 60, 20))} […]`,
  );
  return { line: truncated, cost: countTokens(truncated) + 1 };
}

/**
 * Returns an upper bound of the number of tokens of the lines: their bytes, plus one for each line end. Much faster
 * than counting tokens.
 */
function countBytes(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function inConversationOrder(chunks: TranscriptChunk[]): TranscriptChunk[] {
  return chunks
    .map(({ messages, lines }) => ({ messages: messages.toReversed(), lines: lines.toReversed() }))
    .toReversed();
}

/**
 * Joins lists of lines. Each list has an equal share of the tokens of a call, and is cut off before the first line that
 * does not fit.
 */
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
