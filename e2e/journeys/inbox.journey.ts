import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { composer, log, shoot, toList, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** What the browser itself says of every request that fails on a connection that is not there. */
const NO_CONNECTION =
  /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|FAILED|CONNECTION_RESET|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|NETWORK_CHANGED)|WebSocket connection to/;

const rows = (page: Page) => page.getByRole('navigation').getByRole('listitem');
const names = (page: Page) => rows(page).locator('[translate="no"]').allTextContents();

/** Notes the order of the rows whenever it changes. @returns what it was so far */
async function watchOrder(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const order = () => [...document.querySelectorAll('nav li [translate="no"]')].map((name) => name.textContent);
    const seen = new Set([order().join()]);
    new MutationObserver(() => seen.add(order().join())).observe(document.querySelector('nav')!, {
      childList: true,
      subtree: true,
    });
    Object.assign(window, { seen });
  });
  return () => page.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]);
}

it('what is written offline is on top of the list, and stays in its place when it is sent', async () => {
  const [ana, ben, cy, dee] = await Promise.all(['Ana', 'Ben', 'Cy', 'Dee'].map((name) => register(on.server, name)));
  await say(ben!, ana!, ['Hello of Ben']);
  await say(cy!, ana!, ['Hello of Cy']);
  on.visitors.expect(NO_CONNECTION);
  const page = await on.visitors.logIn(ana!);
  await rows(page).getByText('Hello of Cy').waitFor();

  // To somebody who has no conversation yet.
  await page.getByRole('textbox', { name: 'Search people and conversations' }).fill(dee!.email);
  await page.getByRole('link', { name: /Dee/ }).click();
  await composer(page, 'Dee').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await composer(page, 'Dee').fill('First words');
  await page.getByRole('button', { name: 'Send' }).click();
  await toList(page);
  const dees = rows(page).filter({ hasText: 'You: First words' });
  await dees.getByRole('img', { name: 'Sending' }).waitFor();
  expect(await names(page)).toEqual(['Dee', 'Cy', 'Ben']);
  expect(await violations(page)).toEqual([]);
  await shoot(page, 'inbox-unsent');
  let seen = await watchOrder(page);
  await page.context().setOffline(false);
  await dees.getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' });
  await page.locator(`nav a[href^="/c/"]`).filter({ hasText: 'First words' }).waitFor();
  expect(await seen()).toEqual(['Dee,Cy,Ben']);

  // In a conversation that is there.
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await rows(page).getByRole('link', { name: /Ben/ }).click();
  await composer(page, 'Ben').fill('Hello back');
  await page.getByRole('button', { name: 'Send' }).click();
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();
  await toList(page);
  const bens = rows(page).filter({ hasText: 'You: Hello back' });
  await bens.getByRole('img', { name: 'Sending' }).waitFor();
  // The list keeps its order for a moment after the pointer was in it.
  await rows(page).first().filter({ hasText: 'Ben' }).waitFor();
  expect(await names(page)).toEqual(['Ben', 'Dee', 'Cy']);
  seen = await watchOrder(page);
  await page.context().setOffline(false);
  await bens.getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' });
  expect(await seen()).toEqual(['Ben,Dee,Cy']);
});

it('a message that was refused is marked in the list until it is discarded', async () => {
  on.visitors.expect(/status of 404/);
  const page = await on.visitors.logIn(await register(on.server, 'Ana'));
  await page.evaluate((path) => history.pushState({ name: 'Nobody' }, '', path), `/new/${randomUUID()}`);
  await write(page, 'Nobody', 'Is anybody there?');
  const row = rows(page).filter({ hasText: 'You: Is anybody there?' });
  await toList(page);
  await row.getByRole('img', { name: 'Not sent' }).waitFor();
  await page.reload();
  await row.getByRole('img', { name: 'Not sent' }).waitFor();
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await toList(page);
  await row.waitFor({ state: 'detached' });
});
