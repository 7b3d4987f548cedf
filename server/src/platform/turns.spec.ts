import { ownTurn } from './turns.js';

it('gives everybody a turn of the event loop of their own, in the order in which they asked', async () => {
  let turn = 0;
  let counting = setImmediate(function count() {
    turn += 1;
    counting = setImmediate(count);
  });
  const turns: [name: string, turn: number][] = [];
  const work = (name: string) => ownTurn().then(() => turns.push([name, turn]));

  await Promise.all([work('first'), work('second'), work('third')]);
  await work('later');

  clearImmediate(counting);
  expect(turns.map(([name]) => name)).toEqual(['first', 'second', 'third', 'later']);
  expect(new Set(turns.map(([, number]) => number)).size).toBe(4);
});
