import { checkResponses } from './responses.js';
import type { Send } from './clients.js';

const send = (values: Partial<Send>): Send => ({
  id: 'a message',
  from: 'one',
  to: 'other',
  at: 10_000,
  waitedMs: 20,
  outcome: 'stored',
  ...values,
});
/** Locked from 9 to 17 s; it affects sends from "one" to "other". */
const row = { since: 9000, until: 17_000, affects: ({ from, to }: Send) => from === 'one' && to === 'other' };

test('a send without a response counts as unanswered, unless its connection was lost', () => {
  const { unanswered, longest } = checkResponses([
    send({ id: 'ignored', outcome: 'unanswered', waitedMs: 18_000 }),
    send({ id: 'cut off', outcome: 'lost', waitedMs: 19_000 }),
    send({ id: 'refused', outcome: 'retryable', waitedMs: 300 }),
  ]);
  expect(unanswered).toEqual(['ignored']);
  expect(longest).toBe(18);
});

test('a refusal that is not retryable is reported, a retryable one is not', () => {
  const { wrong } = checkResponses([
    send({ outcome: 'retryable' }),
    send({ id: 'two', outcome: 'refused', problem: 'some.code' }),
  ]);
  expect(wrong).toEqual(['two was refused: some.code']);
});

test('while a row is locked, a send is late after five seconds if the row affects it, otherwise after one second', () => {
  const { wrong, locked } = checkResponses(
    [
      send({ id: 'in time', waitedMs: 4900 }),
      send({ id: 'late', waitedMs: 5100 }),
      send({ id: 'unaffected, in time', to: 'third', waitedMs: 900 }),
      send({ id: 'unaffected, late', to: 'third', waitedMs: 1100 }),
    ],
    row,
  );
  expect(wrong).toEqual([
    'late waited 5.1 s for the locked row',
    'unaffected, late waited 1.1 s, although the locked row does not affect it',
  ]);
  expect(locked).toEqual({ unaffected: 1.1, affected: 5.1 });
});

test('the limits during a lock do not apply to sends that were answered before it or sent after it', () => {
  const sends = [send({ at: 7000, waitedMs: 1999, to: 'third' }), send({ at: 17_001, waitedMs: 6000 })];
  expect(checkResponses(sends, row)).toMatchObject({ wrong: [], locked: { unaffected: 0, affected: 0 } });
});
