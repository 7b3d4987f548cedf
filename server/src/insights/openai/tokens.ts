import { setImmediate as nextTurn } from 'node:timers/promises';
import { Tiktoken } from 'js-tiktoken/lite';
import o200k from 'js-tiktoken/ranks/o200k_base';

/** Longer pieces cost the tokenizer more than their share: it is quadratic in a run without a break. */
const PIECE = 200;
const SLICE_MS = 8;

let encoder: Tiktoken | undefined;

/** At most as many tokens as models of this family count, and a few more for long texts. Others count alike. */
export function countTokens(text: string): number {
  // A few megabytes, and most servers never need them.
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

/** Lets everything else have its turn, when the last one was long ago. */
export function slicer(): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < SLICE_MS) return;
    await nextTurn();
    started = performance.now();
  };
}
