import type { Page, WebSocket } from 'playwright-core';
import { log, openChat, takeScreenshots, typeAndSend } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { SilentProxy } from '../support/silent-proxy.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** The time limit from the event to the message on the page, in milliseconds. */
const SYNC_LIMIT_MS = 20_000;
/** The Engine.IO packet that completes the upgrade from polling to WebSocket. */
const UPGRADE = '5';

let proxy: SilentProxy;
beforeEach(async () => {
  proxy = await SilentProxy.to(suite.server.url);
});
afterEach(() => proxy.close());

/** The events that a browser dispatches after a sleep of the machine, or when the user returns to the page. */
const events = {
  online: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('online'))),
  pageshow: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('pageshow'))),
  focus: (page: Page) => page.evaluate(() => window.dispatchEvent(new Event('focus'))),
  visibilitychange: (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange'))),
};

/** Reloads the page, and waits until its connection has been upgraded from polling to WebSocket. */
async function reload(page: Page): Promise<void> {
  const upgraded = new Promise<void>((resolve) => {
    const watch = (socket: WebSocket) =>
      socket.on('framesent', ({ payload }) => {
        if (payload === UPGRADE) resolve();
      });
    // Only sockets that are opened after the navigation.
    page.once('framenavigated', () => page.on('websocket', watch));
  });
  await page.reload();
  await upgraded;
}

it('each wake-up event of the browser makes the page replace a silent connection and show missed messages', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Before']);
  const page = await suite.browser.logIn(ana, { baseURL: proxy.url });
  await reload(page);
  await openChat(page, 'Ben');
  await log(page).getByText('Before').waitFor();

  for (const [name, dispatch] of Object.entries(events)) {
    proxy.silence();
    await sendMessages(ben, ana, [`Missed before ${name}`]);
    expect(await log(page).getByText(`Missed before ${name}`).count()).toBe(0);

    const dispatched = performance.now();
    await dispatch(page);
    await page.getByRole('status').getByText('Connecting…').waitFor();
    if (name === 'online') await takeScreenshots(page, 'connecting-again');
    proxy.release();
    await log(page).getByText(`Missed before ${name}`).waitFor();
    if (name !== 'online') expect(performance.now() - dispatched).toBeLessThan(SYNC_LIMIT_MS);
    await page.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });
  }
});

it('a message that is written on a silent connection is sent once', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Before']);
  const page = await suite.browser.logIn(ana, { baseURL: proxy.url });
  await reload(page);
  await openChat(page, 'Ben');
  await log(page).getByText('Before').waitFor();

  proxy.silence();
  await typeAndSend(page, 'Ben', 'Into the silence');
  await page.getByRole('status').getByText('Connecting…').waitFor();
  proxy.release();

  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  const stored = await suite.server.sql('select content from messages where sender_id = $1', [ana.id]);
  expect(stored).toEqual([{ content: 'Into the silence' }]);
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Before', 'Into the silence']);
});
