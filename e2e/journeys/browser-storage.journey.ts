import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { composer, log, NO_CONNECTION, openChat, takeScreenshots, typeAndSend } from '../support/browser.js';
import { newEmail, PASSWORD, type Person, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const note = (page: Page) => page.getByRole('status').filter({ hasText: 'This browser does not store' });

/** Makes every access to a storage of the browser throw, as when the user has blocked site data. */
function blockStorage(): void {
  const refuse = () => {
    throw new DOMException('Access is denied.', 'SecurityError');
  };
  for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'BroadcastChannel'])
    Object.defineProperty(window, name, { configurable: true, get: refuse });
  Object.defineProperty(navigator, 'locks', { configurable: true, get: refuse });
}

/** Makes IndexedDB never respond to a request to open a database, as in a damaged profile of the browser. */
function hangIndexedDb(): void {
  IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
}

/** Logs a person in by the login form. @param page a page of a context that the journey has created itself */
async function logIn(page: Page, { email }: Pick<Person, 'email'>): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
}

/** Creates a conversation between Ana and Ben. */
async function createConversation(): Promise<{ ana: Person; ben: Person }> {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  return { ana, ben };
}

async function sendToBen(page: Page, text: string): Promise<void> {
  await composer(page, 'Ben').pressSequentially(text);
  expect(await composer(page, 'Ben').inputValue()).toBe(text);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  const sent = log(page).getByRole('article').filter({ hasText: text });
  await sent.and(page.locator('[data-state=sent], [data-state=delivered]')).waitFor();
}

it('registration, login and chat work in a browser that stores nothing, with a note about what is lost', async () => {
  const { ana, ben } = await createConversation();
  const context = await suite.browser.newContext();
  await context.addInitScript(blockStorage);
  const page = await context.newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill('Cid');
  await page.getByLabel('E-mail').fill(newEmail('Cid'));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

  // The login was not stored, so the reloaded page asks for it again.
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await note(page)
    .getByText(
      'does not store your login, your drafts, or messages that are not sent yet. Closing the page deletes this data.',
    )
    .waitFor();
  await takeScreenshots(page, 'storage-blocked');
  expect(await accessibilityViolations(page)).toEqual([]);
  await sendToBen(page, 'From memory');
  await sendMessages(ben, ana, ['And back']);
  await log(page).getByText('And back').waitFor();
  await note(page).getByRole('button', { name: 'Hide' }).click();
  await note(page).waitFor({ state: 'detached' });
});

it('a message that is written offline is sent once from a browser that stores nothing', async () => {
  const text = 'Waits for the connection';
  const { ana } = await createConversation();
  suite.browser.expectError(NO_CONNECTION);
  const context = await suite.browser.newContext();
  await context.addInitScript(blockStorage);
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
  expect(await suite.server.sql('select 1 from messages where content = $1', [text])).toHaveLength(1);
});

it('login and chat work while the storage is full, and the note names only what is not stored', async () => {
  const { ana } = await createConversation();
  const context = await suite.browser.newContext();
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
  await note(page).getByText('does not store your login. Closing the page deletes this data.').waitFor();
  await composer(page, 'Ben').pressSequentially('Half a sentence');
  await note(page).getByText('does not store your login or your drafts.').waitFor();
  await page.getByRole('button', { name: 'Emoji' }).waitFor();
  await composer(page, 'Ben').fill('');
  await sendToBen(page, 'All the same');

  await page.evaluate(() => localStorage.clear());
  await composer(page, 'Ben').fill('Kept');
  expect(await page.evaluate(() => Object.values(localStorage))).toEqual(['Kept']);
});

it('the page opens and sends messages when the database of unsent messages never opens', async () => {
  const { ana } = await createConversation();
  const context = await suite.browser.newContext();
  await context.addInitScript(hangIndexedDb);
  const page = await context.newPage();
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await note(page).getByText('does not store messages that are not sent yet.').waitFor();
  await sendToBen(page, 'Without a database');
  await page.reload();
  await log(page).getByText('Without a database').waitFor();
});

it('clearing the site data under an open page loses no messages, and keeps the user logged in', async () => {
  const { ana, ben } = await createConversation();
  suite.browser.expectError(NO_CONNECTION);
  const context = await suite.browser.newContext();
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
  await sendMessages(ben, ana, ['And back']);
  await log(page).getByText('And back').waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'Waits', 'And back']);
  await note(page).getByText('does not store your login. Closing the page deletes this data.').waitFor();
});

it('unsent messages are stored after the browser has closed the connection to their database', async () => {
  const { ana } = await createConversation();
  suite.browser.expectError(NO_CONNECTION);
  const context = await suite.browser.newContext();
  await context.addInitScript(() => {
    const databases: IDBDatabase[] = [];
    const open = indexedDB.open.bind(indexedDB);
    IDBFactory.prototype.open = (...args) => {
      const request = open(...args);
      request.addEventListener('success', () => databases.push(request.result));
      return request;
    };
    Object.assign(window, { closeDatabases: () => databases.forEach((database) => database.close()) });
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
])('a user can log in to a page with a stored login that is not valid: %s', async (stored) => {
  const { ana } = await createConversation();
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  await page.evaluate((text) => {
    localStorage.setItem('hub.session', text);
    localStorage.setItem('hub.theme', 'plaid');
  }, stored);
  await logIn(page, ana);
  await openChat(page, 'Ben');
  await typeAndSend(page, 'Ben', 'Here');
  await log(page).getByRole('img', { name: 'Sent', exact: true }).waitFor();
});
