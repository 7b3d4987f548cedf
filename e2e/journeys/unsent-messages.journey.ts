import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { composer, log, NO_CONNECTION, showList, takeScreenshots, typeAndSend } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const rows = (page: Page) => page.getByRole('navigation').getByRole('listitem');
const names = (page: Page) => rows(page).locator('[translate="no"]').allTextContents();

/** Records the order of the rows after each change. @returns a function that returns the orders so far */
async function recordOrders(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const order = () => [...document.querySelectorAll('nav li [translate="no"]')].map((name) => name.textContent);
    const orders = new Set([order().join()]);
    new MutationObserver(() => orders.add(order().join())).observe(document.querySelector('nav')!, {
      childList: true,
      subtree: true,
    });
    Object.assign(window, { orders });
  });
  return () => page.evaluate(() => [...(window as unknown as { orders: Set<string> }).orders]);
}

it('a conversation with an unsent message is on top of the list, and does not move when the message is sent', async () => {
  const [ana, ben, cy, dee] = await Promise.all(
    ['Ana', 'Ben', 'Cy', 'Dee'].map((name) => register(suite.server, name)),
  );
  await sendMessages(ben!, ana!, ['Hello of Ben']);
  await sendMessages(cy!, ana!, ['Hello of Cy']);
  suite.browser.expectError(NO_CONNECTION);
  const page = await suite.browser.logIn(ana!);
  await rows(page).getByText('Hello of Cy').waitFor();

  // Sends a message to a person without a conversation.
  await page.getByRole('textbox', { name: 'Search people and conversations' }).fill(dee!.email);
  await page.getByRole('link', { name: /Dee/ }).click();
  await composer(page, 'Dee').waitFor();
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await composer(page, 'Dee').fill('First words');
  await page.getByRole('button', { name: 'Send' }).click();
  await showList(page);
  const deeRow = rows(page).filter({ hasText: 'You: First words' });
  await deeRow.getByRole('img', { name: 'Sending' }).waitFor();
  expect(await names(page)).toEqual(['Dee', 'Cy', 'Ben']);
  expect(await accessibilityViolations(page)).toEqual([]);
  await takeScreenshots(page, 'inbox-unsent');
  let readOrders = await recordOrders(page);
  await page.context().setOffline(false);
  await deeRow.getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' });
  await page.locator(`nav a[href^="/c/"]`).filter({ hasText: 'First words' }).waitFor();
  expect(await readOrders()).toEqual(['Dee,Cy,Ben']);

  // Sends a message in an existing conversation.
  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await rows(page).getByRole('link', { name: /Ben/ }).click();
  await composer(page, 'Ben').fill('Hello back');
  await page.getByRole('button', { name: 'Send' }).click();
  await log(page).getByRole('img', { name: 'Sending' }).waitFor();
  await showList(page);
  const benRow = rows(page).filter({ hasText: 'You: Hello back' });
  await benRow.getByRole('img', { name: 'Sending' }).waitFor();
  // The list keeps its order for a moment after the pointer was over it.
  await rows(page).first().filter({ hasText: 'Ben' }).waitFor();
  expect(await names(page)).toEqual(['Ben', 'Dee', 'Cy']);
  readOrders = await recordOrders(page);
  await page.context().setOffline(false);
  await benRow.getByRole('img', { name: 'Sending' }).waitFor({ state: 'detached' });
  expect(await readOrders()).toEqual(['Ben,Dee,Cy']);
});

it('a refused message is marked in the list until it is discarded', async () => {
  suite.browser.expectError(/status of 404/);
  const page = await suite.browser.logIn(await register(suite.server, 'Ana'));
  await page.evaluate((path) => history.pushState({ name: 'Nobody' }, '', path), `/new/${randomUUID()}`);
  await typeAndSend(page, 'Nobody', 'Is anybody there?');
  const row = rows(page).filter({ hasText: 'You: Is anybody there?' });
  await showList(page);
  await row.getByRole('img', { name: 'Not sent' }).waitFor();
  await page.reload();
  await row.getByRole('img', { name: 'Not sent' }).waitFor();
  await row.getByRole('link').click();
  await page.getByRole('button', { name: 'Discard' }).click();
  await showList(page);
  await row.waitFor({ state: 'detached' });
});
