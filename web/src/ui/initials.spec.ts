import { initialsOf } from './initials.js';

it.each([
  ['Ana', 'A'],
  ['ana maría lópez', 'AL'],
  ['  Émile  Zola ', 'ÉZ'],
  ['👩‍👩‍👧 Family', '👩‍👩‍👧F'],
  ['李小龍', '李'],
  ['Mira Novák (demo)', 'MN'],
  ['(?)', '('],
])('the initials of %s are %s', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
