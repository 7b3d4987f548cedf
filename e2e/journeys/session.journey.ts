import { accessibilityViolations } from '../support/axe.js';
import {
  composer,
  log,
  NO_CONNECTION,
  openChat,
  showList,
  submitMessage,
  takeScreenshots,
  typeAndSend,
  waitForTokenRenewal,
} from '../support/browser.js';
import { PASSWORD, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

/** The lifetime of an access token, in seconds: so short that tokens are renewed during a journey. */
const TOKEN_S = 6;
const suite = setUpSuite(() => ({ JWT_EXPIRES_IN: `${TOKEN_S}s` }));

it('a page stays logged in on the same connection while its token is renewed', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  // Connections are counted only after the first one is open: its first token may have expired before that.
  await typeAndSend(page, 'Ben', 'Here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  let connections = 0;
  page.on('websocket', () => (connections += 1));
  await composer(page, 'Ben').pressSequentially('Half a ');

  for (let round = 1; round <= 3; round += 1) await waitForTokenRenewal(page);
  await page.keyboard.type('sentence');

  expect(await composer(page, 'Ben').inputValue()).toBe('Half a sentence');
  await submitMessage(page);
  const sent = log(page).getByRole('article').filter({ hasText: 'Half a sentence' });
  await sent.and(page.locator('[data-state=sent]')).waitFor();
  expect(connections).toBe(0);
});

it('two tabs that renew their tokens at the same moment stay logged in', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const first = await suite.browser.logIn(ana);
  const second = await first.context().newPage();
  await second.goto('/');
  await openChat(second, 'Ben');
  const refresh = async () => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/auth/refresh', { method: 'POST', headers, body: '{}' })).status;
  };

  for (let round = 1; round <= 20; round += 1)
    expect(await Promise.all([first.evaluate(refresh), second.evaluate(refresh)])).toEqual([200, 200]);
  await waitForTokenRenewal(first);

  await typeAndSend(second, 'Ben', 'Still here');
  await log(second).getByRole('img', { name: 'Sent' }).waitFor();
  await openChat(first, 'Ben');
  await log(first).getByText('Still here').waitFor();
});

it('a device that was asleep for two hours is still logged in', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Before']);
  suite.browser.expectError(NO_CONNECTION);
  // A request may be refused because its token has expired. It is retried with the next token.
  suite.browser.expectError(/status of 401/);
  const page = await suite.browser.logIn(ana);
  await page.clock.install();
  await page.reload();
  await openChat(page, 'Ben');
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();

  const asleep = Date.now();
  await page.clock.pauseAt(new Date(asleep + 1000));
  await suite.server.sql(`update sessions set last_used_at = last_used_at - interval '2 hours',
    recent_rotations = array(select at - interval '2 hours' from unnest(recent_rotations) at order by at desc)`);
  await sendMessages(ben, ana, ['While you slept']);
  while (Date.now() < asleep + (TOKEN_S + 1) * 1000) await new Promise(setImmediate);
  await page.clock.fastForward('02:00:00');
  await page.clock.resume();
  await page.context().setOffline(false);

  await log(page).getByText('While you slept').waitFor();
  await typeAndSend(page, 'Ben', 'Awake');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
});

it('when the login cannot be renewed, a bar asks for the password without taking the focus, and the page then continues', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(/status of 401/);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await composer(page, 'Ben').pressSequentially('Half a ');
  await page.context().clearCookies();

  const bar = page.getByRole('status').filter({ hasText: 'Your login has expired' });
  await bar.waitFor({ timeout: 4 * TOKEN_S * 1000 });
  await page.keyboard.type('sentence');
  expect(await composer(page, 'Ben').inputValue()).toBe('Half a sentence');
  await takeScreenshots(page, 'login-ended');
  expect(await accessibilityViolations(page)).toEqual([]);
  await submitMessage(page);
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();

  await bar.getByRole('button', { name: 'Log in again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Log in again' });
  await dialog.waitFor();
  await takeScreenshots(page, 'login-again');
  expect(await accessibilityViolations(page)).toEqual([]);
  await dialog.getByLabel('Password', { exact: true }).fill('Wrong-1234');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.getByText(/e-mail or (the )?password/i).waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'detached' });
  await bar.waitFor({ state: 'detached' });

  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'Half a sentence']);
});

it('a page whose session is ended by another device shows the login screen at once, and keeps the draft', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(/status of 401/);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await composer(page, 'Ben').fill('A draft');

  const { status } = await fetch(`${suite.server.url}/api/sessions`, {
    method: 'DELETE',
    headers: {
      authorization: `Bearer ${(await ana.client.login({ email: ana.email, password: PASSWORD })).access_token}`,
    },
  });
  expect(status).toBe(200);
  await page.getByText('You were logged out on this device.').waitFor();
  await takeScreenshots(page, 'ended-elsewhere');
  expect(await page.getByText('Hello').count()).toBe(0);

  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await composer(page, 'Ben').waitFor();
  expect(await composer(page, 'Ben').inputValue()).toBe('A draft');
});

it('logging out asks about unsent messages, and removes all data from the device and all tabs', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(NO_CONNECTION);
  suite.browser.expectError(/status of 401/);
  const page = await suite.browser.logIn(ana);
  const other = await page.context().newPage();
  await other.goto('/');
  await openChat(other, 'Ben');
  await openChat(page, 'Ben');
  await page.context().route('**/socket.io/**', (route) => route.abort());
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await typeAndSend(page, 'Ben', 'Never sent');
  await log(page).getByText('Never sent').waitFor();
  await composer(page, 'Ben').fill('A draft');

  const logOut = async () => {
    await showList(page);
    await page.getByRole('button', { name: 'Account of Ana' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
  };
  await logOut();
  const question = page.getByRole('alertdialog', { name: '1 message has not been sent yet' });
  await question.waitFor();
  await takeScreenshots(page, 'logout-unsent');
  await question.getByRole('button', { name: 'Log out' }).click();
  const unreachable = page.getByRole('alertdialog', { name: 'The server cannot be reached' });
  await unreachable.waitFor();
  await takeScreenshots(page, 'logout-unreachable');
  await unreachable.getByRole('button', { name: 'Cancel' }).click();
  await page.context().setOffline(false);
  await logOut();
  await question.getByRole('button', { name: 'Log out' }).click();

  for (const tab of [page, other]) await tab.getByLabel('Password', { exact: true }).waitFor();
  const left = await page.evaluate(async () => ({
    stored: Object.keys(localStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
  }));
  expect(left).toEqual({ stored: [], databases: [], caches: [] });
  expect((await page.context().cookies()).filter(({ name }) => name.includes('refresh'))).toEqual([]);
});
