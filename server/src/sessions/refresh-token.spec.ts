import { randomBytes } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { firstToken, hashOf, newestOf, readToken, successorOf, writeToken } from './refresh-token.js';

describe('a refresh token', () => {
  const key = randomBytes(32);
  const first = firstToken(uuid());
  const second = successorOf(first, key);
  const third = successorOf(second, key);

  it('is read as it was written', () => {
    expect(writeToken(first)).toMatch(/^[\w-]{64}$/);
    expect(readToken(writeToken(first))).toEqual(first);
  });

  it.each(['', 'x', 'x'.repeat(63), 'x'.repeat(65), `${'x'.repeat(63)}+`, `${'x'.repeat(64)}\n`, 'x'.repeat(200)])(
    'is not %j',
    (text) => {
      expect(readToken(text)).toBeUndefined();
    },
  );

  it('has 256 random bits, of which no other session has the same', () => {
    const secrets = Array.from({ length: 1000 }, () => firstToken(first.sessionId).secret);

    expect(new Set(secrets.map(({ length }) => length))).toEqual(new Set([32]));
    // Of 32,000 random bytes each value is about 125: one of a counter, or of letters alone, would be far from that.
    const counts = new Uint32Array(256);
    for (const byte of Buffer.concat(secrets)) counts[byte]! += 1;
    expect(Math.min(...counts)).toBeGreaterThan(50);
    expect(Math.max(...counts)).toBeLessThan(250);
    expect(new Set(secrets.map((secret) => secret.toString('hex'))).size).toBe(1000);
  });

  it('leads to the newest one of its session', () => {
    const newest = { key, newestHash: hashOf(third), rotations: 2 };

    expect(newestOf(third, newest)).toEqual({ newest: third, distance: 0 });
    expect(newestOf(second, newest)).toEqual({ newest: third, distance: 1 });
    expect(newestOf(first, newest)).toEqual({ newest: third, distance: 2 });
  });

  it('leads nowhere when it is not of the session, or newer than what is stored', () => {
    const newest = { key, newestHash: hashOf(second), rotations: 1 };

    expect(newestOf(third, newest)).toBeUndefined();
    expect(newestOf(firstToken(first.sessionId), newest)).toBeUndefined();
  });

  it('has another successor in another session and with another key', () => {
    const elsewhere = successorOf({ ...first, sessionId: uuid() }, key);
    const otherKey = successorOf(first, randomBytes(32));

    expect(new Set([second, elsewhere, otherKey].map(({ secret }) => secret.toString('hex'))).size).toBe(3);
  });
});
