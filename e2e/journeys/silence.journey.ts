import type { Page, WebSocket } from 'playwright-core';
import { log, openChat, shoot, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { SilentProxy } from '../support/silent-proxy.js';
import { stage } from '../support/stage.js';

const on = stage();

/** From the event to the message on the page, in milliseconds. */
const CAUGHT_UP_MS = 20_000;
/** Engine.IO's packet that ends polling. */
const UPGRADE = '5';

let proxy: SilentProxy;
beforeEach(async () => {
  proxy = await SilentProxy.to(on.server.url);
});
afterEach(() => proxy.close());

/** What the browser dispatches after a sleep of the machine, or when somebody comes back to the page. */
const events = {
  online: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online'))),
  pageshow: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('pageshow'))),
  focus: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus'))),
  visibilitychange: (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
};

/** Loads the page again. Resolves when it talks to the server over a WebSocket: it begins with polling, and upgrades. */
async function reload(page: Page): Promise<void> {
  const upgraded = new Promise<void>((resolve) => {
    const watch = (socket: WebSocket) =>
      socket.on('framesent', ({ payload }) => {
        if (payload === UPGRADE) resolve();
      });
    // Not a socket of the page as it was before.
    page.once('framenavigated', () => page.on('websocket', watch));
  });
  await page.reload();
  await upgraded;
}

it('shows what was missed on a silent connection after each of the events that a browser wakes a page with', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Before']);
  const page = await on.visitors.logIn(ana, { baseURL: proxy.url });
  await reload(page);
  await openChat(page, 'Ben');
  await log(page).getByText('Before').waitFor();

  for (const [name, dispatch] of Object.entries(events)) {
    proxy.silence();
    await say(ben, ana, [`Missed before ${name}`]);
    expect(await log(page).getByText(`Missed before ${name}`).count()).toBe(0);

    const dispatched = performance.now();
    await dispatch(page);
    await page.getByRole('status').getByText('Connecting…').waitFor();
    if (name === 'online') await shoot(page, 'connecting-again');
    proxy.release();
    await log(page).getByText(`Missed before ${name}`).waitFor();
    if (name !== 'online') expect(performance.now() - dispatched).toBeLessThan(CAUGHT_UP_MS);
    await page.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });
  }
});

it('sends what was written on a silent connection, once', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Before']);
  const page = await on.visitors.logIn(ana, { baseURL: proxy.url });
  await reload(page);
  await openChat(page, 'Ben');
  await log(page).getByText('Before').waitFor();

  proxy.silence();
  await write(page, 'Ben', 'Into the silence');
  await page.getByRole('status').getByText('Connecting…').waitFor();
  proxy.release();

  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  const stored = await on.server.sql('select content from messages where sender_id = $1', [ana.id]);
  expect(stored).toEqual([{ content: 'Into the silence' }]);
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Before', 'Into the silence']);
});
