import { yieldToEventLoop } from './yield-to-event-loop.js';

it('every caller resumes in its own turn of the event loop, in the order of the calls', async () => {
  let turn = 0;
  let counting = setImmediate(function count() {
    turn += 1;
    counting = setImmediate(count);
  });
  const turns: [name: string, turn: number][] = [];
  const work = (name: string) => yieldToEventLoop().then(() => turns.push([name, turn]));

  await Promise.all([work('first'), work('second'), work('third')]);
  await work('later');

  clearImmediate(counting);
  expect(turns.map(([name]) => name)).toEqual(['first', 'second', 'third', 'later']);
  expect(new Set(turns.map(([, number]) => number)).size).toBe(4);
});
