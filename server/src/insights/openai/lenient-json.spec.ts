import { readJson } from './lenient-json.js';

const valueOf = (text: string) => readJson(text)?.value;

describe('JSON as models write it', () => {
  it('is what it is, where it is well formed', () => {
    const value = { a: [1, -2.5e3, true, null, { b: 'c "d" \\ é 😀 \n' }], e: {}, f: [], '': '' };
    expect(valueOf(JSON.stringify(value))).toEqual(value);
    expect(valueOf(JSON.stringify(value, null, 2))).toEqual(value);
    expect(valueOf('{"__proto__": {"polluted": true}}')).not.toHaveProperty('polluted');
  });

  it.each([
    ['raw line breaks and tabs', '{"a": "one\n\ttwo\r\nthree"}', { a: 'one\n\ttwo\r\nthree' }],
    ['commas too many', '{"a": [1, 2,, ], }', { a: [1, 2] }],
    ['commas too few', '{"a": [1 2] "b": 3}', { a: [1, 2], b: 3 }],
    ['quotes that are not escaped', '{"a": "She said "no", and left", "b": 1}', { a: 'She said "no", and left', b: 1 }],
    ['escapes of other languages', String.raw`{"a": "don\'t \d"}`, { a: "don't d" }],
    ['literals of other languages', '{"a": None, "b": True}', { a: null, b: true }],
    ['halves of characters', String.raw`{"a": "x\ud83dy\udc00"}`, { a: 'xy' }],
    ['a byte order mark', '{\uFEFF"a": 1}', { a: 1 }],
  ])('may have %s', (_, text, value) => {
    expect(readJson(text)).toMatchObject({ value, isCut: false, end: text.length });
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
  ])('is what is complete of %j', (text, value, cutString) => {
    expect(readJson(text)).toMatchObject({ value, isCut: true });
    expect(readJson(text)!.cutString).toBe(cutString);
  });

  it('is nothing where there is none', () => {
    for (const text of ['plain', '{a: 1}', '{"a": b}', '['.repeat(100)]) expect(readJson(text)).toBe(undefined);
  });
});
