import type { Message } from '@smart-hub/contract/messages';
import { visible } from '../clean-text.js';
import { countTokens, cut, slicer } from './tokens.js';

/** Messages that are read in one call, ascending, and the lines that they are sent as. */
export interface Part {
  readonly messages: Message[];
  readonly lines: string[];
}

export interface Budget {
  /** Tokens that the lines of one part may have. */
  readonly tokens: number;
  readonly parts: number;
}

/** One message takes at most this share of a part: a single one must not push all others out. */
const LARGEST_SHARE = 1 / 4;

/**
 * Packs messages into parts, the newest first, until the budget is used up.
 *
 * @param messages ascending
 * @returns parts in the order of the conversation; what is in none of them is not covered
 */
export async function pack(messages: readonly Message[], { tokens, parts: most }: Budget): Promise<Part[]> {
  const parts: Part[] = [];
  let part: Part = { messages: [], lines: [] };
  let left = tokens;
  const breathe = slicer();
  for (const message of messages.toReversed()) {
    await breathe();
    const { line, cost } = toLine(message, Math.floor(tokens * LARGEST_SHARE));
    if (cost > left) {
      parts.push(part);
      if (parts.length === most) return inOrder(parts);
      part = { messages: [], lines: [] };
      left = tokens;
    }
    part.messages.push(message);
    part.lines.push(line);
    left -= cost;
  }
  return inOrder([...parts, part]);
}

// JSON, so that nothing in a text can look like the end of it, or like another message.
function toLine({ seq, sender, content }: Message, largest: number): { line: string; cost: number } {
  const write = (text: string) => JSON.stringify({ n: seq, from: visible(sender.name), text });
  const line = write(visible(content));
  const cost = countTokens(line) + 1;
  if (cost <= largest) return { line, cost };
  const shorter = write(`${cut(visible(content), Math.max(largest - 60, 20))} […]`);
  return { line: shorter, cost: countTokens(shorter) + 1 };
}

function inOrder(parts: Part[]): Part[] {
  return parts
    .map(({ messages, lines }) => ({ messages: messages.toReversed(), lines: lines.toReversed() }))
    .toReversed();
}
