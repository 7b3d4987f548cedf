import { violations } from '../support/axe.js';
import { composer, log, openChat, send, shoot, tokenRenewed, toList, write } from '../support/browser.js';
import { PASSWORD, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

/** Short, so that tokens are renewed while a journey lasts. */
const TOKEN_S = 6;
const on = stage(() => ({ JWT_EXPIRES_IN: `${TOKEN_S}s` }));

const NO_CONNECTION = /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED|NETWORK_CHANGED)|WebSocket connection to/;

it('stays logged in, without a new connection, while its token is renewed', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  // Once it is connected: before, the token with which it began may have expired.
  await write(page, 'Ben', 'Here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  let connections = 0;
  page.on('websocket', () => (connections += 1));
  await composer(page, 'Ben').pressSequentially('Half a ');

  for (let round = 1; round <= 3; round += 1) await tokenRenewed(page);
  await page.keyboard.type('sentence');

  expect(await composer(page, 'Ben').inputValue()).toBe('Half a sentence');
  await send(page);
  const sent = log(page).getByRole('article').filter({ hasText: 'Half a sentence' });
  await sent.and(page.locator('[data-state=sent]')).waitFor();
  expect(connections).toBe(0);
});

it('keeps two tabs logged in that renew at the same moment, for twenty rounds', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const first = await on.visitors.logIn(ana);
  const second = await first.context().newPage();
  await second.goto('/');
  await openChat(second, 'Ben');
  const refresh = async () => {
    const headers = { 'content-type': 'application/json' };
    return (await fetch('/api/auth/refresh', { method: 'POST', headers, body: '{}' })).status;
  };

  for (let round = 1; round <= 20; round += 1)
    expect(await Promise.all([first.evaluate(refresh), second.evaluate(refresh)])).toEqual([200, 200]);
  await tokenRenewed(first);

  await write(second, 'Ben', 'Still here');
  await log(second).getByRole('img', { name: 'Sent' }).waitFor();
  await openChat(first, 'Ben');
  await log(first).getByText('Still here').waitFor();
});

it('goes on without a password on a device that was asleep for two hours', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Before']);
  on.visitors.expect(NO_CONNECTION);
  // A request may be the first to learn that the token has expired; it is repeated with the next one.
  on.visitors.expect(/status of 401/);
  const page = await on.visitors.logIn(ana);
  await page.clock.install();
  await page.reload();
  await openChat(page, 'Ben');
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();

  const asleep = Date.now();
  await page.clock.pauseAt(new Date(asleep + 1000));
  await on.server.sql(`update sessions set last_used_at = last_used_at - interval '2 hours',
    recent_rotations = array(select at - interval '2 hours' from unnest(recent_rotations) at order by at desc)`);
  await say(ben, ana, ['While you slept']);
  while (Date.now() < asleep + (TOKEN_S + 1) * 1000) await new Promise(setImmediate);
  await page.clock.fastForward('02:00:00');
  await page.clock.resume();
  await page.context().setOffline(false);

  await log(page).getByText('While you slept').waitFor();
  await write(page, 'Ben', 'Awake');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
});

it('asks for the password in a line that takes no focus when the login cannot be renewed, and goes on where it was', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(/status of 401/);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await composer(page, 'Ben').pressSequentially('Half a ');
  await page.context().clearCookies();

  const bar = page.getByRole('status').filter({ hasText: 'Your login has expired' });
  await bar.waitFor({ timeout: 4 * TOKEN_S * 1000 });
  await page.keyboard.type('sentence');
  expect(await composer(page, 'Ben').inputValue()).toBe('Half a sentence');
  await shoot(page, 'login-ended');
  expect(await violations(page)).toEqual([]);
  await send(page);
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();

  await bar.getByRole('button', { name: 'Log in again' }).click();
  const dialog = page.getByRole('dialog', { name: 'Your login has ended' });
  await dialog.waitFor();
  await shoot(page, 'login-again');
  expect(await violations(page)).toEqual([]);
  await dialog.getByLabel('Password', { exact: true }).fill('Wrong-1234');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByText(/e-mail or (the )?password/i).waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.waitFor({ state: 'detached' });
  await bar.waitFor({ state: 'detached' });

  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'Half a sentence']);
});

it('shows the login screen at once, and keeps what was written, when the session is ended elsewhere', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(/status of 401/);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await composer(page, 'Ben').fill('A draft');

  const { status } = await fetch(`${on.server.url}/api/sessions`, {
    method: 'DELETE',
    headers: {
      authorization: `Bearer ${(await ana.client.login({ email: ana.email, password: PASSWORD })).access_token}`,
    },
  });
  expect(status).toBe(200);
  await page.getByText('You were logged out on this device.').waitFor();
  await shoot(page, 'ended-elsewhere');
  expect(await page.getByText('Hello').count()).toBe(0);

  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await composer(page, 'Ben').waitFor();
  expect(await composer(page, 'Ben').inputValue()).toBe('A draft');
});

it('leaves nothing on the device after logging out, in no tab, and asks about unsent messages before', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(NO_CONNECTION);
  on.visitors.expect(/status of 401/);
  const page = await on.visitors.logIn(ana);
  const other = await page.context().newPage();
  await other.goto('/');
  await openChat(other, 'Ben');
  await openChat(page, 'Ben');
  await page.context().route('**/socket.io/**', (route) => route.abort());
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await write(page, 'Ben', 'Never sent');
  await log(page).getByText('Never sent').waitFor();
  await composer(page, 'Ben').fill('A draft');

  const logOut = async () => {
    await toList(page);
    await page.getByRole('button', { name: 'Account of Ana' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
  };
  await logOut();
  const question = page.getByRole('alertdialog', { name: '1 message has not been sent yet' });
  await question.waitFor();
  await shoot(page, 'logout-unsent');
  await question.getByRole('button', { name: 'Log out' }).click();
  const unreachable = page.getByRole('alertdialog', { name: 'The server cannot be reached' });
  await unreachable.waitFor();
  await shoot(page, 'logout-unreachable');
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
