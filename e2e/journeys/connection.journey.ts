import { accessibilityViolations } from '../support/axe.js';
import { composer, log, NO_CONNECTION, openChat, takeScreenshots, typeAndSend } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('an hour offline loses no messages, and the page shows the state of the connection', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Before']);
  suite.browser.expectError(NO_CONNECTION);
  const anaPage = await suite.browser.logIn(ana);
  await anaPage.clock.install();
  await anaPage.reload();
  await openChat(anaPage, 'Ben');
  await log(anaPage).getByText('Before').waitFor();

  await anaPage.context().setOffline(true);
  await anaPage.getByRole('status').getByText('You are offline.').waitFor();
  await typeAndSend(anaPage, 'Ben', 'Written in the tunnel');
  await log(anaPage).getByRole('img', { name: 'Sending' }).waitFor();
  await takeScreenshots(anaPage, 'offline');
  await sendMessages(ben, ana, ['While you were away 1', 'While you were away 2']);
  await anaPage.clock.fastForward('01:00:00');
  expect(await log(anaPage).getByText('While you were away').count()).toBe(0);

  // The message disappears after some seconds, so the wait for it begins first.
  const reconnected = anaPage.getByRole('status').getByText('Connected again').waitFor();
  await anaPage.context().setOffline(false);
  await reconnected;
  await log(anaPage).getByText('While you were away 2').waitFor();
  await log(anaPage).getByRole('img', { name: 'Sent' }).waitFor();
  const shown = await log(anaPage).getByRole('article').allTextContents();
  expect(shown).toEqual(['Before', 'While you were away 1', 'While you were away 2', 'Written in the tunnel']);
  await anaPage.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });

  const benPage = await suite.browser.logIn(ben);
  await openChat(benPage, 'Ana');
  await log(benPage).getByText('Written in the tunnel').waitFor();
  expect(await log(benPage).getByText('Written in the tunnel').count()).toBe(1);
});

it('the first connection is not reported as "Connected again", even if it took long', async () => {
  const page = await suite.browser.logIn(await register(suite.server, 'Ana'));
  const delay = Promise.withResolvers<void>();
  await page.route('**/socket.io/**', async (route) => {
    await delay.promise;
    await route.continue();
  });
  await page.reload();
  const bar = page.getByRole('status').filter({ hasText: 'Connecting…' });
  await bar.waitFor();

  delay.resolve();

  await bar.waitFor({ state: 'detached' });
  expect(await page.getByText('Connected again').count()).toBe(0);
});

it('unsent messages and a draft survive a reload, and each message is sent once', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(NO_CONNECTION);
  const anaPage = await suite.browser.logIn(ana);
  await openChat(anaPage, 'Ben');
  await anaPage.context().setOffline(true);
  await anaPage.getByRole('status').getByText('You are offline.').waitFor();
  await typeAndSend(anaPage, 'Ben', 'Survives');
  await typeAndSend(anaPage, 'Ben', 'Survives, too');
  await composer(anaPage, 'Ben').fill('A draft');
  await log(anaPage).getByText('Survives, too').waitFor();

  // The page can be loaded, but the socket cannot connect.
  const socket = '**/socket.io/**';
  await anaPage.context().route(socket, (route) => route.abort());
  await anaPage.context().setOffline(false);
  await anaPage.reload();
  await anaPage.getByRole('button', { name: 'Try now' }).waitFor();
  await takeScreenshots(anaPage, 'no-connection');
  await anaPage.context().unroute(socket);
  const sent = log(anaPage).getByRole('img', { name: 'Sent' });
  // The page may have reconnected by itself before the click.
  await Promise.any([anaPage.getByRole('button', { name: 'Try now' }).click(), sent.waitFor()]);

  await log(anaPage).getByText('Survives, too').waitFor();
  await sent.waitFor();
  expect(await log(anaPage).getByRole('article').allTextContents()).toEqual(['Hello', 'Survives', 'Survives, too']);
  expect(await composer(anaPage, 'Ben').inputValue()).toBe('A draft');
});

it('the page reconnects by itself after a restart of the server', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(NO_CONNECTION);
  const [anaPage, benPage] = [await suite.browser.logIn(ana), await suite.browser.logIn(ben)];
  await openChat(anaPage, 'Ben');
  await openChat(benPage, 'Ana');

  await suite.server.stop();
  await anaPage.getByRole('button', { name: 'Try now' }).waitFor();
  await typeAndSend(anaPage, 'Ben', 'Into the dark');
  await takeScreenshots(anaPage, 'server-unreachable');
  expect(await accessibilityViolations(anaPage)).toEqual([]);
  await suite.server.start();

  await log(benPage).getByText('Into the dark').waitFor();
  await log(anaPage)
    .getByRole('img', { name: /Delivered|Read/ })
    .waitFor();
  await typeAndSend(benPage, 'Ana', 'And back');
  await log(anaPage).getByText('And back').waitFor();
});

it('parts of the page that are opened for the first time open without a connection', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(NO_CONNECTION);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  // The page preloads these parts in the background.
  for (const part of ['EmojiPicker', 'Switcher', 'InsightsPanel', 'Activity', 'data'])
    await page.waitForFunction(
      (file) => performance.getEntriesByType('resource').some(({ name }) => name.includes(file)),
      `/assets/${part}-`,
    );
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();

  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByText('Ben').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });
  await panel.getByText('as soon as the connection is back').waitFor();
  await takeScreenshots(page, 'insights-offline');
  await page.context().setOffline(false);
  await panel.getByRole('img', { name: /all on/ }).waitFor();
});
