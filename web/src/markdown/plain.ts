import { parse } from './blocks.js';
import { visibleText } from './syntax.js';

/** As much of a message as a line shows, in characters. */
const MAX_LENGTH = 200;

/** @returns a message as one line of text, without its markup */
export function plainOf(text: string): string {
  return visibleText(parse(text.slice(0, MAX_LENGTH)))
    .replaceAll(/\s+/g, ' ')
    .trim();
}
