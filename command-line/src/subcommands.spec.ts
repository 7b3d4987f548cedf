import { helpOf, parse } from './command-line.js';
import { choice, text } from './options.js';
import { chooseCommand, commandLineOf } from './subcommands.js';

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
])('a group of commands accepts the arguments %j', (args, chosen) => {
  expect(chooseCommand(group, args)).toEqual(chosen);
});

it.each([
  ['lits', "Unknown command 'lits'. Did you mean list?"],
  ['remove', "Unknown command 'remove'."],
  ['toString', "Unknown command 'toString'."],
])(
  'a group of commands refuses the unknown command %s, and suggests a similar one if there is one',
  (word, sentence) => {
    expect(() => chooseCommand(group, [word])).toThrow(sentence);
  },
);

it('the help of a group names its commands and what each does', () => {
  expect(helpOf(commandLineOf(group))).toBe(
    [
      'pnpm thing [options] list|erase ...',
      'Does things.\n\n  list   lists them\n  erase  removes one',
      '  -h, --help  prints this help and exits',
      'For the options of a command: pnpm thing list --help',
    ].join('\n\n'),
  );
});

it('an option accepts one of several words, or a lone dash for standard input', () => {
  const line = {
    name: 'pnpm thing',
    about: 'Does a thing.',
    options: { state: choice('which', ['active', 'disabled']), password: text('where from') },
  };
  expect(parse(line, ['--state', 'disabled', '--password', '-'])?.values).toEqual({ state: 'disabled', password: '-' });
  expect(parse(line, ['--password=-'])?.values.password).toBe('-');
  expect(() => parse(line, ['--state', 'other'])).toThrow('--state must be active or disabled, not "other".');
  expect(() => parse(line, ['--password', '--state'])).toThrow('--password needs a value.');
});
