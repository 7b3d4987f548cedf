import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';

/** Longer pieces cost the tokenizer more than their share: it is quadratic in a run without a break. */
const PIECE = 100;

let encoder: Tiktoken | undefined;

/**
 * At least as many tokens as models of this family count, and a few more for long texts. Others count alike.
 *
 * For the thread alone: half a second before the first, and a second for a long message without a space.
 */
export function countTokens(text: string): number {
  encoder ??= new Tiktoken(o200k);
  let count = 0;
  for (let start = 0; start < text.length; start += PIECE)
    count += encoder.encode(text.slice(start, start + PIECE), [], []).length;
  return count;
}

/** The first part of a text that has at most so many tokens. */
export function cut(text: string, maxTokens: number): string {
  let kept = 0;
  for (let left = maxTokens; kept < text.length; kept += PIECE) {
    left -= countTokens(text.slice(kept, kept + PIECE));
    if (left < 0) break;
  }
  return text.slice(0, kept).toWellFormed();
}
