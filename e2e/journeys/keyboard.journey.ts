import type { Page } from 'playwright-core';
import { PASSWORD, register, say } from '../support/people.js';
import { composer, log, openChat } from '../support/browser.js';
import { stage } from '../support/stage.js';

const on = stage();

async function anaWithBen(): Promise<Page> {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  return page;
}

it('the focus returns to the element that had it when a panel or dialog closes', async () => {
  const page = await anaWithBen();
  await openChat(page, 'Ben');
  const insights = page.getByRole('button', { name: 'Insights' });
  await insights.focus();
  await page.keyboard.press('Enter');
  await page.locator('h2:focus').getByText('Insights').waitFor();
  await page.keyboard.press('Escape');
  await insights.and(page.locator(':focus')).waitFor();

  const search = page.getByRole('textbox', { name: 'Search people and conversations' });
  for (const place of [composer(page, 'Ben'), search, insights]) {
    await place.focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await place.and(page.locator(':focus')).waitFor();
  }
  // A chosen conversation takes it.
  await search.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByText('Ben').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await composer(page, 'Ben').and(page.locator(':focus')).waitFor();
});

it('the focus moves to the list after a login', async () => {
  const ana = await register(on.server, 'Ana');
  const page = await (await on.visitors.open()).newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('h1:focus').getByText('Conversations').waitFor();
});

it('typing anywhere goes to the composer', async () => {
  const page = await anaWithBen();
  await openChat(page, 'Ben');
  await log(page).focus();
  await page.keyboard.type('Hi');
  expect(await composer(page, 'Ben').inputValue()).toBe('Hi');
  await page.getByRole('textbox', { name: 'Search people and conversations' }).focus();
  await page.keyboard.type('x');
  expect(await composer(page, 'Ben').inputValue()).toBe('Hi');
});

it('a link skips the list of conversations', async () => {
  const page = await anaWithBen();
  await openChat(page, 'Ben');
  // What is before the first button of the list is the first of the page.
  await page.getByRole('button', { name: /^Account of/ }).focus();
  await page.keyboard.press('Shift+Tab');
  const skip = page.getByRole('link', { name: 'Skip the list of conversations' });
  await skip.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('main').and(page.locator(':focus')).waitFor();
});
