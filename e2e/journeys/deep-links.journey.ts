import type { Locator, Page } from 'playwright-core';
import { randomUUID } from 'node:crypto';
import { disableAccount, eraseAccount } from '../support/accounts.js';
import { accessibilityViolations } from '../support/axe.js';
import { composer, header, log, takeScreenshots, typeAndSend } from '../support/browser.js';
import { newEmail, PASSWORD, register, sendMessages, type Person } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Logs a person in on the page that is open. */
async function logInOn(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
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
const linkToHome = (page: Page) => page.getByRole('main').getByRole('link', { name: 'Back to conversations' });

/**
 * Records headings that claim that the target does not exist or nothing is open, even if they are shown only for a
 * moment.
 */
async function recordWrongHeadings(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { wrongHeadings: seen });
    new MutationObserver(() => {
      for (const { textContent } of document.querySelectorAll('main h2'))
        if (/not found|Pick up|Say hello to someone/.test(textContent)) seen.push(textContent);
    }).observe(document, { childList: true, subtree: true });
  });
  return () => page.evaluate(() => (window as unknown as { wrongHeadings: string[] }).wrongHeadings);
}

it('a link to a person opens a chat with their name, and after the first message the conversation with them', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana Linked'), register(suite.server, 'Ben')]);
  const page = await suite.browser.logIn(ben);
  const wrongHeadings = await recordWrongHeadings(page);
  for (const path of [`/u/${ana.id}`, `/new/${ana.id}`]) {
    await page.goto(path);
    await header(page, 'Ana Linked').waitFor();
    await page.getByRole('heading', { name: 'Say hello to Ana Linked' }).waitFor();
    expect(await wrongHeadings()).toEqual([]);
  }
  await takeScreenshots(page, 'linked-person');
  await typeAndSend(page, 'Ana Linked', 'Your link works');
  await page.waitForURL(/\/c\//);
  const conversation = pathOf(page);

  await page.goto(`/u/${ana.id}`);
  await log(page).getByText('Your link works').waitFor();
  await page.waitForURL(`**${conversation}`);
  expect(await wrongHeadings()).toEqual([]);
});

it('an address of a page, conversation or person that does not exist shows a notice with a link to the conversations', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, 'Ben'),
    register(suite.server, 'Eve'),
  ]);
  const theirs = await sendMessages(ana, ben, ['Between us']);
  suite.browser.expectError(/status of (400|404)/);
  const page = await suite.browser.logIn(eve);
  for (const [path, title] of [
    ['/foo', 'Page not found'],
    ['/c', 'Page not found'],
    ['/c/not-an-id', 'Conversation not found'],
    [`/c/${theirs}`, 'Conversation not found'],
    [`/u/${randomUUID()}`, 'Person not found'],
    ['/u/not-an-id', 'Person not found'],
    [`/u/${eve.id}`, 'This is your own link'],
  ] as const) {
    await page.goto(path);
    await notice(page, title).waitFor();
    expect(await accessibilityViolations(page)).toEqual([]);
    await linkToHome(page).click();
    await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
    expect(pathOf(page)).toBe('/');
  }
  await page.goto('/foo');
  await takeScreenshots(page, 'page-not-found');
});

it('a link to a person with a disabled account opens the chat with them', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana Disabled'), register(suite.server, 'Ben')]);
  const page = await suite.browser.logIn(ben);
  await disableAccount(suite.server, ana);
  await page.goto(`/u/${ana.id}`);
  await header(page, 'Ana Disabled').waitFor();
  await composer(page, 'Ana Disabled').waitFor();
});

it('a link to a deleted account says that nobody can write to it', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const page = await suite.browser.logIn(ben);
  await eraseAccount(suite.server, ana);
  await page.goto(`/u/${ana.id}`);
  await page.getByText('This account was deleted. Nobody can write here any more.').waitFor();
  await header(page, 'Deleted account').waitFor();
  expect(await page.getByRole('heading', { name: /Say hello to/ }).count()).toBe(0);
  expect(await page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
  await takeScreenshots(page, 'deleted-person');
});

it('an address that is opened without a connection shows its target once there is a connection', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const id = await sendMessages(ana, ben, ['Hello Ben']);
  suite.browser.expectError(/ERR_FAILED|status of 503/);
  const page = await suite.browser.logIn(ben);
  const wrongHeadings = await recordWrongHeadings(page);
  for (const [path, shown] of [
    [`/c/${id}`, log(page).getByText('Hello Ben')],
    [`/u/${ana.id}`, log(page).getByText('Hello Ben')],
    [`/c/${randomUUID()}`, notice(page, 'Conversation not found')],
  ] as const) {
    await page.route('**/socket.io/**', (route) => route.abort());
    await page.goto(path);
    await notice(page, 'This cannot be loaded yet').waitFor();
    await linkToHome(page).waitFor();
    await takeScreenshots(page, 'cannot-be-loaded');
    expect(await wrongHeadings()).toEqual([]);
    await page.unroute('**/socket.io/**');
    await shown.waitFor();
  }
});

it('a person is looked up again after a 503 response', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  suite.browser.expectError(/status of 503/);
  const page = await suite.browser.logIn(ben);
  await page.route(`**/users/${ana.id}`, (route) => route.fulfill({ status: 503, body: '{}' }));
  await page.goto(`/u/${ana.id}`);
  await notice(page, 'This cannot be loaded yet').waitFor();
  await page.unroute(`**/users/${ana.id}`);
  await header(page, 'Ana').waitFor();
});

it('a link that was opened before the login leads to its target, and the login after a logout starts at the list', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, 'Ben'),
    register(suite.server, 'Eve'),
  ]);
  const contents = Array.from({ length: 90 }, (_, index) => `Message ${index + 1}`);
  const id = await sendMessages(ana, ben, contents);
  const [cited] = await suite.server.sql<{ id: string }>(
    'select id from messages where conversation_id = $1 and seq = 10',
    [id],
  );
  // The other tab may send a request before it is notified of the logout.
  suite.browser.expectError(/status of 401/);
  const context = await suite.browser.newContext();
  const page = await context.newPage();
  const other = await context.newPage();

  await page.goto(`/c/${id}?message=${cited!.id}`);
  await logInOn(page, ben);
  await log(page).locator('[data-marked=true]').getByText('Message 10', { exact: true }).waitFor();
  await other.goto(`/c/${id}`);
  await header(other, 'Ana').waitFor();
  await page.goto('/account');
  await page.getByRole('region', { name: 'Log out' }).getByRole('button', { name: 'Log out' }).click();

  for (const tab of [page, other]) {
    await tab.waitForURL(`${suite.server.url}/`);
    await tab.getByRole('heading', { name: 'Say it once. It arrives.' }).waitFor();
  }
  await logInOn(page, eve);
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
  expect(pathOf(page)).toBe('/');
  await logOut(page, eve);

  await page.goto(`/u/${ana.id}`);
  await logInOn(page, eve);
  await header(page, 'Ana').waitFor();
  await page.goto('/');
  await logOut(page, eve);
  await page.goto('/account');
  await logInOn(page, eve);
  await page.getByRole('region', { name: 'Devices' }).waitFor();
});

it('a link to a person that was opened before a registration opens the chat with them', async () => {
  const ana = await register(suite.server, 'Ana');
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto(`/u/${ana.id}`);
  await page.getByLabel('Your name').fill('Newcomer');
  await page.getByLabel('E-mail').fill(newEmail('newcomer'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await composer(page, 'Ana').waitFor();
});

it('after another device has ended the session, a link to a message leads to the message once the user logs in', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const id = await sendMessages(ana, ben, ['Hello']);
  const [cited] = await suite.server.sql<{ id: string }>('select id from messages where conversation_id = $1', [id]);
  suite.browser.expectError(/status of 401/);
  const page = await suite.browser.logIn(ben);
  await page.goto(`/c/${id}?message=${cited!.id}`);
  await log(page).locator('[data-marked=true]').getByText('Hello').waitFor();
  const { access_token } = await ben.client.login({ email: ben.email, password: PASSWORD });
  await fetch(`${suite.server.url}/api/sessions`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${access_token}` },
  });
  await page.getByText('You were logged out on this device.').waitFor();
  await logInOn(page, ben);
  await log(page).locator('[data-marked=true]').getByText('Hello').waitFor();
});
