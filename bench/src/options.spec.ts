import { attacks } from './generator/attacks/table.js';
import { readOptions } from './options.js';

it('the option `--only` accepts the name of every attack', () => {
  const names = Object.keys(attacks);
  expect(readOptions(['--only', names.join(',')]).only).toEqual(names);
});
