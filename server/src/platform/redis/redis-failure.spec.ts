import { failureOf } from './redis-failure.js';
import { parseRedisUrl } from './redis-url.js';

test('the password is in no words, though Redis may repeat it', () => {
  const place = parseRedisUrl('redis://hub:a%20long%20password@host')!;
  const echo = new Error(
    'ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `hub`, `a long password`, ',
  );
  for (const error of [echo, new Error('Failed', { cause: echo }), new AggregateError([echo])]) {
    const { words } = failureOf(error, place);
    expect(words).toContain('is too old');
    expect(words).not.toContain('a long password');
  }
});
