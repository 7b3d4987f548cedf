import { isHashable, Password } from './auth.js';

describe('a password', () => {
  it.each(['Aa1!aa', 'Ää٣!öö', 'Aa1aa😀', 'pass Word 1_', 'Aa1!'.padEnd(72, 'x'), `Aa1!${'é'.repeat(34)}`])(
    'may be %j',
    (password) => {
      expect(Password.parse(password)).toBe(password);
    },
  );

  it.each(['', 'Aa1!a', 'aa1!aa', 'AA1!AA', 'Aab!aa', 'Aa1aaa', 'Aa1 aaa', '😀😀😀😀😀😀', 'Aa1!😀'])(
    'may not be %j, and says why once',
    (password) => {
      expect(Password.safeParse(password).error?.issues.map((issue) => issue.message)).toEqual([
        expect.stringMatching(/^must have at least 6 characters/),
      ]);
    },
  );

  it('is kept as it is typed, spaces and all', () => {
    expect(Password.parse('  Aa1!aa ')).toBe('  Aa1!aa ');
  });

  it('is no longer than what bcrypt hashes', () => {
    for (const password of ['Aa1!'.padEnd(73, 'x'), `Aa1!${'é'.repeat(34)}x`, 'Aa1!aa\0', 'Aa1!aa\ud800']) {
      expect(isHashable(password)).toBe(false);
      expect(Password.safeParse(password).error?.issues).toHaveLength(1);
    }
    expect(isHashable('')).toBe(true);
  });
});
