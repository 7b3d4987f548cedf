import { parseRedisUrl, placeInWords } from './redis-url.js';

const place = (url: string) => parseRedisUrl(url);

test('one server, with TLS, a user and a database if need be', () => {
  expect(place('redis://localhost')).toEqual({
    kind: 'standalone',
    tls: false,
    hosts: [{ host: 'localhost', port: 6379 }],
  });
  expect(place('rediss://me:p%40ss@[::1]:7000/2')).toEqual({
    kind: 'standalone',
    tls: true,
    username: 'me',
    password: 'p@ss',
    hosts: [{ host: '::1', port: 7000 }],
    database: 2,
  });
  expect(place('redis://:secret@host')).toMatchObject({ password: 'secret' });
  expect(place('redis://me:with:colon@host')).toMatchObject({ username: 'me', password: 'with:colon' });
  expect(place('redis://:secret@host')).not.toHaveProperty('username');
});

test('a cluster by some of its nodes, and a master by its sentinels', () => {
  expect(place('redis+cluster://:secret@one:7000,two:7001')).toEqual({
    kind: 'cluster',
    tls: false,
    password: 'secret',
    hosts: [
      { host: 'one', port: 7000 },
      { host: 'two', port: 7001 },
    ],
  });
  expect(place('rediss+sentinel://one,two:26380/main')).toEqual({
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
])('%s is no address of a Redis', (url) => {
  expect(place(url)).toBeUndefined();
});

test('what is shown to people has no password', () => {
  expect(placeInWords(place('redis://me:secret@host')!)).toBe('Redis at host:6379');
  expect(placeInWords(place('redis+cluster://:secret@one,two')!)).toBe('Redis Cluster at one:6379, two:6379');
  expect(placeInWords(place('redis+sentinel://:secret@one/main')!)).toBe('Redis "main" of the sentinels at one:26379');
});
