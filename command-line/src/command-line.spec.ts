import { helpOf, parse } from './command-line.js';
import { flag, names, number, numbers, text } from './options.js';

const line = {
  name: 'pnpm thing',
  about: 'Does a thing.',
  options: {
    quick: flag('does less'),
    seconds: number('how long', { from: 0.5 }, 4),
    rounds: number('how often', { from: 1, to: 16, whole: true }),
    sizes: numbers('how large', { from: 1, whole: true }, [1, 3]),
    only: names('some of them', ['send', '8 in flight', '8 in flight, receipts', '1,000/s']),
    name: text('what it is called', 'n'),
  },
};
const unchanged = { quick: false, seconds: 4, rounds: undefined, sizes: [1, 3], only: undefined, name: undefined };

const refusalOf = (args: string[]) => {
  try {
    parse(line, args);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('The arguments were accepted.');
};

it.each<[args: string[], values: object]>([
  [[], {}],
  [['--quick'], { quick: true }],
  [['--', '--quick'], { quick: true }],
  [['--seconds', '0.5', '--rounds=16'], { seconds: 0.5, rounds: 16 }],
  [['--seconds', '1', '--seconds', '2'], { seconds: 2 }],
  [['--sizes', '5'], { sizes: [5] }],
  [['--sizes=5,10'], { sizes: [5, 10] }],
  [['--only', 'send, 1,000/s'], { only: ['send', '1,000/s'] }],
  [['--only', '8 in flight, receipts,8 in flight'], { only: ['8 in flight, receipts', '8 in flight'] }],
  [['-n', 'Name'], { name: 'Name' }],
  [['--name=-x'], { name: '-x' }],
])('a command accepts the arguments %j', (args, values) => {
  expect(parse(line, args)).toEqual({ values: { ...unchanged, ...values }, positionals: [] });
});

it.each<[args: string[], sentence: string]>([
  [['--quikc'], "Unknown option '--quikc'. Did you mean --quick?"],
  [['--port', '4000'], "Unknown option '--port'."],
  [['--no-quick'], "Unknown option '--no-quick'."],
  [['--Quick'], "Unknown option '--Quick'. Did you mean --quick?"],
  [['--toString'], "Unknown option '--toString'."],
  [['--__proto__', 'x'], "Unknown option '--__proto__'."],
  [['-x'], "Unknown option '-x'."],
  [['-'], "Unexpected argument '-'."],
  [['quick'], "Unexpected argument 'quick'."],
  [['--quick=yes'], '--quick takes no value.'],
  [['--quick', 'yes'], "Unexpected argument 'yes'."],
  [['--seconds'], '--seconds needs a value.'],
  [['--seconds='], '--seconds needs a value.'],
  [['--seconds', '--quick'], '--seconds needs a value.'],
  [['--seconds', ''], '--seconds needs a value.'],
  [['-n'], '-n needs a value.'],
  ...['abc', ' 5', '1e3', '0x10', '-1', '0.4', 'NaN', 'Infinity', '4s', '٤'].map((value): [string[], string] => [
    [`--seconds=${value}`],
    `--seconds must be a number of at least 0.5, not "${value}".`,
  ]),
  [['--rounds', '1.5'], '--rounds must be a whole number from 1 to 16, not "1.5".'],
  [['--rounds', '17'], '--rounds must be a whole number from 1 to 16, not "17".'],
  [['--sizes', '1,,3'], '--sizes must be a list of numbers, each a whole number of at least 1, not "".'],
  [
    ['--only', 'send,nonsense'],
    '--only does not accept "nonsense", but these: send; 8 in flight; 8 in flight, receipts; 1,000/s.',
  ],
  [['--only', 'send,'], '--only does not accept "", but these: send; 8 in flight; 8 in flight, receipts; 1,000/s.'],
])('a command refuses the arguments %j', (args, sentence) => {
  expect(refusalOf(args)).toBe(sentence);
});

it('a command accepts as many positional arguments as it declares', () => {
  const named = { ...line, positionals: { usage: '[Name]', max: 1 } };

  expect(parse(named, ['--quick', 'One'])?.positionals).toEqual(['One']);
  expect(() => parse(named, ['One', 'Two'])).toThrow("Unexpected argument 'Two'.");
});

it.each([[['--help']], [['-h']], [['--nonsense', '--help']], [['--', '--help']]])(
  'the arguments %j ask for help',
  (args) => {
    expect(parse(line, args)).toBeUndefined();
  },
);

it('the help lists every option with its default value', () => {
  const help = `pnpm thing [options] [Name]

Does a thing.

  --quick          does less
  --seconds n      how long (4)
  --rounds n       how often
  --sizes n,n      how large (1,3)
  --only a,b       some of them
  -n, --name text  what it is called
  -h, --help       prints this help and exits

Needs things.`;

  expect(helpOf({ ...line, positionals: { usage: '[Name]', max: 1 }, notes: 'Needs things.' })).toBe(help);
});
