import { Password } from './auth.js';

const faultsOf = (password: string) => Password.safeParse(password).error?.issues.map(({ message }) => message);

describe('a password', () => {
  it.each([
    'Aa1!aa',
    'Ää٣!öö',
    'Aa1aa😀',
    'pass Word 1_',
    'Aa1!'.padEnd(73, 'x'),
    'twelve chars',
    '            ',
    '😀'.repeat(12),
    'x'.repeat(256),
    'é'.repeat(128),
    'e\u0301'.repeat(128),
  ])('%j is valid', (password) => {
    expect(Password.parse(password)).toBe(password);
  });

  it.each([
    '',
    'Aa1!a',
    'aa1!aa',
    'AA1!AA',
    'Aab!aa',
    'Aa1aaa',
    'Aa1 aaa',
    '😀'.repeat(11),
    'Aa1!😀',
    'Aa1!e\u0301',
    'elevenchars',
  ])('%j is invalid, and rejected with exactly one message', (password) => {
    expect(faultsOf(password)).toEqual([
      expect.stringMatching(/^must have at least 6 characters, including .*, or at least 12 characters of any kind$/),
    ]);
  });

  it('is not trimmed or changed', () => {
    expect(Password.parse('  Aa1!aa ')).toBe('  Aa1!aa ');
  });

  it('has at most 256 bytes after composition (NFC), without NUL and lone surrogates', () => {
    for (const password of [
      'x'.repeat(257),
      'é'.repeat(129),
      'Aa1!aa\0',
      'Aa1!aa\ud800',
      'x\u0316\u0301'.repeat(100_000),
    ])
      expect(faultsOf(password)).toEqual(['must be at most 256 bytes long in UTF-8, without NUL']);
  });
});
