import { isStorable } from './text-rules.js';
import { text } from './text.js';

const messagesOf = (value: unknown, schema = text(1, 3)) =>
  schema.safeParse(value).error?.issues.map((issue) => issue.message);

describe('text', () => {
  it('is trimmed, then counted in characters', () => {
    expect(text(1, 3).parse('  a b  ')).toBe('a b');
    expect(text(1, 3).parse('😀😀😀')).toBe('😀😀😀');
    expect(text(1, 3).parse('\u00a0é\u3000')).toBe('é');
    expect(messagesOf('😀😀😀😀')).toEqual(['must be 1 to 3 characters long']);
    expect(messagesOf('   ')).toEqual(['must be 1 to 3 characters long']);
    expect(messagesOf('abcd', text(0, 3))).toEqual(['must be at most 3 characters long']);
    expect(text(0, 3).parse(' ')).toBe('');
  });

  it('rejects characters that PostgreSQL cannot store', () => {
    for (const value of ['a\0', '\ud800', 'a\udc00', '\udc00\ud800']) {
      expect(messagesOf(value)).toEqual(['must be well-formed Unicode without NUL']);
      expect(isStorable(value)).toBe(false);
    }
    for (const value of ['\u0001\u001f', '\ufffd', '\u{10ffff}', '\ud83d\ude00']) expect(isStorable(value)).toBe(true);
  });

  it('rejects values that are not strings', () => {
    for (const value of [1, null, undefined, {}, ['a'], { toString: () => 'a' }]) {
      expect(text(1, 3).safeParse(value).success).toBe(false);
    }
  });
});
