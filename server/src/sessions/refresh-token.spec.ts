import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { firstToken, hashOf, findNewest, decodeToken, successorOf, encodeToken } from './refresh-token.js';

describe('a refresh token', () => {
  const key = randomBytes(32);
  const first = firstToken(uuid());
  const second = successorOf(first, key);
  const third = successorOf(second, key);

  it('is unchanged after encoding and decoding', () => {
    expect(encodeToken(first)).toMatch(/^[\w-]{64}$/);
    expect(decodeToken(encodeToken(first))).toEqual(first);
  });

  it.each(['', 'x', 'x'.repeat(63), 'x'.repeat(65), `${'x'.repeat(63)}+`, `${'x'.repeat(64)}\n`, 'x'.repeat(200)])(
    'is not decoded from %j',
    (text) => {
      expect(decodeToken(text)).toBeUndefined();
    },
  );

  it('has a random 256-bit secret that differs between sessions', () => {
    const secrets = Array.from({ length: 1000 }, () => firstToken(first.sessionId).secret);

    expect(new Set(secrets.map(({ length }) => length))).toEqual(new Set([32]));
    // Each byte value occurs about 125 times in 32,000 random bytes. The bytes of a counter, or of letters only, would
    // have a very different distribution.
    const counts = new Uint32Array(256);
    for (const byte of Buffer.concat(secrets)) counts[byte]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(250);
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1000);
  });

  it('yields the newest token of its session, and how many renewals lie between the two', () => {
    const newest = { key, newestHash: hashOf(third), rotations: 2 };

    expect(findNewest(third, newest)).toEqual({ newest: third, distance: 0 });
    expect(findNewest(second, newest)).toEqual({ newest: third, distance: 1 });
    expect(findNewest(first, newest)).toEqual({ newest: third, distance: 2 });
  });

  it('yields no newest token when it is of another session, or newer than the stored hash', () => {
    const newest = { key, newestHash: hashOf(second), rotations: 1 };

    expect(findNewest(third, newest)).toBeUndefined();
    expect(findNewest(firstToken(first.sessionId), newest)).toBeUndefined();
  });

  it('has a different successor in another session, and with another key', () => {
    const inOtherSession = successorOf({ ...first, sessionId: uuid() }, key);
    const withOtherKey = successorOf(first, randomBytes(32));

    expect(new Set([second, inOtherSession, withOtherKey].map(({ secret }) => secret.toString('hex'))).size).toBe(3);
  });
});
