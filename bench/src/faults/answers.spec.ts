import { judge } from './answers.js';
import type { Send } from './person.js';

const send = (values: Partial<Send>): Send => ({
  id: 'a message',
  from: 'one',
  to: 'other',
  at: 10_000,
  waitedMs: 20,
  fate: 'stored',
  ...values,
});
/** Held from 9 to 17 s; a send between these two may wait for it. */
const row = { since: 9000, until: 17_000, concerns: ({ from, to }: Send) => from === 'one' && to === 'other' };

test('a send that was never answered counts, unless its connection was lost', () => {
  const { unanswered, longest } = judge([
    send({ id: 'ignored', fate: 'unanswered', waitedMs: 18_000 }),
    send({ id: 'cut off', fate: 'lost', waitedMs: 19_000 }),
    send({ id: 'refused', fate: 'retryable', waitedMs: 300 }),
  ]);
  expect(unanswered).toEqual(['ignored']);
  expect(longest).toBe(18);
});

test('a refusal that no retry mends is wrong, one that says to try again is not', () => {
  const { wrong } = judge([send({ fate: 'retryable' }), send({ id: 'two', fate: 'refused', problem: 'some.code' })]);
  expect(wrong).toEqual(['two was refused: some.code']);
});

test('during a lock, what does not concern its row is answered within a second, and what does within five', () => {
  const { wrong, locked } = judge(
    [
      send({ id: 'in time', waitedMs: 4900 }),
      send({ id: 'late', waitedMs: 5100 }),
      send({ id: 'elsewhere, in time', to: 'third', waitedMs: 900 }),
      send({ id: 'elsewhere, late', to: 'third', waitedMs: 1100 }),
    ],
    row,
  );
  expect(wrong).toEqual(['late waited 5.1 s for the locked row', 'elsewhere, late waited 1.1 s beside a locked row']);
  expect(locked).toEqual({ beside: 1.1, inside: 5.1 });
});

test('what was answered before a lock, or sent after it, is not held to its limits', () => {
  const sends = [send({ at: 7000, waitedMs: 1999, to: 'third' }), send({ at: 17_001, waitedMs: 6000 })];
  expect(judge(sends, row)).toMatchObject({ wrong: [], locked: { beside: 0, inside: 0 } });
});
