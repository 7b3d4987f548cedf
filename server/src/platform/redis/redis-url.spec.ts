import { parseRedisUrl, describeRedisAddress } from './redis-url.js';

const parse = (url: string) => parseRedisUrl(url);

test('the URL of one server may have TLS, a user, a password and a database', () => {
  expect(parse('redis://localhost')).toEqual({
    kind: 'standalone',
    tls: false,
    hosts: [{ host: 'localhost', port: 6379 }],
  });
  expect(parse('rediss://me:p%40ss@[::1]:7000/2')).toEqual({
    kind: 'standalone',
    tls: true,
    username: 'me',
    password: 'p@ss',
    hosts: [{ host: '::1', port: 7000 }],
    database: 2,
  });
  expect(parse('redis://:secret@host')).toMatchObject({ password: 'secret' });
  expect(parse('redis://me:with:colon@host')).toMatchObject({ username: 'me', password: 'with:colon' });
  expect(parse('redis://:secret@host')).not.toHaveProperty('username');
});

test('the URL of a cluster names some of its nodes, and the URL of a master names its sentinels', () => {
  expect(parse('redis+cluster://:secret@one:7000,two:7001')).toEqual({
    kind: 'cluster',
    tls: false,
    password: 'secret',
    hosts: [
      { host: 'one', port: 7000 },
      { host: 'two', port: 7001 },
    ],
  });
  expect(parse('rediss+sentinel://one,two:26380/main')).toEqual({
    kind: 'sentinel',
    tls: true,
    name: 'main',
    hosts: [
      { host: 'one', port: 26_379 },
      { host: 'two', port: 26_380 },
    ],
  });
});

test.each([
  'redis',
  'http://localhost',
  'redis://',
  'redis://one,two',
  'redis://host:99999',
  'redis://host/name',
  'redis+sentinel://one',
  'redis+cluster://one,',
  'redis+cluster://one/name',
  'redis://:100%@host',
])('%s is refused as the URL of a Redis', (url) => {
  expect(parse(url)).toBeUndefined();
});

test('the description of an address does not contain the password', () => {
  expect(describeRedisAddress(parse('redis://me:secret@host')!)).toBe('Redis at host:6379');
  expect(describeRedisAddress(parse('redis+cluster://:secret@one,two')!)).toBe('Redis Cluster at one:6379, two:6379');
  expect(describeRedisAddress(parse('redis+sentinel://:secret@one/main')!)).toBe(
    'Redis "main" of the sentinels at one:26379',
  );
});
