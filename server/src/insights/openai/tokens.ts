import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';

/** The tokenizer is quadratic in a run without a break: so it is given pieces of this many characters. */
const PIECE = 100;
/** What looks like a control token of a model is text here, as everything that people write. */
const AS_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/**
 * At least as many tokens as models of this family count, and a few more for long texts. Others count alike.
 *
 * For the thread alone: half a second before the first.
 *
 * @param enough counting stops soon after so many: the result is then some number above it
 */
export function countTokens(text: string, enough = Infinity): number {
  let tokens = 0;
  for (let start = 0; start < text.length && tokens <= enough; start += PIECE)
    tokens += count(text.slice(start, start + PIECE), AS_TEXT);
  return tokens;
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
