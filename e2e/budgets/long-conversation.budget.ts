import type { CDPSession, Locator, Page } from 'playwright-core';
import { composer, log, openChat } from '../support/browser.js';
import { connect, type Person, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const MESSAGES = 100_000;
/** Of the frames that the same page draws while nothing moves: 60 a second on a machine with nothing else to do. */
const LEAST_SHARE_OF_FRAMES = 0.95;
const MOST_HEAP = 150 * 2 ** 20;
const MOST_LATENCY_MS = 50;
/** From Enter to the own message on screen, in the median: two frames. */
const MOST_ECHO_MS = 32;
const SENT = 40;
/** How far is scrolled in each frame: a page in a fifteenth of a second. */
const SPEED_PX = 240;
const SCROLLED_PX = 300_000;

const on = stage();

let ana: Person;
let ben: Person;

beforeAll(async () => {
  [ana, ben] = [await register(on.server, 'Ana'), await register(on.server, 'Ben')];
  const id = await say(ben, ana, ['The first of many.']);
  // Written one by one they would take minutes, and nothing of it would be about the page.
  await on.server.sql(
    `insert into messages (conversation_id, seq, id, sender_id, content, rev, created_at)
     select $1, n, gen_random_uuid(), case when n % 3 = 0 then $2::uuid else $3::uuid end,
            'Message ' || n || repeat(' that says something more or less long,', n % 7), n,
            now() - (($4::int - n) * interval '40 seconds')
       from generate_series(2, $4::int) n`,
    [id, ana.id, ben.id, MESSAGES],
  );
  await on.server.sql('update conversations set last_seq = $2, last_rev = $2 where id = $1', [id, MESSAGES]);
  await on.server.sql(
    'update participants set read_seq = $2, read_seq_shown = $2, delivered_seq = $2 where conversation_id = $1',
    [id, MESSAGES],
  );
});

async function open(): Promise<{ page: Page; devtools: CDPSession }> {
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByRole('article').last().waitFor();
  return { page, devtools: await page.context().newCDPSession(page) };
}

interface Frames {
  readonly framesPerSecond: number;
  /** The longest time between two frames, in milliseconds. */
  readonly longest: number;
}

/** Scrolls the history back by some pixels in each of some frames. */
const scroll = (page: Page, speed: number, frames: number): Promise<Frames> =>
  log(page).evaluate(
    async (scroller, [px, count]) => {
      const start = performance.now();
      let [last, longest] = [start, 0];
      for (let frame = 0; frame < count!; frame += 1) {
        scroller.scrollTop -= px!;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        longest = Math.max(longest, now - last);
        last = now;
      }
      return { framesPerSecond: (count! / (last - start)) * 1000, longest };
    },
    [speed, frames],
  );

/** Records, in an element of the page, when each text that matches is on screen, by the clock of the page in milliseconds. */
async function recordDrawn(page: Page, selector: string, pattern: string): Promise<() => Promise<Map<string, number>>> {
  await page.evaluate(
    ([where, what]) => {
      const drawn = new Map<string, number>();
      Object.assign(window, { drawn });
      const container = document.querySelector(where!)!;
      new MutationObserver(() => {
        for (const [text] of container.textContent!.matchAll(new RegExp(what!, 'g'))) {
          if (drawn.has(text)) continue;
          drawn.set(text, Infinity);
          // After the frame that it is drawn in.
          requestAnimationFrame(() => setTimeout(() => drawn.set(text, performance.now())));
        }
      }).observe(container, { childList: true, subtree: true, characterData: true });
    },
    [selector, pattern],
  );
  return async () =>
    new Map(await page.evaluate(() => [...(window as unknown as { drawn: Map<string, number> }).drawn]));
}

const sorted = (times: readonly number[]) => times.toSorted((one, other) => one - other);
const figures = (times: readonly number[]) =>
  `${times[Math.floor(times.length / 2)]!.toFixed(1)} ms (median), ${times.at(-1)!.toFixed(1)} ms at most`;

/** From each press of Enter to the frame with the text that it sends, in ascending order, in milliseconds. */
async function echoes(page: Page, selector: string, field: Locator, texts: readonly string[]): Promise<number[]> {
  const drawn = await recordDrawn(page, selector, 'Echo \\d+;');
  await page.evaluate(() => {
    const pressed: number[] = [];
    Object.assign(window, { pressed });
    addEventListener('keydown', ({ key, timeStamp }) => key === 'Enter' && pressed.push(timeStamp), true);
  });
  for (const text of texts) {
    await field.fill(text);
    await page.keyboard.press('Enter');
    await page.locator(selector).getByText(text, { exact: true }).waitFor();
  }
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  const pressed = await page.evaluate(() => (window as unknown as { pressed: number[] }).pressed);
  const times = await drawn();
  return sorted(texts.map((text, index) => times.get(text)! - pressed[index]!));
}

it('scrolls a conversation of 100,000 messages smoothly, and without filling the memory', async () => {
  const { page, devtools } = await open();

  const ceiling = await scroll(page, 0, 120);
  const { framesPerSecond, longest } = await scroll(page, SPEED_PX, SCROLLED_PX / SPEED_PX);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const oldest = (await log(page).getByRole('article').first().textContent())!;

  console.info(
    `${framesPerSecond.toFixed(1)} frames a second over ${SCROLLED_PX} px, of ${ceiling.framesPerSecond.toFixed(1)} without scrolling; ` +
      `${longest.toFixed(1)} ms the longest; back to "${oldest.slice(0, 14)}"; heap ${(usedSize / 2 ** 20).toFixed(1)} MiB`,
  );
  expect(Number(/\d+/.exec(oldest)![0])).toBeLessThan(MESSAGES - 2000);
  expect(framesPerSecond / ceiling.framesPerSecond).toBeGreaterThan(LEAST_SHARE_OF_FRAMES);
  expect(usedSize).toBeLessThan(MOST_HEAP);
});

it('shows 39 of 40 messages within 50 ms of their arrival', async () => {
  const { page, devtools } = await open();
  await devtools.send('Network.enable');
  await devtools.send('Performance.enable');
  const { metrics } = await devtools.send('Performance.getMetrics');
  // Where the page's clock begins, by the browser's: both in seconds.
  const origin = metrics.find(({ name }) => name === 'NavigationStart')!.value;
  const arrived = new Map<string, number>();
  devtools.on('Network.webSocketFrameReceived', ({ timestamp, response }) => {
    const [text] = /Latency \d+;/.exec(response.payloadData) ?? [];
    if (text !== undefined && !arrived.has(text)) arrived.set(text, (timestamp - origin) * 1000);
  });
  const drawn = await recordDrawn(page, '[role=log]', 'Latency \\d+;');

  const socket = await connect(ben);
  for (let n = 1; n <= SENT; n += 1) {
    await socket.command('send_message', { receiverId: ana.id, content: `Latency ${n};` });
    await log(page).getByText(`Latency ${n};`).waitFor();
  }

  const latencies = sorted([...(await drawn())].map(([text, at]) => at - arrived.get(text)!));
  console.info(`on screen after ${figures(latencies)}`);
  expect(latencies).toHaveLength(SENT);
  expect(latencies[38]).toBeLessThan(MOST_LATENCY_MS);
});

it('shows an own message within 32 ms of Enter, in the median', async () => {
  const texts = Array.from({ length: SENT }, (_, n) => `Echo ${n};`);
  // The ceiling: a page that does nothing but show the text.
  const plain = await (await on.visitors.open()).newPage();
  await plain.setContent('<input><section></section>');
  await plain.evaluate(() => {
    const field = document.querySelector('input')!;
    field.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter')
        document
          .querySelector('section')!
          .append(Object.assign(document.createElement('p'), { textContent: field.value }));
    });
  });
  const ceiling = await echoes(plain, 'section', plain.locator('input'), texts);
  await plain.close();

  const { page } = await open();
  const measured = await echoes(page, '[role=log]', composer(page, 'Ben'), texts);

  console.info(
    `from Enter to the message on screen ${figures(measured)}; in a page that only shows it ${figures(ceiling)}`,
  );
  expect(measured).toHaveLength(SENT);
  expect(measured[SENT / 2]).toBeLessThan(MOST_ECHO_MS);
});
