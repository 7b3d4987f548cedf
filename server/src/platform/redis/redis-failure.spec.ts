import { explainRedisFailure } from './redis-failure.js';
import { parseRedisUrl } from './redis-url.js';

test('the explanation of a failure does not contain the password, even if Redis repeats it', () => {
  const address = parseRedisUrl('redis://hub:a%20long%20password@host')!;
  const echo = new Error(
    'ERR unknown command `HELLO`, with args beginning with: `3`, `AUTH`, `hub`, `a long password`, ',
  );
  for (const error of [echo, new Error('Failed', { cause: echo }), new AggregateError([echo])]) {
    const { message } = explainRedisFailure(error, address);
    expect(message).toContain('is too old');
    expect(message).not.toContain('a long password');
  }
});
