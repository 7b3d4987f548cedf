import { violations } from '../support/axe.js';
import { composer, log, openChat, shoot, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** What the browser itself says of every request that fails on a connection that is not there. */
const NO_CONNECTION =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|NETWORK_CHANGED)|WebSocket connection to/;

it('loses nothing in an offline hour, and says what it is doing', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Before']);
  on.visitors.expect(NO_CONNECTION);
  const anas = await on.visitors.logIn(ana);
  await anas.clock.install();
  await anas.reload();
  await openChat(anas, 'Ben');
  await log(anas).getByText('Before').waitFor();

  await anas.context().setOffline(true);
  await anas.getByRole('status').getByText('You are offline.').waitFor();
  await write(anas, 'Ben', 'Written in the tunnel');
  await log(anas).getByRole('img', { name: 'Sending' }).waitFor();
  await shoot(anas, 'offline');
  await say(ben, ana, ['While you were away 1', 'While you were away 2']);
  await anas.clock.fastForward('01:00:00');
  expect(await log(anas).getByText('While you were away').count()).toBe(0);

  await anas.context().setOffline(false);
  await log(anas).getByText('While you were away 2').waitFor();
  await anas.getByRole('status').getByText('Connected again').waitFor();
  await log(anas).getByRole('img', { name: 'Sent' }).waitFor();
  const said = await log(anas).getByRole('article').allTextContents();
  expect(said).toEqual(['Before', 'While you were away 1', 'While you were away 2', 'Written in the tunnel']);
  await anas.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });

  const bens = await on.visitors.logIn(ben);
  await openChat(bens, 'Ana');
  await log(bens).getByText('Written in the tunnel').waitFor();
  expect(await log(bens).getByText('Written in the tunnel').count()).toBe(1);
});

it('does not say that it is connected again after the first connection, however long it took', async () => {
  const page = await on.visitors.logIn(await register(on.server, 'Ana'));
  const held = Promise.withResolvers<void>();
  await page.route('**/socket.io/**', async (route) => {
    await held.promise;
    await route.continue();
  });
  await page.reload();
  const bar = page.getByRole('status').filter({ hasText: 'Connecting…' });
  await bar.waitFor();

  held.resolve();

  await bar.waitFor({ state: 'detached' });
  expect(await page.getByText('Connected again').count()).toBe(0);
});

it('keeps what is not sent over a reload, and sends it once', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(NO_CONNECTION);
  const anas = await on.visitors.logIn(ana);
  await openChat(anas, 'Ben');
  await anas.context().setOffline(true);
  await anas.getByRole('status').getByText('You are offline.').waitFor();
  await write(anas, 'Ben', 'Survives');
  await write(anas, 'Ben', 'Survives, too');
  await composer(anas, 'Ben').fill('A draft');
  await log(anas).getByText('Survives, too').waitFor();

  // The page can be had again, the socket cannot.
  const socket = '**/socket.io/**';
  await anas.context().route(socket, (route) => route.abort());
  await anas.context().setOffline(false);
  await anas.reload();
  await anas.getByRole('button', { name: 'Try now' }).waitFor();
  await shoot(anas, 'no-connection');
  await anas.context().unroute(socket);
  const sent = log(anas).getByRole('img', { name: 'Sent' });
  // The page may just have tried by itself.
  await Promise.any([anas.getByRole('button', { name: 'Try now' }).click(), sent.waitFor()]);

  await log(anas).getByText('Survives, too').waitFor();
  await sent.waitFor();
  expect(await log(anas).getByRole('article').allTextContents()).toEqual(['Hello', 'Survives', 'Survives, too']);
  expect(await composer(anas, 'Ben').inputValue()).toBe('A draft');
});

it('goes on by itself when the server comes back', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(NO_CONNECTION);
  const [anas, bens] = [await on.visitors.logIn(ana), await on.visitors.logIn(ben)];
  await openChat(anas, 'Ben');
  await openChat(bens, 'Ana');

  await on.server.stop();
  await anas.getByRole('button', { name: 'Try now' }).waitFor();
  await write(anas, 'Ben', 'Into the dark');
  await shoot(anas, 'server-away');
  expect(await violations(anas)).toEqual([]);
  await on.server.start();

  await log(bens).getByText('Into the dark').waitFor();
  await log(anas)
    .getByRole('img', { name: /Delivered|Read/ })
    .waitFor();
  await write(bens, 'Ana', 'And back');
  await log(anas).getByText('And back').waitFor();
});

it('opens without a connection what was never opened before', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(NO_CONNECTION);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  // It comes by itself, in a while.
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
  await shoot(page, 'insights-offline');
  await page.context().setOffline(false);
  await panel.getByRole('img', { name: /all on/ }).waitFor();
});
