import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { PASSWORD, register, sendMessages } from '../support/people.js';
import { composer, header, log, openChat } from '../support/browser.js';
import { isPhone, onDesktop } from '../support/device.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Logs in Ana, who has a conversation with Ben. */
async function logInAna(): Promise<Page> {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  return page;
}

it('the focus returns to the previously focused element when a panel or dialog closes', async () => {
  const page = await logInAna();
  await openChat(page, 'Ben');
  const insights = page.getByRole('button', { name: 'Insights' });
  await insights.focus();
  await page.keyboard.press('Enter');
  await page.locator('h2:focus').getByText('Insights').waitFor();
  await page.keyboard.press('Escape');
  await insights.and(page.locator(':focus')).waitFor();

  const search = page.getByRole('textbox', { name: 'Search people and conversations' });
  // A phone hides the search field beside a conversation.
  const searchFields = isPhone ? [] : [search];
  for (const element of [composer(page, 'Ben'), ...searchFields, insights]) {
    await element.focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').locator('input:focus').waitFor();
    await page.keyboard.press('Escape');
    await element.and(page.locator(':focus')).waitFor();
  }
  // Choosing a conversation moves the focus to its composer.
  await insights.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByText('Ben').waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await composer(page, 'Ben').and(page.locator(':focus')).waitFor();
});

it('a click beside the open account menu only closes the menu', async () => {
  const page = await logInAna();
  const { x, y } = (await page.getByRole('link', { name: /Ben/ }).boundingBox())!;
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menu').waitFor();
  await page.mouse.click(x + 20, y + 20);
  await page.getByRole('menu').waitFor({ state: 'detached' });
  expect(new URL(page.url()).pathname).toBe('/');
  await page.mouse.click(x + 20, y + 20);
  await composer(page, 'Ben').waitFor();
});

it('the focus moves to the list after a login', async () => {
  const ana = await register(suite.server, 'Ana');
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('h1:focus').getByText('Conversations').waitFor();
});

onDesktop('typing outside of a text field goes to the composer', async () => {
  const page = await logInAna();
  await openChat(page, 'Ben');
  await log(page).focus();
  await page.keyboard.type('Hi');
  expect(await composer(page, 'Ben').inputValue()).toBe('Hi');
  await page.getByRole('textbox', { name: 'Search people and conversations' }).focus();
  await page.keyboard.type('x');
  expect(await composer(page, 'Ben').inputValue()).toBe('Hi');
});

onDesktop('a skip link moves the focus past the list of conversations', async () => {
  const page = await logInAna();
  await openChat(page, 'Ben');
  // The skip link is the first element of the page, before the first button of the list.
  await page.getByRole('button', { name: /^Account of/ }).focus();
  await page.keyboard.press('Shift+Tab');
  const skip = page.getByRole('link', { name: 'Skip the list of conversations' });
  await skip.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('main').and(page.locator(':focus')).waitFor();
});

const searchField = (page: Page) => page.getByRole('textbox', { name: 'Search people and conversations' });
const row = (page: Page, name: string) => page.getByRole('navigation').getByRole('link', { name });
const isFocused = (page: Page, name: string) => row(page, name).and(page.locator(':focus')).waitFor();

onDesktop(
  'the conversations are one tab stop, and the arrow keys move between them, also while their order changes',
  async () => {
    const [ana, ben, cy, dee] = await Promise.all(
      ['Ana', 'Ben', 'Cy', 'Dee'].map((name) => register(suite.server, name)),
    );
    for (const person of [ben, cy, dee]) await sendMessages(person!, ana!, [`I am ${person!.name}`]);
    const page = await suite.browser.logIn(ana!);
    await row(page, 'Dee').waitFor();
    await searchField(page).focus();
    await page.keyboard.press('Tab');
    await isFocused(page, 'Dee');

    await openChat(page, 'Cy');
    await searchField(page).focus();
    await page.keyboard.press('Tab');
    await isFocused(page, 'Cy');
    await page.keyboard.press('ArrowUp');
    await isFocused(page, 'Dee');
    await page.keyboard.press('ArrowUp');
    await isFocused(page, 'Dee');
    await page.keyboard.press('End');
    await isFocused(page, 'Ben');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await isFocused(page, 'Ben');
    await page.keyboard.press('Tab');
    expect(await page.locator('nav :focus').count()).toBe(0);
    await page.keyboard.press('Shift+Tab');
    await isFocused(page, 'Ben');

    // Two rows move above the focused row, which then moves to the top.
    const eve = await register(suite.server, 'Eve');
    await sendMessages(eve, ana!, ['I am new']);
    await sendMessages(cy!, ana!, ['Again']);
    await page.getByRole('navigation').getByRole('listitem').first().getByText('Again').waitFor();
    await isFocused(page, 'Ben');
    await sendMessages(ben!, ana!, ['On top']);
    await page.getByRole('navigation').getByRole('listitem').first().getByText('On top').waitFor();
    await isFocused(page, 'Ben');
    await page.keyboard.press('Enter');
    await composer(page, 'Ben').and(page.locator(':focus')).waitFor();
  },
);

it('the row of a person keeps the focus when the person becomes a conversation', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Aaron')]);
  const page = await suite.browser.logIn(ana);
  await row(page, 'Aaron').focus();
  await sendMessages(ben, ana, ['Hello']);
  await row(page, 'Aaron').filter({ hasText: 'Hello' }).and(page.locator(':focus')).waitFor();
});

it('the arrow keys move between search results, and Enter opens one', async () => {
  const names = ['Ana', 'Searched One', 'Searched Two', 'Searched Three'];
  const [ana, one, two, three] = await Promise.all(names.map((name) => register(suite.server, name)));
  await sendMessages(one!, ana!, ['First']);
  await sendMessages(two!, ana!, ['Second']);
  const page = await suite.browser.logIn(ana!);
  const field = searchField(page);
  const isInField = () => field.and(page.locator(':focus')).waitFor();

  await field.fill('Searched ');
  await row(page, three!.name).waitFor();
  await page.keyboard.press('ArrowDown');
  await isFocused(page, two!.name);
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await isFocused(page, three!.name);
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await isInField();
  await page.keyboard.press('ArrowUp');
  await isFocused(page, three!.name);
  // Typing continues the search.
  await page.keyboard.type('o');
  await isInField();
  expect(await field.inputValue()).toBe('Searched o');
  await row(page, two!.name).waitFor({ state: 'detached' });
  await page.keyboard.press('ArrowDown');
  await isFocused(page, one!.name);
  await page.keyboard.press('Escape');
  await isInField();
  expect(await field.inputValue()).toBe('');
  await page.keyboard.press('Escape');
  expect(await page.locator(':focus').count()).toBe(0);

  await field.fill('Searched');
  await row(page, three!.name).waitFor();
  await page.keyboard.press('Enter');
  await header(page, two!.name).waitFor();
  await page.goto('/');
  await field.fill('Searched');
  await row(page, three!.name).waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await header(page, three!.name).waitFor();
});
