import { tokensOf } from './highlighter.js';
import { LANGUAGES } from './languages.js';

const coloured = (text: string, language: string) =>
  tokensOf(text, language).map(({ start, end, kind }) => [kind, text.slice(start, end)]);

describe('the highlighter', () => {
  it('supports every language in LANGUAGES', () => {
    for (const language of LANGUAGES) expect(() => tokensOf('x', language)).not.toThrow();
  });

  it('returns tokens with their positions in the text', () => {
    expect(coloured('// note\nconst a = "b" + 12;', 'ts')).toEqual([
      ['comment', '// note'],
      ['keyword', 'const'],
      ['string', '"b"'],
      ['number', '12'],
    ]);
    expect(coloured('{ "a": 2 }', 'json')).toEqual([
      ['type', '"a"'],
      ['number', '2'],
    ]);
  });

  it('does not colour an expression inside a string as a string', () => {
    expect(coloured('`a${b}c`', 'js').filter(([, text]) => text === '${b}')).toEqual([]);
  });

  it('returns tokens in order and without overlap for any text', () => {
    for (const language of LANGUAGES) {
      const text = '<a b="c">\n{"d": [1, \'e\', /*f*/ `g${h}`]} # i\r\n\u200b😀 $j @k --l "m'.repeat(20);
      let last = 0;
      for (const { start, end } of tokensOf(text, language)) {
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        last = end;
      }
      expect(last).toBeLessThanOrEqual(text.length);
    }
  });
});
