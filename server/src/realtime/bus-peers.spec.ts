import { BusPeers } from './bus-peers.js';

/** Creates a `BusPeers` with a clock that the test sets, and a log of its challenges, deliveries and losses. */
function setUp() {
  const log = { challenged: [] as string[], delivered: [] as string[], dropped: 0, losses: 0 };
  const clock = { now: 0 };
  const peers = new BusPeers(
    (peer) => log.challenged.push(peer),
    (count) => (log.dropped += count),
    () => (log.losses += 1),
    () => clock.now,
  );
  const receive = (sender: string, number: number, length = 10) =>
    peers.receive({
      sender,
      number,
      length,
      deliver: (verdict) => log.delivered.push(`${sender}${number} ${verdict}`),
    });
  return { peers, log, clock, receive };
}

test('messages of an unknown node are queued until the node has responded to the challenge', () => {
  const { peers, log, receive } = setUp();
  receive('a', 7);
  receive('a', 8);
  expect(log).toMatchObject({ challenged: ['a'], delivered: [] });
  expect(peers.acceptResponse('a', 1, 5)).toBe(true);
  receive('a', 9);
  expect(log.delivered).toEqual(['a7 new', 'a8 new', 'a9 new']);
});

test('a message with a number up to the staleUpTo of the response is stale, and no message is new twice', () => {
  const { peers, log, receive } = setUp();
  receive('a', 3);
  receive('a', 7);
  peers.acceptResponse('a', 1, 5);
  receive('a', 7);
  receive('a', 4);
  expect(log.delivered).toEqual(['a3 stale', 'a7 new', 'a7 duplicate', 'a4 stale']);
});

test('a slow response of a node to a challenge is accepted, but not a second response, nor one without a challenge', () => {
  const { peers, log, clock, receive } = setUp();
  receive('a', 7);
  expect([peers.acceptResponse('a', 2, 0), peers.acceptResponse('b', 1, 0)]).toEqual([false, false]);
  clock.now = 2500;
  receive('a', 8);
  expect(log.challenged).toEqual(['a', 'a']);
  expect(peers.acceptResponse('a', 1, 0)).toBe(true);
  expect(peers.acceptResponse('a', 2, 0)).toBe(false);
  expect(log.delivered).toEqual(['a7 new', 'a8 new']);
});

test('a replayed response to an earlier challenge is refused', () => {
  const { peers, log, clock, receive } = setUp();
  receive('a', 7);
  peers.acceptResponse('a', 1, 0);
  clock.now = 61_000;
  peers.sweep();
  receive('a', 7);
  expect(peers.acceptResponse('a', 1, 0)).toBe(false);
  clock.now = 72_000;
  peers.sweep();
  expect(log).toMatchObject({ challenged: ['a', 'a'], delivered: ['a7 new'], dropped: 1 });
});

test('a node that sends messages is challenged again before its proof expires, so that its messages are not queued', () => {
  const { peers, log, clock, receive } = setUp();
  receive('a', 1);
  peers.acceptResponse('a', 1, 0);
  clock.now = 16_000;
  receive('a', 2);
  expect(log).toMatchObject({ challenged: ['a', 'a'], delivered: ['a1 new', 'a2 new'] });
  peers.acceptResponse('a', 2, 0);
  clock.now = 40_000;
  receive('a', 3);
  expect(log.delivered).toHaveLength(3);
});

test('messages of a node whose proof has expired are queued again, and replays of earlier messages are still duplicates', () => {
  const { peers, log, clock, receive } = setUp();
  receive('a', 1);
  peers.acceptResponse('a', 1, 0);
  clock.now = 31_000;
  receive('a', 1);
  receive('a', 2);
  expect(log.delivered).toEqual(['a1 new']);
  peers.acceptResponse('a', 2, 0);
  expect(log.delivered).toEqual(['a1 new', 'a1 duplicate', 'a2 new']);
});

test('the number of nodes and of queued characters is bounded; after a drop, the next response reports a possible loss', () => {
  const { peers, log, receive } = setUp();
  for (let number = 0; number < 1000; number += 1) receive(`gone${number}`, 1, 200_000);
  expect(log.dropped).toBeGreaterThanOrEqual(900);
  receive('a', 1, 8_000_000);
  expect([log.delivered, log.losses]).toEqual([[], 0]);
  peers.acceptResponse('a', log.challenged.length, 0);
  expect(log.losses).toBe(1);
  receive('a', 2);
  expect(log.delivered).toEqual(['a2 new']);
});
