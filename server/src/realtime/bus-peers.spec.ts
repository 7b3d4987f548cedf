import { BusPeers } from './bus-peers.js';

/** Peers on a clock of their own, and all that they say and do. */
function setUp() {
  const said = { asked: [] as string[], passed: [] as string[], dropped: 0, lost: 0 };
  const clock = { now: 0 };
  const peers = new BusPeers(
    (peer) => said.asked.push(peer),
    (count) => (said.dropped += count),
    () => (said.lost += 1),
    () => clock.now,
  );
  const hear = (sender: string, count: number, length = 10) =>
    peers.receive({ sender, count, length, pass: (novelty) => said.passed.push(`${sender}${count} ${novelty}`) });
  return { peers, said, clock, hear };
}

test('messages of a node that is not known wait until it has answered', () => {
  const { peers, said, hear } = setUp();
  hear('a', 7);
  hear('a', 8);
  expect(said).toMatchObject({ asked: ['a'], passed: [] });
  expect(peers.answered('a', 1, 5)).toBe(true);
  hear('a', 9);
  expect(said.passed).toEqual(['a7 new', 'a8 new', 'a9 new']);
});

test('what was recorded before the floor of the answer is not new, and nothing is new twice', () => {
  const { peers, said, hear } = setUp();
  hear('a', 3);
  hear('a', 7);
  peers.answered('a', 1, 5);
  hear('a', 7);
  hear('a', 4);
  expect(said.passed).toEqual(['a3 late', 'a7 new', 'a7 again', 'a4 late']);
});

test('an answer counts only while its question is open, also when it is slow', () => {
  const { peers, said, clock, hear } = setUp();
  hear('a', 7);
  expect([peers.answered('a', 2, 0), peers.answered('b', 1, 0)]).toEqual([false, false]);
  clock.now = 2500;
  hear('a', 8);
  expect(said.asked).toEqual(['a', 'a']);
  expect(peers.answered('a', 1, 0)).toBe(true);
  expect(peers.answered('a', 2, 0)).toBe(false);
  expect(said.passed).toEqual(['a7 new', 'a8 new']);
});

test('an answer that is recorded and published again proves nothing', () => {
  const { peers, said, clock, hear } = setUp();
  hear('a', 7);
  peers.answered('a', 1, 0);
  clock.now = 61_000;
  peers.sweep();
  hear('a', 7);
  expect(peers.answered('a', 1, 0)).toBe(false);
  clock.now = 72_000;
  peers.sweep();
  expect(said).toMatchObject({ asked: ['a', 'a'], passed: ['a7 new'], dropped: 1 });
});

test('a node that talks is asked again before its proof expires, and then nothing waits', () => {
  const { peers, said, clock, hear } = setUp();
  hear('a', 1);
  peers.answered('a', 1, 0);
  clock.now = 16_000;
  hear('a', 2);
  expect(said).toMatchObject({ asked: ['a', 'a'], passed: ['a1 new', 'a2 new'] });
  peers.answered('a', 2, 0);
  clock.now = 40_000;
  hear('a', 3);
  expect(said.passed).toHaveLength(3);
});

test('a node whose proof has expired waits again, and what it said before stays known', () => {
  const { peers, said, clock, hear } = setUp();
  hear('a', 1);
  peers.answered('a', 1, 0);
  clock.now = 31_000;
  hear('a', 1);
  hear('a', 2);
  expect(said.passed).toEqual(['a1 new']);
  peers.answered('a', 2, 0);
  expect(said.passed).toEqual(['a1 new', 'a1 again', 'a2 new']);
});

test('memory is bounded, and who may have missed something is told when a node that lives has answered', () => {
  const { peers, said, hear } = setUp();
  for (let number = 0; number < 1000; number += 1) hear(`gone${number}`, 1, 200_000);
  expect(said.dropped).toBeGreaterThanOrEqual(900);
  hear('a', 1, 8_000_000);
  expect([said.passed, said.lost]).toEqual([[], 0]);
  peers.answered('a', said.asked.length, 0);
  expect(said.lost).toBe(1);
  hear('a', 2);
  expect(said.passed).toEqual(['a2 new']);
});
