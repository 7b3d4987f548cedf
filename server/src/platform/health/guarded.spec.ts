import { Counters } from './counters.js';
import { guarded } from './guarded.js';

const logged: unknown[][] = [];
const logger = { error: (...all: unknown[]) => void logged.push(all) };
let counters: Counters;

beforeEach(() => {
  counters = new Counters();
  logged.length = 0;
});

const failure = new Error('broken');

it.each([
  [
    'throws',
    () => {
      throw failure;
    },
  ],
  ['rejects', () => Promise.reject(failure)],
  [
    'rejects later',
    async () => {
      await Promise.resolve();
      throw failure;
    },
  ],
])('an error of a function that %s is logged and counted, and does not propagate', async (_, act) => {
  const call = guarded({ counters, logger }, 'Sending a message', act);

  expect(call()).toBeUndefined();

  await new Promise(setImmediate);
  expect(logged).toEqual([[failure, 'Sending a message failed']]);
  expect(counters.all()).toEqual({ 'errors.caught': 1 });
});

it('a function that succeeds is called at once, with its arguments', () => {
  const calls: number[][] = [];
  guarded({ counters, logger }, 'Adding', (...numbers: number[]) => calls.push(numbers))(1, 2);
  expect(calls).toEqual([[1, 2]]);
  expect(counters.all()).toEqual({});
});
