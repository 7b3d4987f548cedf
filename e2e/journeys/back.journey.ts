import type { Locator, Page } from 'playwright-core';
import { composer, header, log, openChat, toList } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage(() => ({ REGISTRATION: 'domains', REGISTRATION_DOMAINS: 'example.com' }));

/** Ana, who has a conversation with Ben and one with Cem, where she has opened that with Ben. */
async function anaWithBen(): Promise<Page> {
  const [ana, ben, cem] = await Promise.all([
    register(on.server, 'Ana'),
    register(on.server, 'Ben'),
    register(on.server, 'Cem'),
  ]);
  await say(cem, ana, ['From Cem']);
  await say(ben, ana, ['From Ben']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('From Ben').waitFor();
  return page;
}

/** Which of the entries of the history this is. */
const entry = (page: Page) => page.evaluate(() => navigation.currentEntry!.index);
const isAt = (page: Page, index: number) =>
  page.waitForFunction((wanted) => navigation.currentEntry!.index === wanted, index);
const gone = (shown: Locator) => shown.waitFor({ state: 'detached' });
const list = (page: Page) => page.getByRole('heading', { name: 'Conversations', exact: true });
const switcher = (page: Page) => page.getByRole('dialog', { name: 'Go to a person or conversation' });
const insights = (page: Page) => page.getByRole('complementary', { name: 'Insights' });
const menu = (page: Page) => page.getByRole('menu');
const menuButton = (page: Page) => page.getByRole('button', { name: 'Account of Ana' });

it('the back button closes the insights and stays in the conversation, and closing them leaves no entry', async () => {
  const page = await anaWithBen();
  const chat = await entry(page);
  const button = page.getByRole('button', { name: 'Insights', exact: true });
  const closes = [
    () => page.goBack(),
    () => page.keyboard.press('Escape'),
    () => page.getByRole('button', { name: 'Close insights' }).click(),
  ];
  for (const close of closes) {
    await button.click();
    await insights(page).locator('h2:focus').waitFor();
    await isAt(page, chat + 1);
    await close();
    await gone(insights(page));
    await button.and(page.locator(':focus')).waitFor();
    await log(page).getByText('From Ben').waitFor();
    await isAt(page, chat);
  }
  await page.goBack();
  await page.waitForURL(`${on.server.url}/`);
  await list(page).waitFor();
  await page.goForward();
  await log(page).getByText('From Ben').waitFor();
  expect(await insights(page).count()).toBe(0);
});

it('going forward or loading the page again shows a sheet that was open, which closes as before', async () => {
  const page = await anaWithBen();
  const chat = await entry(page);
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).waitFor();
  await page.goBack();
  await gone(insights(page));
  await page.goForward();
  await insights(page).waitFor();
  await page.reload();
  await insights(page).waitFor();
  await page.getByRole('button', { name: 'Close insights' }).click();
  await gone(insights(page));
  await header(page, 'Ben').waitFor();
  await isAt(page, chat);
  await page.goBack();
  await list(page).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
});

it('the switcher adds one entry for the conversation that was chosen, and none when it is closed', async () => {
  const page = await anaWithBen();
  const chat = await entry(page);
  for (const close of [() => page.goBack(), () => page.keyboard.press('Escape'), () => page.mouse.click(5, 600)]) {
    await page.keyboard.press('Control+k');
    await switcher(page).locator('input:focus').waitFor();
    await close();
    await gone(switcher(page));
    await isAt(page, chat);
    await header(page, 'Ben').waitFor();
  }
  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Ben').click();
  await gone(switcher(page));
  await isAt(page, chat);

  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Cem').click();
  await composer(page, 'Cem').waitFor();
  await gone(switcher(page));
  await isAt(page, chat + 1);
  await page.goBack();
  await composer(page, 'Ben').waitFor();
  expect(await switcher(page).count()).toBe(0);
  await isAt(page, chat);
  await page.goForward();
  await composer(page, 'Cem').waitFor();
  expect(await switcher(page).count()).toBe(0);
});

it('the back button closes what was opened last, one after the other', async () => {
  const page = await anaWithBen();
  const chat = await entry(page);
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).locator('h2:focus').waitFor();
  await page.keyboard.press('Control+k');
  await switcher(page).waitFor();
  await page.goBack();
  await gone(switcher(page));
  await insights(page).waitFor();
  await page.keyboard.press('Control+k');
  await switcher(page).getByText('Cem').click();
  await composer(page, 'Cem').waitFor();
  expect(await insights(page).count()).toBe(0);
  await page.goBack();
  await insights(page).waitFor();
  await page.goBack();
  await gone(insights(page));
  await composer(page, 'Ben').waitFor();
  await isAt(page, chat);
});

it('the menu, and the dialogs that it opens, are closed by the back button, and leave no entry', async () => {
  const page = await anaWithBen();
  await page.goBack();
  await list(page).waitFor();
  const start = await entry(page);
  for (const close of [() => page.goBack(), () => page.keyboard.press('Escape'), () => page.reload()]) {
    await menuButton(page).click();
    await menu(page).waitFor();
    await close();
    await gone(menu(page));
    await isAt(page, start);
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
    await invitations.getByRole('button', { name: 'Create a link' }).waitFor();
    expect(await menu(page).count()).toBe(0);
    await isAt(page, start + 1);
    await close();
    await gone(invitations);
    await menuButton(page).and(page.locator(':focus')).waitFor();
    await isAt(page, start);
  }
  await menuButton(page).click();
  await page.getByRole('menuitem', { name: 'Account' }).click();
  await page.getByRole('region', { name: 'Devices' }).waitFor();
  await isAt(page, start + 1);
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await list(page).waitFor();
  await isAt(page, start);
});

it('the question before logging out is closed by the back button, and nothing of it is left after logging out', async () => {
  const page = await anaWithBen();
  on.visitors.expect(/ERR_FAILED|ERR_INTERNET_DISCONNECTED/);
  await page.goto('/account');
  const logout = page.getByRole('region', { name: 'Log out' }).getByRole('button', { name: 'Log out' });
  await logout.waitFor();
  const account = await entry(page);
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
    await gone(question);
    await logout.waitFor();
    await isAt(page, account);
  }
  await logout.click();
  await question.getByRole('button', { name: 'Remove from this device' }).click();
  await page.getByRole('button', { name: 'Have an account? Log in' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/');
  expect(await question.count()).toBe(0);
});

it('works in browsers without the Navigation API', async () => {
  const page = await anaWithBen();
  await page.addInitScript(() => Object.defineProperty(window, 'navigation', { value: undefined }));
  await page.goto('/');
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights', exact: true }).click();
  await insights(page).waitFor();
  await page.keyboard.press('Escape');
  await gone(insights(page));
  await page.keyboard.press('Control+k');
  await switcher(page).waitFor();
  await page.goBack();
  await gone(switcher(page));
  await header(page, 'Ben').waitFor();
  if (isPhone) await toList(page);
  else await page.goBack();
  await page.waitForURL(`${on.server.url}/`);
  // The list is the entry before the conversation, and no other one.
  await page.goForward();
  await composer(page, 'Ben').waitFor();
});
