import { countTokens as count } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * Text is tokenized in pieces of this length, because the tokenizer takes time quadratic in the length of a run without
 * spaces.
 */
const PIECE_CHARACTERS = 100;
/** Control tokens of models are counted as ordinary text, because participants may have written them. */
const AS_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/**
 * Counts the tokens of a text: at least as many as models with this encoding (`o200k_base`) count, and a few more for
 * long texts. Other models have similar counts.
 *
 * To be called only in the worker thread, because counting is slow. Loading the tokenizer takes half a second.
 *
 * @param enough counting stops soon after this number; the result is then some number above `enough`
 */
export function countTokens(text: string, enough = Infinity): number {
  let tokens = 0;
  for (let start = 0; start < text.length && tokens <= enough; start += PIECE_CHARACTERS)
    tokens += count(text.slice(start, start + PIECE_CHARACTERS), AS_TEXT);
  return tokens;
}

/** Truncates a text to at most `maxTokens` tokens. */
export function truncateToTokens(text: string, maxTokens: number): string {
  let kept = 0;
  for (let remaining = maxTokens; kept < text.length; kept += PIECE_CHARACTERS) {
    remaining -= countTokens(text.slice(kept, kept + PIECE_CHARACTERS));
    if (remaining < 0) break;
  }
  return text.slice(0, kept).toWellFormed();
}
