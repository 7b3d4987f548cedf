import { parseLenientJson } from './lenient-json.js';

const valueIn = (text: string) => parseLenientJson(text)?.value;

describe('the lenient JSON parser', () => {
  it('parses well-formed JSON like `JSON.parse`', () => {
    const value = { a: [1, -2.5e3, true, null, { b: 'c "d" \\ é 😀 \n' }], e: {}, f: [], '': '' };
    expect(valueIn(JSON.stringify(value))).toEqual(value);
    expect(valueIn(JSON.stringify(value, null, 2))).toEqual(value);
    expect(valueIn('{"__proto__": {"polluted": true}}')).not.toHaveProperty('polluted');
  });

  it.each([
    ['raw line breaks and tabs', '{"a": "one\n\ttwo\r\nthree"}', { a: 'one\n\ttwo\r\nthree' }],
    ['extra commas', '{"a": [1, 2,, ], }', { a: [1, 2] }],
    ['missing commas', '{"a": [1 2] "b": 3}', { a: [1, 2], b: 3 }],
    ['quotes that are not escaped', '{"a": "She said "no", and left", "b": 1}', { a: 'She said "no", and left', b: 1 }],
    ['escapes that JSON does not define', String.raw`{"a": "don\'t \d"}`, { a: "don't d" }],
    ['literals of other languages', '{"a": None, "b": True}', { a: null, b: true }],
    ['lone surrogates', String.raw`{"a": "x\ud83dy\udc00"}`, { a: 'xy' }],
    ['a byte order mark', '{\uFEFF"a": 1}', { a: 1 }],
  ])('accepts %s', (_, text, value) => {
    expect(parseLenientJson(text)).toMatchObject({ value, isTruncated: false, end: text.length });
  });

  it.each([
    ['{"a": "one tw', { a: 'one tw' }, 'one tw'],
    [String.raw`{"a": "caf\u00`, { a: 'caf' }, 'caf'],
    ['{"a": 12', {}, undefined],
    ['{"a": [{"b": 1}, {"b": 2', { a: [{ b: 1 }] }, undefined],
    ['{"a": {"b": "c', { a: { b: 'c' } }, 'c'],
    ['{"a": [1, 2', { a: [1] }, undefined],
    ['{"a": [1, 2]', { a: [1, 2] }, undefined],
    ['{"a', {}, 'a'],
  ])('returns the complete parts of truncated JSON: %j', (text, value, truncatedString) => {
    expect(parseLenientJson(text)).toMatchObject({ value, isTruncated: true });
    expect(parseLenientJson(text)!.truncatedString).toBe(truncatedString);
  });

  it('returns undefined for text that is not JSON', () => {
    for (const text of ['plain', '{a: 1}', '{"a": b}', '['.repeat(100)]) expect(parseLenientJson(text)).toBe(undefined);
  });
});
