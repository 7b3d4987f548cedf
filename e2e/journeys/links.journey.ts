import type { Locator, Page } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import { disableAccount, eraseAccount } from '../support/accounts.js';
import { violations } from '../support/axe.js';
import { composer, header, log, shoot, write } from '../support/browser.js';
import { newEmail, PASSWORD, register, say, type Person } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

async function logInHere(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  const toLogin = page.getByRole('button', { name: 'Have an account? Log in' });
  await page.getByLabel('E-mail').waitFor();
  if (await toLogin.isVisible()) await toLogin.click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
}

async function logOut(page: Page, { name }: Person): Promise<void> {
  await page.getByRole('button', { name: `Account of ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Say it once. It arrives.' }).waitFor();
}

const pathOf = (page: Page) => new URL(page.url()).pathname;
const notice = (page: Page, title: string): Locator => page.getByRole('main').getByRole('heading', { name: title });
const home = (page: Page) => page.getByRole('main').getByRole('link', { name: 'Back to conversations' });

/** Headings that say that something does not exist, recorded from now on, also those that are shown for a moment. */
async function recordDenials(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { denials: seen });
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('main h2'))
        if (/no such|Pick up|Say hello to somebody/.test(textContent)) seen.push(textContent);
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { denials: string[] }).denials);
}

it('the link to a person opens the chat with them by name, and the conversation once there is one', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana Linked'), register(on.server, 'Ben')]);
  const page = await on.visitors.logIn(ben);
  const denials = await recordDenials(page);
  for (const path of [`/u/${ana.id}`, `/new/${ana.id}`]) {
    await page.goto(path);
    await header(page, 'Ana Linked').waitFor();
    await page.getByRole('heading', { name: 'Say hello to Ana Linked' }).waitFor();
    expect(await denials()).toEqual([]);
  }
  await shoot(page, 'linked-person');
  await write(page, 'Ana Linked', 'Your link works');
  await page.waitForURL(/\/c\//);
  const conversation = pathOf(page);

  await page.goto(`/u/${ana.id}`);
  await log(page).getByText('Your link works').waitFor();
  await page.waitForURL(`**${conversation}`);
  expect(await denials()).toEqual([]);
});

it('an address that leads nowhere says so, with a way home', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(on.server, 'Ana'),
    register(on.server, 'Ben'),
    register(on.server, 'Eve'),
  ]);
  const theirs = await say(ana, ben, ['Between us']);
  on.visitors.expect(/status of (400|404)/);
  const page = await on.visitors.logIn(eve);
  for (const [path, title] of [
    ['/foo', 'There is no such page'],
    ['/c', 'There is no such page'],
    ['/c/not-an-id', 'There is no such conversation'],
    [`/c/${theirs}`, 'There is no such conversation'],
    [`/u/${randomUUID()}`, 'There is no such person'],
    ['/u/not-an-id', 'There is no such person'],
    [`/u/${eve.id}`, 'This is your own link'],
  ] as const) {
    await page.goto(path);
    await notice(page, title).waitFor();
    expect(await violations(page)).toEqual([]);
    await home(page).click();
    await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
    expect(pathOf(page)).toBe('/');
  }
  await page.goto('/foo');
  await shoot(page, 'no-page');
});

it('the link to somebody whose account is disabled opens the chat with them', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana Disabled'), register(on.server, 'Ben')]);
  const page = await on.visitors.logIn(ben);
  await disableAccount(on.server, ana);
  await page.goto(`/u/${ana.id}`);
  await header(page, 'Ana Disabled').waitFor();
  await composer(page, 'Ana Disabled').waitFor();
});

it('the link to somebody whose account was deleted says that nobody can write to them', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const page = await on.visitors.logIn(ben);
  await eraseAccount(on.server, ana);
  await page.goto(`/u/${ana.id}`);
  await page.getByText('This account was deleted. Nobody can write here any more.').waitFor();
  await header(page, 'Deleted account').waitFor();
  expect(await page.getByRole('heading', { name: /Say hello to/ }).count()).toBe(0);
  expect(await page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
  await shoot(page, 'deleted-person');
});

it('without a connection an address is not looked up in vain, and opens once there is one', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const id = await say(ana, ben, ['Hello Ben']);
  on.visitors.expect(/ERR_FAILED|status of 503/);
  const page = await on.visitors.logIn(ben);
  const denials = await recordDenials(page);
  for (const [path, shown] of [
    [`/c/${id}`, log(page).getByText('Hello Ben')],
    [`/u/${ana.id}`, log(page).getByText('Hello Ben')],
    [`/c/${randomUUID()}`, notice(page, 'There is no such conversation')],
  ] as const) {
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.goto(path);
    await notice(page, 'This cannot be looked up yet').waitFor();
    await home(page).waitFor();
    await shoot(page, 'not-reached');
    expect(await denials()).toEqual([]);
    await page.unroute('**/socket.io/**');
    await shown.waitFor();
  }
});

it('a person whom the server cannot look up at present is looked up again', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  on.visitors.expect(/status of 503/);
  const page = await on.visitors.logIn(ben);
  await page.route(`**/users/${ana.id}`, (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto(`/u/${ana.id}`);
  await notice(page, 'This cannot be looked up yet').waitFor();
  await page.unroute(`**/users/${ana.id}`);
  await header(page, 'Ana').waitFor();
});

it('a link that was opened before the login leads to its target, and after logging out the next login starts at home', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(on.server, 'Ana'),
    register(on.server, 'Ben'),
    register(on.server, 'Eve'),
  ]);
  const contents = Array.from({ length: 90 }, (_, index) => `Message ${index + 1}`);
  const id = await say(ana, ben, contents);
  const [cited] = await on.server.sql<{ id: string }>(
    'select id from messages where conversation_id = $1 and seq = 10',
    [id],
  );
  // The other tab may ask for something before it knows.
  on.visitors.expect(/status of 401/);
  const context = await on.visitors.open();
  const page = await context.newPage();
  const other = await context.newPage();

  await page.goto(`/c/${id}?message=${cited!.id}`);
  await logInHere(page, ben);
  await log(page).locator('[data-marked=true]').getByText('Message 10', { exact: true }).waitFor();
  await other.goto(`/c/${id}`);
  await header(other, 'Ana').waitFor();
  await page.goto('/account');
  await page.getByRole('region', { name: 'Log out' }).getByRole('button', { name: 'Log out' }).click();

  for (const tab of [page, other]) {
    await tab.waitForURL(`${on.server.url}/`);
    await tab.getByRole('heading', { name: 'Say it once. It arrives.' }).waitFor();
  }
  await logInHere(page, eve);
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
  expect(pathOf(page)).toBe('/');
  await logOut(page, eve);

  await page.goto(`/u/${ana.id}`);
  await logInHere(page, eve);
  await header(page, 'Ana').waitFor();
  await page.goto('/');
  await logOut(page, eve);
  await page.goto('/account');
  await logInHere(page, eve);
  await page.getByRole('region', { name: 'Devices' }).waitFor();
});

it('a link to a person leads to them after a registration', async () => {
  const ana = await register(on.server, 'Ana');
  const page = await (await on.visitors.open()).newPage();
  await page.goto(`/u/${ana.id}`);
  await page.getByLabel('Your name').fill('Newcomer');
  await page.getByLabel('E-mail').fill(newEmail('newcomer'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await composer(page, 'Ana').waitFor();
});

it('a link to a message leads there after a session was ended elsewhere', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const id = await say(ana, ben, ['Hello']);
  const [cited] = await on.server.sql<{ id: string }>('select id from messages where conversation_id = $1', [id]);
  on.visitors.expect(/status of 401/);
  const page = await on.visitors.logIn(ben);
  await page.goto(`/c/${id}?message=${cited!.id}`);
  await log(page).locator('[data-marked=true]').getByText('Hello').waitFor();
  const { access_token } = await ben.client.login({ email: ben.email, password: PASSWORD });
  await fetch(`${on.server.url}/api/sessions`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${access_token}` },
  });
  await page.getByText('You were logged out on this device.').waitFor();
  await logInHere(page, ben);
  await log(page).locator('[data-marked=true]').getByText('Hello').waitFor();
});
