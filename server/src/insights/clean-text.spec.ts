import { toPlainText, truncateWords, withoutInvisible } from './clean-text.js';

describe('cleaning text', () => {
  it.each([
    ['![pixel](https://evil.example/p.png) Hello', 'pixel Hello'],
    ['See [the plan](https://evil.example/a?b=c) today', 'See the plan today'],
    ['<img src=x onerror=alert(1)> Hi <b>there</b>', 'Hi there'],
    ['Go to www.evil.example/x or evil.example now', 'Go to or now'],
    ['ht[x](y)tps://evil.example', ''],
    ['javascript:alert(1) ok', 'ok'],
    ['[[nested](http://a.example)](https://b.example) end', 'nested end'],
    ['evil.shop/pay and evil.zone:8080 but 3.50/month and/or v1.2', 'and but 3.50/month and/or v1.2'],
    ['line\none\u2028two\u0007', 'line one two'],
    ['I paid 3.50 for report.pdf at 10:30.', 'I paid 3.50 for report.pdf at 10:30.'],
  ])('removes links and markup from %j: %j', (text, clean) => {
    expect(toPlainText(text)).toBe(clean);
  });

  it('removes invisible characters, except those that emoji and scripts need', () => {
    expect(withoutInvisible('a\u200Bb\u202Ec\u{E0041}\u{E0100}d\u00AD')).toBe('abcd');
    expect(withoutInvisible('👩‍👩‍👧 ❤️ 👍🏽 می‌خواهم')).toBe('👩‍👩‍👧 ❤️ 👍🏽 می‌خواهم');
    expect(withoutInvisible('\u200D\u200C \u200D.')).toBe(' .');
  });

  it('truncates text at the end of a sentence, or within the first sentence if that is too long', () => {
    expect(truncateWords('One two three. Four five six. Seven.', 6)).toBe('One two three. Four five six.');
    expect(truncateWords('One two three four five.', 3)).toBe('One two three…');
    expect(truncateWords('短い文です。', 50)).toBe('短い文です。');
    expect(truncateWords('a'.repeat(5000), 10)).toBe(`${'a'.repeat(200)}…`);
  });
});
