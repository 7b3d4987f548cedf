import { helpOf, parse } from './command-line.js';
import { choice, text } from './options.js';
import { chooseCommand, lineOf } from './subcommands.js';

const group = { name: 'pnpm thing', about: 'Does things.', commands: { list: 'lists them', erase: 'removes one' } };

it.each<[args: string[], chosen: object | undefined]>([
  [['list'], { command: 'list', args: [] }],
  [['--', 'list'], { command: 'list', args: [] }],
  [['erase', 'x', '--yes'], { command: 'erase', args: ['x', '--yes'] }],
  [['erase', '--', '--yes'], { command: 'erase', args: ['--', '--yes'] }],
  [['list', '--help'], { command: 'list', args: ['--help'] }],
  [[], undefined],
  [['--help'], undefined],
  [['-x'], undefined],
])('a group of commands takes %j', (args, chosen) => {
  expect(chooseCommand(group, args)).toEqual(chosen);
});

it.each([
  ['lits', "Unknown command 'lits'. Did you mean list?"],
  ['remove', "Unknown command 'remove'."],
  ['toString', "Unknown command 'toString'."],
])('a group of commands refuses %s in words', (word, sentence) => {
  expect(() => chooseCommand(group, [word])).toThrow(sentence);
});

it('the help of a group names its commands and what each does', () => {
  expect(helpOf(lineOf(group))).toBe(
    [
      'pnpm thing [options] list|erase ...',
      'Does things.\n\n  list   lists them\n  erase  removes one',
      '  -h, --help  says this, and does nothing else',
      'What a command takes: pnpm thing list --help',
    ].join('\n\n'),
  );
});

it('an option may be one of some words, or a lone dash for the standard input', () => {
  const line = {
    name: 'pnpm thing',
    about: 'Does a thing.',
    options: { state: choice('which', ['active', 'disabled']), password: text('where from') },
  };
  expect(parse(line, ['--state', 'disabled', '--password', '-'])?.values).toEqual({ state: 'disabled', password: '-' });
  expect(parse(line, ['--password=-'])?.values.password).toBe('-');
  expect(() => parse(line, ['--state', 'other'])).toThrow('--state is active or disabled; "other" is none.');
  expect(() => parse(line, ['--password', '--state'])).toThrow('--password needs a value.');
});
