import type { Locator, Page } from 'playwright-core';
import { composer, header, log, openChat, showList } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite(() => ({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com' }));

/** Logs in Ana, who has conversations with Ben and Cem, and opens the one with Ben. */
async function openBensChat(): Promise<Page> {
  const [ana, ben, cem] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, 'Ben'),
    register(suite.server, 'Cem'),
  ]);
  await sendMessages(cem, ana, ['From Cem']);
  await sendMessages(ben, ana, ['From Ben']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('From Ben').waitFor();
  return page;
}

/** Returns the index of the current entry in the session history of the browser. */
const entryIndex = (page: Page) => page.evaluate(() => navigation.currentEntry!.index);
const waitForEntry = (page: Page, index: number) =>
  page.waitForFunction((wanted) => navigation.currentEntry!.index === wanted, index);
const waitForRemoval = (shown: Locator) => shown.waitFor({ state: 'detached' });
const list = (page: Page) => page.getByRole('heading', { name: 'Conversations', exact: true });
const switcher = (page: Page) => page.getByRole('dialog', { name: 'Go to a person or conversation' });
const insights = (page: Page) => page.getByRole('complementary', { name: 'Insights' });
const menu = (page: Page) => page.getByRole('menu');
const menuButton = (page: Page) => page.getByRole('button', { name: 'Account of Ana' });

it('the back button closes the insights and keeps the conversation open, and closing them removes their history entry', async () => {
  const page = await openBensChat();
  const chat = await entryIndex(page);
  const button = page.getByRole('button', { name: 'Insights', exact: true });
  const closes = [
    () => page.goBack(),
    () => page.keyboard.press('Escape'),
    () => page.getByRole('button', { name: 'Close insights' }).click(),
  ];
  for (const close of closes) {
    await button.click();
    await insights(page).locator('h2:focus').waitFor();
    await waitForEntry(page, chat + 1);
    await close();
    await waitForRemoval(insights(page));
    await button.and(page.locator(':focus')).waitFor();
    await log(page).getByText('From Ben').waitFor();
    await waitForEntry(page, chat);
  }
  await page.goBack();
  await page.waitForURL(`${suite.server.url}/`);
  await list(page).waitFor();
  await page.goForward();
  await log(page).getByText('From Ben').waitFor();
  expect(await insights(page).count()).toBe(0);
});

it('going forward or reloading reopens a dialog or panel, which can be closed as before', async () => {
  const page = await openBensChat();
  const chat = await entryIndex(page);
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).waitFor();
  await page.goBack();
  await waitForRemoval(insights(page));
  await page.goForward();
  await insights(page).waitFor();
  await page.reload();
  await insights(page).waitFor();
  await page.getByRole('button', { name: 'Close insights' }).click();
  await waitForRemoval(insights(page));
  await header(page, 'Ben').waitFor();
  await waitForEntry(page, chat);
  await page.goBack();
  await list(page).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

it('the switcher adds one history entry for the chosen conversation, and none when it is closed', async () => {
  const page = await openBensChat();
  const chat = await entryIndex(page);
  for (const close of [() => page.goBack(), () => page.keyboard.press('Escape'), () => page.mouse.click(5, 600)]) {
    await page.keyboard.press('Control+k');
    await switcher(page).locator('input:focus').waitFor();
    await close();
    await waitForRemoval(switcher(page));
    await waitForEntry(page, chat);
    await header(page, 'Ben').waitFor();
  }
  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Ben').click();
  await waitForRemoval(switcher(page));
  await waitForEntry(page, chat);

  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Cem').click();
  await composer(page, 'Cem').waitFor();
  await waitForRemoval(switcher(page));
  await waitForEntry(page, chat + 1);
  await page.goBack();
  await composer(page, 'Ben').waitFor();
  expect(await switcher(page).count()).toBe(0);
  await waitForEntry(page, chat);
  await page.goForward();
  await composer(page, 'Cem').waitFor();
  expect(await switcher(page).count()).toBe(0);
});

it('the back button closes open dialogs and panels one by one, the last opened first', async () => {
  const page = await openBensChat();
  const chat = await entryIndex(page);
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).locator('h2:focus').waitFor();
  await page.keyboard.press('Control+k');
  await switcher(page).waitFor();
  await page.goBack();
  await waitForRemoval(switcher(page));
  await insights(page).waitFor();
  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Cem').click();
  await composer(page, 'Cem').waitFor();
  expect(await insights(page).count()).toBe(0);
  await page.goBack();
  await insights(page).waitFor();
  await page.goBack();
  await waitForRemoval(insights(page));
  await composer(page, 'Ben').waitFor();
  await waitForEntry(page, chat);
});

it('the back button closes the account menu and its dialogs, which leave no history entry', async () => {
  const page = await openBensChat();
  await page.goBack();
  await list(page).waitFor();
  const start = await entryIndex(page);
  for (const close of [() => page.goBack(), () => page.keyboard.press('Escape'), () => page.reload()]) {
    await menuButton(page).click();
    await menu(page).waitFor();
    await close();
    await waitForRemoval(menu(page));
    await waitForEntry(page, start);
  }
  const invitations = page.getByRole('dialog', { name: 'Invite people' });
  const closes = [
    () => page.goBack(),
    () => page.keyboard.press('Escape'),
    () => invitations.getByRole('button', { name: 'Close' }).click(),
    () => page.mouse.click(2, 2),
  ];
  for (const close of closes) {
    await menuButton(page).click();
    await page.getByRole('menuitem', { name: 'Invite people' }).click();
    await invitations.getByRole('button', { name: 'Create link' }).waitFor();
    expect(await menu(page).count()).toBe(0);
    await waitForEntry(page, start + 1);
    await close();
    await waitForRemoval(invitations);
    await menuButton(page).and(page.locator(':focus')).waitFor();
    await waitForEntry(page, start);
  }
  await menuButton(page).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('region', { name: 'Devices' }).waitFor();
  await waitForEntry(page, start + 1);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await list(page).waitFor();
  await waitForEntry(page, start);
});

it('the back button closes the logout question, which is gone after logging out', async () => {
  const page = await openBensChat();
  suite.browser.expectError(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
  await page.goto('/account');
  const logout = page.getByRole('region', { name: 'Log out' }).getByRole('button', { name: 'Log out' });
  await logout.waitFor();
  const account = await entryIndex(page);
  await page.route('**/auth/logout', (route) => route.abort());
  const question = page.getByRole('alertdialog', { name: 'The server cannot be reached' });
  for (const close of [
    () => page.goBack(),
    () => page.keyboard.press('Escape'),
    () => question.getByRole('button', { name: 'Cancel' }).click(),
  ]) {
    await logout.click();
    await question.waitFor();
    await close();
    await waitForRemoval(question);
    await logout.waitFor();
    await waitForEntry(page, account);
  }
  await logout.click();
  await question.getByRole('button', { name: 'Remove from this device' }).click();
  await page.getByRole('button', { name: 'Have an account? Log in' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await question.count()).toBe(0);
});

it('dialogs, panels and the back button work in a browser without the Navigation API', async () => {
  const page = await openBensChat();
  await page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }));
  await page.goto('/');
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).waitFor();
  await page.keyboard.press('Escape');
  await waitForRemoval(insights(page));
  await page.keyboard.press('Control+k');
  await switcher(page).waitFor();
  await page.goBack();
  await waitForRemoval(switcher(page));
  await header(page, 'Ben').waitFor();
  if (isPhone) await showList(page);
  else await page.goBack();
  await page.waitForURL(`${suite.server.url}/`);
  // The list and the conversation are adjacent history entries.
  await page.goForward();
  await composer(page, 'Ben').waitFor();
});
