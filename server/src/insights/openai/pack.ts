import type { TranscriptLine } from '../../messages/message.mapper.js';
import { visible } from '../clean-text.js';
import { FARTHEST, type Bounds } from '../summarizer.js';
import { MERGE_INSTRUCTION } from './instruction.js';
import { countTokens, cut } from './tokens.js';

/** A message that can be cited. */
export type Cited = Pick<TranscriptLine, 'id' | 'seq'>;

/** Messages that are read in one call, ascending, and the lines that they are sent as. */
export interface Part {
  readonly messages: Cited[];
  readonly lines: string[];
}

export interface Budget {
  /** Tokens of one call, with the instruction. */
  readonly tokens: number;
  readonly parts: number;
}

/** For markers, and for what a server puts around messages of its own. */
const MARGIN_TOKENS = 60;
/** What is left of a call's tokens for lines. */
const roomOf = (tokens: number) => tokens - countTokens(MERGE_INSTRUCTION) - MARGIN_TOKENS;

/** One message takes at most this share of a part: a single one must not push all others out. */
const LARGEST_SHARE = 1 / 4;

/** Hardly any text has more characters to a token, and no line of a message has fewer tokens than these. */
const CHARACTERS_PER_TOKEN = 8;
const TOKENS_PER_LINE = 8;

/** How much of a conversation a budget can take in, generously: more need not be read from the database. */
export function readable({ tokens, parts }: Budget): Bounds {
  return {
    messages: Math.min(FARTHEST.messages, Math.ceil((tokens * parts) / TOKENS_PER_LINE)),
    characters: Math.min(FARTHEST.characters, tokens * parts * CHARACTERS_PER_TOKEN),
  };
}

/**
 * Packs messages into parts, the newest first, until the budget is used up.
 *
 * @param messages ascending
 * @returns parts in the order of the conversation; what is in none of them is not covered
 */
export function pack(messages: readonly TranscriptLine[], { tokens, parts: most }: Budget): Part[] {
  const all = messages.map((message) => write(message));
  if (bytesOf([MERGE_INSTRUCTION, ...all]) + MARGIN_TOKENS <= tokens)
    return [{ messages: messages.map(toCited), lines: all }];
  const room = roomOf(tokens);
  const parts: Part[] = [];
  let part: Part = { messages: [], lines: [] };
  let left = room;
  for (const message of messages.toReversed()) {
    const { line, cost } = toLine(message, Math.floor(room * LARGEST_SHARE));
    if (cost > left) {
      parts.push(part);
      if (parts.length === most) return inOrder(parts);
      part = { messages: [], lines: [] };
      left = room;
    }
    part.messages.push(toCited(message));
    part.lines.push(line);
    left -= cost;
  }
  return inOrder([...parts, part]);
}

const toCited = ({ id, seq }: TranscriptLine): Cited => ({ id, seq });

// JSON, so that nothing in a text can look like the end of it, or like another message.
function write({ seq, name, text }: TranscriptLine, shown = visible(text)): string {
  return JSON.stringify({ n: seq, from: visible(name), text: shown });
}

function toLine(message: TranscriptLine, largest: number): { line: string; cost: number } {
  const line = write(message);
  const cost = countTokens(line, largest) + 1;
  if (cost <= largest) return { line, cost };
  const shorter = write(message, `${cut(visible(message.text), Math.max(largest - 60, 20))} […]`);
  return { line: shorter, cost: countTokens(shorter) + 1 };
}

/** At least as many as there are tokens, with one for the end of each line. Counted in no time. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}

function inOrder(parts: Part[]): Part[] {
  return parts
    .map(({ messages, lines }) => ({ messages: messages.toReversed(), lines: lines.toReversed() }))
    .toReversed();
}

/** Of several lists of lines as much of each as fits into its even share of a call, from its beginning. */
export function fit(lists: readonly string[][], tokens: number): string[] {
  const share = roomOf(tokens) / lists.length;
  return lists.flatMap((lines) => {
    let left = share;
    return lines.filter((line) => {
      // After the first line that does not fit nothing is counted any more: it takes long.
      if (left >= 0) left -= countTokens(line, left) + 1;
      return left >= 0;
    });
  });
}
