import { isLoopback } from './loopback.js';

test.each(['127.0.0.1', '127.9.8.7', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1', 'localhost', 'LocalHost'])(
  '%s is a loopback address',
  (host) => expect(isLoopback(host)).toBe(true),
);

test.each([
  '127.evil.com',
  '127.0.0.1.nip.io',
  '127.0.0.1.',
  '127.1',
  '127.999.0.1',
  '0127.0.0.1',
  '128.0.0.1',
  '0.0.0.0',
  '::',
  '::2',
  '::ffff:10.0.0.1',
  'localhost.example.com',
  'notlocalhost',
  '',
])('"%s" does not count as a loopback address', (host) => expect(isLoopback(host)).toBe(false));
