import type { CDPSession, Page } from 'playwright-core';
import { log, openChat } from '../support/browser.js';
import { connect, type Person, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const MESSAGES = 100_000;
const LEAST_FRAMES_PER_SECOND = 50;
const MOST_HEAP = 150 * 2 ** 20;
const MOST_LATENCY_MS = 50;
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
  await log(page).getByText(`Message ${MESSAGES}`).first().waitFor();
  return { page, devtools: await page.context().newCDPSession(page) };
}

it('scrolls a conversation of 100,000 messages smoothly, and without filling the memory', async () => {
  const { page, devtools } = await open();

  const { frames, ms, px } = await log(page).evaluate(
    async (scroller, { speed, distance }) => {
      const start = performance.now();
      let [frames, px] = [0, 0];
      while (px < distance) {
        scroller.scrollTop -= speed;
        await new Promise(requestAnimationFrame);
        frames += 1;
        px += speed;
      }
      return { frames, px, ms: performance.now() - start };
    },
    { speed: SPEED_PX, distance: SCROLLED_PX },
  );
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  const oldest = (await log(page).getByRole('article').first().textContent())!;
  const framesPerSecond = (frames / ms) * 1000;

  console.info(
    `${framesPerSecond.toFixed(1)} frames a second over ${px} px, back to "${oldest.slice(0, 14)}"; heap ${(usedSize / 2 ** 20).toFixed(1)} MiB`,
  );
  expect(Number(/\d+/.exec(oldest)![0])).toBeLessThan(MESSAGES - 2000);
  expect(framesPerSecond).toBeGreaterThan(LEAST_FRAMES_PER_SECOND);
  expect(usedSize).toBeLessThan(MOST_HEAP);
});

it('shows a message within 50 ms of its frame', async () => {
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
  await page.evaluate(() => {
    const drawn = new Map<string, number>();
    Object.assign(window, { drawn });
    const history = document.querySelector('[role=log]')!;
    new MutationObserver(() => {
      for (const [text] of history.textContent!.matchAll(/Latency \d+;/g)) {
        if (drawn.has(text)) continue;
        drawn.set(text, Infinity);
        // After the frame that it is drawn in.
        requestAnimationFrame(() => setTimeout(() => drawn.set(text, performance.now())));
      }
    }).observe(history, { childList: true, subtree: true, characterData: true });
  });

  const socket = await connect(ben);
  for (let n = 1; n <= 40; n += 1) {
    await socket.command('send_message', { receiverId: ana.id, content: `Latency ${n};` });
    await log(page).getByText(`Latency ${n};`).waitFor();
  }

  const drawn = await page.evaluate(() => [...(window as unknown as { drawn: Map<string, number> }).drawn]);
  const latencies = drawn.map(([text, at]) => at - arrived.get(text)!).toSorted((one, other) => one - other);
  console.info(`on screen after ${latencies[20]!.toFixed(1)} ms (median), ${latencies.at(-1)!.toFixed(1)} ms at most`);
  expect(latencies).toHaveLength(40);
  expect(latencies[38]).toBeLessThan(MOST_LATENCY_MS);
});
