import { fitting, jsonTextBytes } from './json-size.js';

describe('the size of a text in JSON', () => {
  it.each(['', 'plain ~ text', '"', '\\', 'two\nlines', '\u0001\u007f', 'é', '漢', '😀', '\u2028'])(
    'of %j is what it takes when it is written',
    (text) => {
      expect(jsonTextBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
    },
  );
});

describe('what fits', () => {
  const identity = (size: number) => size;

  it('is as many of the first as come to so many bytes', () => {
    expect(fitting([3, 4, 5], 12, identity)).toEqual({ fit: [3, 4, 5], bytes: 12 });
    expect(fitting([3, 4, 5], 11, identity)).toEqual({ fit: [3, 4], bytes: 7 });
    expect(fitting([3, 9, 1], 5, identity)).toEqual({ fit: [3], bytes: 3 });
    expect(fitting([], 5, identity)).toEqual({ fit: [], bytes: 0 });
  });

  it('is at least one, however large', () => {
    expect(fitting([9, 1], 5, identity)).toEqual({ fit: [9], bytes: 9 });
  });
});
