import { parse } from './blocks.js';
import { visibleText } from './syntax.js';

/** How many characters of the source are converted at most: one line does not show more. */
const MAX_LENGTH = 200;

/** Converts a message to one line of plain text without markup. */
export function plainTextOf(text: string): string {
  return visibleText(parse(text.slice(0, MAX_LENGTH)))
    .replaceAll(/\s+/g, ' ')
    .trim();
}
