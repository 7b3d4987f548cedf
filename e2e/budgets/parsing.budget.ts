import type { CDPSession } from 'playwright-core';
import { log, openChat } from '../support/browser.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

/** How much longer than on plain text of the same length the page may work on a message. */
const MOST_TIMES = 15;
const ROUNDS = 3;
/** The most characters that a message has. */
const LENGTH = 8000;

const on = stage();

/** As long as a message can be, of a piece that is repeated. */
const filled = (piece: string) => piece.repeat(Math.floor(LENGTH / piece.length));

const PLAIN = filled('plain words ');
const CODE = '```js\nlet a = 1;\n```';

const HOSTILE: readonly (readonly [name: string, text: string])[] = [
  ['emphasis that never ends', '@__a'.repeat(2000)],
  ['emphasis that overlaps', '*a_*'.repeat(1990)],
  ['bold that never ends', filled('**a ')],
  ['backticks', filled('`a')],
  ['links that never end', filled('[a](http://')],
  ['opening brackets', filled('[')],
  ['brackets', '['.repeat(LENGTH / 2) + ']'.repeat(LENGTH / 2)],
  ['quotes', filled('> ')],
  ['lines of quotes', filled('> a\n')],
  ['tables', filled('| a |\n|-|\n')],
  ['code blocks', filled('```js\na\n```\n')],
  ['code of many tokens', `\`\`\`js\n${'[`${a}`,[`${b}`,\n'.repeat(230)}\n\`\`\``],
  ['code in one line', `\`\`\`js\n${'[`${a}`,'.repeat(490)}\n\`\`\``],
  ['combining marks', `a${'\u0301'.repeat(LENGTH - 1)}`],
];

/** What the main thread did until now, in milliseconds: scripts, styles, layout. */
async function busyMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}

it('shows hostile messages in less than 15 times the time of plain text of the same length', async () => {
  const [ana, ben] = [await register(on.server, 'Ana'), await register(on.server, 'Ben')];
  await say(ana, ben, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  const devtools = await page.context().newCDPSession(page);
  // The CPU time of the main thread: other programs of the machine do not count.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const socket = await connect(ben);

  /** How long the page works on a message: from its frame until it has been drawn. */
  async function costOf(content: string): Promise<number> {
    const before = await busyMs(devtools);
    const { seq } = await socket.command('send_message', { receiverId: ana.id, content });
    await log(page).locator(`[data-seq="${seq}"]`).waitFor();
    await page.evaluate(async () => {
      for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
    });
    return (await busyMs(devtools)) - before;
  }

  const costs = new Map<string, number[]>();
  // What is loaded on demand, and compiled, is not what is measured.
  for (const content of [PLAIN, CODE]) await costOf(content);
  for (const [name, content] of [['plain text', PLAIN] as const, ...HOSTILE]) {
    // What is above it is drawn again with it: after the first round that is a message of the same kind.
    await costOf(content);
    const rounds = [];
    for (let round = 0; round < ROUNDS; round += 1) rounds.push(await costOf(content));
    costs.set(name, rounds);
  }

  const medianOf = (name: string) => costs.get(name)!.toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)]!;
  const ceiling = medianOf('plain text');
  const ratios = [...HOSTILE].map(([name]) => ({ name, ratio: medianOf(name) / ceiling }));
  console.info(
    [`plain text ${ceiling.toFixed(1)} ms`, ...ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(1)}`)].join(
      '\n',
    ),
  );
  const slow = ratios.filter(({ ratio }) => ratio >= MOST_TIMES);
  expect(slow).toEqual([]);
}, 180_000);
