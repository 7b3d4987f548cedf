import type { CDPSession } from 'playwright-core';
import { log, openChat } from '../support/browser.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

/** The maximum time for a message, as a multiple of the time for plain text of the same length. */
const MAX_RATIO = 15;
const ROUNDS = 3;
/** The maximum length of a message, in characters. */
const MAX_LENGTH = 8000;

const suite = setUpSuite();

/** Returns a message of the maximum length that repeats a piece. */
const filled = (piece: string) => piece.repeat(Math.floor(MAX_LENGTH / piece.length));

const PLAIN = filled('plain words ');
const CODE = '```js\nlet a = 1;\n```';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['unclosed emphasis', '@__a'.repeat(2000)],
  ['overlapping emphasis', '*a_*'.repeat(1990)],
  ['unclosed bold', filled('**a ')],
  ['backticks', filled('`a')],
  ['unclosed links', filled('[a](http://')],
  ['opening brackets', filled('[')],
  ['brackets', '['.repeat(MAX_LENGTH / 2) + ']'.repeat(MAX_LENGTH / 2)],
  ['quotes', filled('> ')],
  ['lines of quotes', filled('> a\n')],
  ['tables', filled('| a |\n|-|\n')],
  ['code blocks', filled('```js\na\n```\n')],
  ['code with many tokens', `\`\`\`js\n${'[`${a}`,[`${b}`,\n'.repeat(230)}\n\`\`\``],
  ['code in one line', `\`\`\`js\n${'[`${a}`,'.repeat(490)}\n\`\`\``],
  ['combining marks', `a${'\u0301'.repeat(MAX_LENGTH - 1)}`],
];

/** Returns the CPU time of the main thread since the page was opened (scripts, styles, layout), in milliseconds. */
async function mainThreadMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}

it('hostile messages take less than 15 times as long as plain text of the same length', async () => {
  const [ana, ben] = [await register(suite.server, 'Ana'), await register(suite.server, 'Ben')];
  await sendMessages(ana, ben, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  const devtools = await page.context().newCDPSession(page);
  // Measures the CPU time of the main thread, which other programs on the machine do not affect.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const socket = await connect(ben);

  /** Sends a message, and measures the time of the main thread until it has been drawn, in milliseconds. */
  async function measure(content: string): Promise<number> {
    const before = await mainThreadMs(devtools);
    const { seq } = await socket.command('send_message', { receiverId: ana.id, content });
    await log(page).locator(`[data-seq="${seq}"]`).waitFor();
    await page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    });
    return (await mainThreadMs(devtools)) - before;
  }

  const measurements = new Map<string, number[]>();
  // Warms up, so that loading and compiling code on demand is not measured.
  for (const content of [PLAIN, CODE]) await measure(content);
  for (const [name, content] of [['plain text', PLAIN] as const, ...HOSTILE]) {
    // Drawing a message includes drawing the previous one again, so a message of the same kind is sent first,
    // unmeasured.
    await measure(content);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(content));
    measurements.set(name, rounds);
  }

  const medianOf = (name: string) => measurements.get(name)!.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)]!;
  const baseline = medianOf('plain text');
  const ratios = [...HOSTILE].map(([name]) => ({ name, ratio: medianOf(name) / baseline }));
  console.info(
    [`plain text ${baseline.toFixed(1)} ms`, ...ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(1)}`)].join(
      '\n',
    ),
  );
  const slow = ratios.filter(({ ratio }) => ratio >= MAX_RATIO);
  expect(slow).toEqual([]);
}, 180_000);
