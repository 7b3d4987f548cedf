import { Name } from './users.js';

const faultOf = (name: string) => Name.safeParse(name).error?.issues.map(({ message }) => message);
const INVISIBLE = 'must not contain invisible characters';

describe('a name', () => {
  it.each([
    'A',
    'O’Hara-Smith, Jr. (demo)',
    'أنا Иван 明',
    'Nguyễn Thị Ánh',
    'שָׁלוֹם',
    'กิตติ์',
    'क्षितिज',
    'སྒྲོལ་མ',
    'လျှို့',
    'می‌خواهم',
    'ശ്രീ രാജന്\u200d',
    'র\u200cয',
    '👨‍👩‍👧‍👦',
    '❤️‍🔥 1️⃣ 👍🏽',
    '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}',
    '葛\u{E0100}城',
    'a\u0301\u0316\u0317'.normalize(),
    'System Administratorsson',
    'Systema',
    'Smart',
    '😀'.repeat(100),
  ])('%j is valid', (name) => {
    expect(Name.parse(name)).toBe(name.normalize());
  });

  it.each([
    ['  Ana \n', 'Ana'],
    ['\u3000Ana\u00a0\ufeff', 'Ana'],
    ['\u200cAna\u200d \u200c', 'Ana'],
    ['Jo\u0308rg', 'J\u00f6rg'],
    ['\u212bsa', '\u00c5sa'],
    [`${' '.repeat(2000)}Ana`, 'Ana'],
  ])('%j is stored as %j', (typed, stored) => {
    expect(Name.parse(typed)).toBe(stored);
    expect(Name.parse(stored)).toBe(stored);
  });

  it.each([
    ['', 'must be 1 to 100 characters long'],
    [' \u3000\t', 'must be 1 to 100 characters long'],
    ['x'.repeat(101), 'must be 1 to 100 characters long'],
    ['\u0316\u0301'.repeat(100_000), 'must be 1 to 100 characters long'],
    ['A\0', 'must be well-formed Unicode without NUL'],
    ['A\ud83d', 'must be well-formed Unicode without NUL'],
    ['An\na', 'must be on one line, without line breaks'],
    ['An\u0085a', 'must be on one line, without line breaks'],
    ['An\u2028a', 'must be on one line, without line breaks'],
    ['An\ta', 'must not contain control characters'],
    ['An\u009ba', 'must not contain control characters'],
    ['An\u202ea', 'must not contain characters that change the direction of text'],
    ['An\u2066a\u2069', 'must not contain characters that change the direction of text'],
    ['An\u061ca', 'must not contain characters that change the direction of text'],
    ['An\u00a0a', 'must not contain spaces other than the ordinary one (U+0020)'],
    ['An\u2009a', 'must not contain spaces other than the ordinary one (U+0020)'],
    ['山田\u3000太郎', 'must not contain spaces other than the ordinary one (U+0020)'],
    ['An\u2800a', 'must not contain spaces other than the ordinary one (U+0020)'],
    ['An\u200ba', INVISIBLE],
    ['An\u00ada', INVISIBLE],
    ['An\u2060a', INVISIBLE],
    ['An\u3164a', INVISIBLE],
    ['An\u{E0061}a', INVISIBLE],
    ['An\ufe0fa', INVISIBLE],
    ['An\u200d\u200da', INVISIBLE],
    ['An \u200c a', INVISIBLE],
    ['🏴\u{E0067}\u{E0062}', INVISIBLE],
    ['a\u0301\u0301\u0301\u0301', 'must have at most three combining marks on a letter'],
    [`Z${'\u0351\u0351\u0351\u1032'.repeat(3)}`, 'must have at most three combining marks on a letter'],
    [`က${'\u102D'.repeat(7)}`, 'must have at most three combining marks on a letter'],
    [`Z${'\u0903'.repeat(7)}`, 'must have at most three combining marks on a letter'],
    ['a\u0301\u0301\u200d\u0301\u0301', 'must have at most three combining marks on a letter'],
    ['ก็็็็', 'must have at most three combining marks on a letter'],
  ])('%j is rejected: %s', (name, fault) => {
    expect(faultOf(name)).toEqual([fault]);
  });

  it.each([
    '\u200b',
    '\u3164',
    '\uffa0',
    '\u115f',
    '\u2800',
    '\u00ad',
    '\u{E0041}',
    '\ufe0f',
    '\u034f',
    '\u0301',
    '\ue000',
  ])('is rejected as invisible when it consists only of %j', (character) => {
    for (const name of [character, character.repeat(3), `${character} ${character}`])
      expect(faultOf(name)).toEqual(['must contain something visible']);
  });

  it.each([
    'system',
    'SYSTEM',
    ' s.y-s t_e m! ',
    'Ｓｙｓｔｅｍ',
    'sy\u200dstem',
    'ſystem',
    'sýstem',
    '𝐒𝐲𝐬𝐭𝐞𝐦',
    'Ѕуѕтем',
    'Smart Communication Hub',
    'smart-communication-hub',
    'SmartCommunicationHub®',
  ])('%j is reserved', (name) => {
    expect(faultOf(name)).toEqual(['is reserved: choose another one']);
  });
});
