import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { composer, log, openChat, shoot, write } from '../support/browser.js';
import { newEmail, PASSWORD, type Person, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** What the browser says when a request fails on a connection that is not there. */
const NO_CONNECTION = /ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|WebSocket connection to/;

const note = (page: Page) => page.getByRole('status').filter({ hasText: 'This browser does not store' });

/** As with site data blocked. */
function block(): void {
  const refuse = () => {
    throw new DOMException('Access is denied.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'BroadcastChannel'])
    Object.defineProperty(window, name, { configurable: true, get: refuse });
  Object.defineProperty(navigator, 'locks', { configurable: true, get: refuse });
}

/** A database that never opens, as in a damaged profile. */
function hang(): void {
  IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
}

/** Somebody who logs in by hand on a page that has been prepared. */
async function logIn(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
}

/** Ana and Ben have a conversation; Ben can write in it without a browser. */
async function talk(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  return { ana, ben };
}

async function send(page: Page, text: string): Promise<void> {
  await composer(page, 'Ben').pressSequentially(text);
  expect(await composer(page, 'Ben').inputValue()).toBe(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const sent = log(page).getByRole('article').filter({ hasText: text });
  await sent.and(page.locator('[data-state=sent], [data-state=delivered]')).waitFor();
}

it('somebody registers, logs in, writes and reads in a browser that stores nothing, and is told what is lost', async () => {
  const { ana, ben } = await talk();
  const context = await on.visitors.open();
  await context.addInitScript(block);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill('Cid');
  await page.getByLabel('E-mail').fill(newEmail('Cid'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

  // Nothing was stored: the page asks again.
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await note(page)
    .getByText(
      'does not store your login, your drafts, or messages that are not sent yet. Closing the page loses them.',
    )
    .waitFor();
  await shoot(page, 'storage-blocked');
  expect(await violations(page)).toEqual([]);
  await send(page, 'From memory');
  await say(ben, ana, ['And back']);
  await log(page).getByText('And back').waitFor();
  await note(page).getByRole('button', { name: 'Hide' }).click();
  await note(page).waitFor({ state: 'detached' });
});

it('a message that waits for the connection is sent once from a browser that stores nothing', async () => {
  const text = 'Waits for the connection';
  const { ana } = await talk();
  on.visitors.expect(NO_CONNECTION);
  const context = await on.visitors.open();
  await context.addInitScript(block);
  const page = await context.newPage();
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await context.setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await composer(page, 'Ben').fill(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();
  await composer(page, 'Ben').fill('A draft');
  await context.setOffline(false);
  await log(page).getByRole('img', { name: 'Sent', exact: true }).waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', text]);
  expect(await composer(page, 'Ben').inputValue()).toBe('A draft');
  expect(await on.server.sql('select 1 from messages where content = $1', [text])).toHaveLength(1);
});

it('somebody logs in and writes while the storage is full, and only what is not stored is named', async () => {
  const { ana } = await talk();
  const context = await on.visitors.open();
  const page = await context.newPage();
  await page.goto('/');
  await page.evaluate(() => {
    for (let size = 2 ** 22; size >= 1; size = Math.floor(size / 2))
      for (;;) {
        try {
          localStorage.setItem(`filler.${localStorage.length}`, 'x'.repeat(size));
        } catch {
          break;
        }
      }
  });
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await note(page).getByText('does not store your login. Closing the page loses this.').waitFor();
  await composer(page, 'Ben').pressSequentially('Half a sentence');
  await note(page).getByText('does not store your login or your drafts.').waitFor();
  await page.getByRole('button', { name: 'Emoji' }).waitFor();
  await composer(page, 'Ben').fill('');
  await send(page, 'All the same');

  await page.evaluate(() => localStorage.clear());
  await composer(page, 'Ben').fill('Kept');
  expect(await page.evaluate(() => Object.values(localStorage))).toEqual(['Kept']);
});

it('the page opens, and sends, when the database of unsent messages never opens', async () => {
  const { ana } = await talk();
  const context = await on.visitors.open();
  await context.addInitScript(hang);
  const page = await context.newPage();
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await note(page).getByText('does not store messages that are not sent yet.').waitFor();
  await send(page, 'Without a database');
  await page.reload();
  await log(page).getByText('Without a database').waitFor();
});

it('nothing is lost, and nobody is logged out, when the site data is cleared under an open page', async () => {
  const { ana, ben } = await talk();
  on.visitors.expect(NO_CONNECTION);
  const context = await on.visitors.open();
  const page = await context.newPage();
  await logIn(page, ana);
  await openChat(page, 'Ben');
  expect(await note(page).count()).toBe(0);
  await context.setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await composer(page, 'Ben').fill('Waits');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();
  await composer(page, 'Ben').pressSequentially('A draft');

  const devtools = await context.newCDPSession(page);
  const storageTypes = 'local_storage,indexeddb,cache_storage';
  await devtools.send('Storage.clearDataForOrigin', { origin: new URL(page.url()).origin, storageTypes });
  await composer(page, 'Ben').press('End');
  await composer(page, 'Ben').pressSequentially(' goes on');
  expect(await composer(page, 'Ben').inputValue()).toBe('A draft goes on');
  await context.setOffline(false);

  await log(page).getByRole('img', { name: 'Sent', exact: true }).waitFor();
  await say(ben, ana, ['And back']);
  await log(page).getByText('And back').waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'Waits', 'And back']);
  await note(page).getByText('does not store your login. Closing the page loses this.').waitFor();
});

it('messages are stored again after the browser has closed the connection of their database', async () => {
  const { ana } = await talk();
  on.visitors.expect(NO_CONNECTION);
  const context = await on.visitors.open();
  await context.addInitScript(() => {
    const opened: IDBDatabase[] = [];
    const open = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (...given) => {
      const request = open(...given);
      request.addEventListener('success', () => opened.push(request.result));
      return request;
    };
    Object.assign(window, { closeDatabases: () => opened.forEach((database) => database.close()) });
  });
  const page = await context.newPage();
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await page.evaluate('closeDatabases()');
  await context.setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await composer(page, 'Ben').fill('Survives');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await log(page).getByText('Survives').waitFor();

  await context.setOffline(false);
  await page.reload();
  await log(page).getByRole('img', { name: 'Sent', exact: true }).waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'Survives']);
  expect(await note(page).count()).toBe(0);
});

it.each([
  '{"access_token":"to',
  '7',
  '{"access_token":"two words","user":{}}',
  '{"access_token":"a","user":{"id":"1"}}',
])('a damaged login is as good as none: %s', async (stored) => {
  const { ana } = await talk();
  const page = await (await on.visitors.open()).newPage();
  await page.goto('/');
  await page.evaluate((text) => {
    localStorage.setItem('hub.session', text);
    localStorage.setItem('hub.theme', 'plaid');
  }, stored);
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await write(page, 'Ben', 'Here');
  await log(page).getByRole('img', { name: 'Sent', exact: true }).waitFor();
});
