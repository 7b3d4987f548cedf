import { prose, shorten, visible } from './clean-text.js';

describe('text that is shown', () => {
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
  ])('%j becomes %j', (text, clean) => {
    expect(prose(text)).toBe(clean);
  });

  it('loses what cannot be seen, and keeps emoji and scripts whole', () => {
    expect(visible('a\u200Bb\u202Ec\u{E0041}\u{E0100}d\u00AD')).toBe('abcd');
    expect(visible('👩‍👩‍👧 ❤️ 👍🏽 می‌خواهم')).toBe('👩‍👩‍👧 ❤️ 👍🏽 می‌خواهم');
    expect(visible('\u200D\u200C \u200D.')).toBe(' .');
  });

  it('is cut at the end of a sentence, and within one only where the first is too long', () => {
    expect(shorten('One two three. Four five six. Seven.', 6)).toBe('One two three. Four five six.');
    expect(shorten('One two three four five.', 3)).toBe('One two three…');
    expect(shorten('短い文です。', 50)).toBe('短い文です。');
    expect(shorten('a'.repeat(5000), 10)).toBe(`${'a'.repeat(200)}…`);
  });
});
