import type { Said } from '../../messages/message.mapper.js';
import { visible } from '../clean-text.js';
import { MERGE_INSTRUCTION } from './instruction.js';
import { countTokens, cut } from './tokens.js';

/** Messages that are read in one call, ascending, and the lines that they are sent as. */
export interface Part {
  readonly messages: Said[];
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

/**
 * Packs messages into parts, the newest first, until the budget is used up.
 *
 * @param messages ascending
 * @returns parts in the order of the conversation; what is in none of them is not covered
 */
export function pack(messages: readonly Said[], { tokens, parts: most }: Budget): Part[] {
  const all = messages.map((message) => write(message));
  if (bytesOf([MERGE_INSTRUCTION, ...all]) + MARGIN_TOKENS <= tokens) return [{ messages: [...messages], lines: all }];
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
    part.messages.push(message);
    part.lines.push(line);
    left -= cost;
  }
  return inOrder([...parts, part]);
}

// JSON, so that nothing in a text can look like the end of it, or like another message.
function write({ seq, name, text }: Said, shown = visible(text)): string {
  return JSON.stringify({ n: seq, from: visible(name), text: shown });
}

function toLine(message: Said, largest: number): { line: string; cost: number } {
  const line = write(message);
  const cost = countTokens(line) + 1;
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
      left -= countTokens(line) + 1;
      return left >= 0;
    });
  });
}
