import { Lexer, type Token, type Tokens } from 'marked';

/** Deeper than anybody means it; and the lexer calls itself for every level. */
const MOST_NESTED = /^(?:[ \t]*(?:>|[-*+]|\d+[.)])[ \t]*){8}|[[\]*_~(]{24}/m;

/** What is meant by a message that is written as Markdown; where that cannot be told, its words. */
export function parse(text: string): Token[] {
  if (MOST_NESTED.test(text)) return [plain(text)];
  try {
    return new Lexer({ gfm: true, breaks: true }).lex(text);
  } catch {
    return [plain(text)];
  }
}

const plain = (text: string): Tokens.Text => ({ type: 'text', raw: text, text, escaped: false });
