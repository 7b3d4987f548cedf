import type { MarkedToken, Token } from 'marked';
import { parse } from './parse.js';

/** As much of a message as a line shows. */
const MOST = 200;

/** A message as one line of words, without its formatting. */
export function plainOf(text: string): string {
  return wordsOf(parse(text.slice(0, MOST)))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function wordsOf(tokens: readonly Token[]): string {
  return tokens.map((token) => wordsIn(token as MarkedToken)).join('');
}

function wordsIn(token: MarkedToken): string {
  switch (token.type) {
    case 'list':
      return token.items.map((item) => `${wordsOf(item.tokens)} `).join('');
    case 'table':
      return [token.header, ...token.rows]
        .flat()
        .map((cell) => `${wordsOf(cell.tokens)} `)
        .join('');
    case 'paragraph':
    case 'heading':
    case 'blockquote':
      return `${wordsOf(token.tokens)} `;
    case 'br':
    case 'space':
    case 'hr':
      return ' ';
    case 'html':
      return token.raw;
    default:
      return 'tokens' in token && token.tokens ? wordsOf(token.tokens) : 'text' in token ? token.text : token.raw;
  }
}
