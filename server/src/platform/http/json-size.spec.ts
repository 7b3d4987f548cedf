import { itemsThatFit, jsonTextBytes } from './json-size.js';

describe('the size of a text in JSON', () => {
  it.each(['', 'plain ~ text', '"', '\\', 'two\nlines', '\u0001\u007f', 'é', '漢', '😀', '\u2028'])(
    'of %j equals the number of bytes of its JSON',
    (text) => {
      expect(jsonTextBytes(text)).toBe(Buffer.byteLength(JSON.stringify(text)));
    },
  );
});

describe('the items that fit into a size limit', () => {
  const identity = (size: number) => size;

  it('are the first ones whose total size is within the limit', () => {
    expect(itemsThatFit([3, 4, 5], 12, identity)).toEqual({ fit: [3, 4, 5], bytes: 12 });
    expect(itemsThatFit([3, 4, 5], 11, identity)).toEqual({ fit: [3, 4], bytes: 7 });
    expect(itemsThatFit([3, 9, 1], 5, identity)).toEqual({ fit: [3], bytes: 3 });
    expect(itemsThatFit([], 5, identity)).toEqual({ fit: [], bytes: 0 });
  });

  it('are at least one, however large it is', () => {
    expect(itemsThatFit([9, 1], 5, identity)).toEqual({ fit: [9], bytes: 9 });
  });
});
