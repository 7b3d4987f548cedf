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
  throw new Error('It was taken.');
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
])('a command takes %j', (args, values) => {
  expect(parse(line, args)).toEqual({ values: { ...unchanged, ...values }, words: [] });
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
    `--seconds is a number of at least 0.5; "${value}" is none.`,
  ]),
  [['--rounds', '1.5'], '--rounds is a whole number from 1 to 16; "1.5" is none.'],
  [['--rounds', '17'], '--rounds is a whole number from 1 to 16; "17" is none.'],
  [['--sizes', '1,,3'], '--sizes is a list, each a whole number of at least 1; "" is none.'],
  [
    ['--only', 'send,nonsense'],
    '--only does not know "nonsense"; there are: send; 8 in flight; 8 in flight, receipts; 1,000/s.',
  ],
  [['--only', 'send,'], '--only does not know ""; there are: send; 8 in flight; 8 in flight, receipts; 1,000/s.'],
])('a command refuses %j', (args, sentence) => {
  expect(refusalOf(args)).toBe(sentence);
});

it('takes as many words as it says', () => {
  const named = { ...line, words: { usage: '[Name]', most: 1 } };

  expect(parse(named, ['--quick', 'One'])?.words).toEqual(['One']);
  expect(() => parse(named, ['One', 'Two'])).toThrow("Unexpected argument 'Two'.");
});

it.each([[['--help']], [['-h']], [['--nonsense', '--help']], [['--', '--help']]])('%j asks for help', (args) => {
  expect(parse(line, args)).toBeUndefined();
});

it('has a help with every option and what it is where it is not given', () => {
  const help = `pnpm thing [options] [Name]

Does a thing.

  --quick          does less
  --seconds n      how long (4)
  --rounds n       how often
  --sizes n,n      how large (1,3)
  --only a,b       some of them
  -n, --name text  what it is called
  -h, --help       says this, and does nothing else

Needs things.`;

  expect(helpOf({ ...line, words: { usage: '[Name]', most: 1 }, notes: 'Needs things.' })).toBe(help);
});
