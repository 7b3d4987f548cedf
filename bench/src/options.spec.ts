import { attacks } from './generator/attacks/table.js';
import { readOptions } from './options.js';

it('takes every attack by its name', () => {
  const names = Object.keys(attacks);
  expect(readOptions(['--only', names.join(',')]).only).toEqual(names);
});
