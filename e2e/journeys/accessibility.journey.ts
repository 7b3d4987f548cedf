import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { log, openAccount, openChat, takeScreenshots } from '../support/browser.js';
import { MIRA, register } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite(undefined, ['--demo']);

const JONAS = 'Jonas Weber (demo)';

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  /**
   * Takes screenshots of the page, and checks that it is accessible and fits the smallest width of WCAG 1.4.10, 320 px.
   */
  async function check(page: Page, name: string): Promise<void> {
    await takeScreenshots(page, `${colorScheme}-${name}`);
    expect(await accessibilityViolations(page)).toEqual([]);
    const before = page.viewportSize()!;
    await page.setViewportSize({ width: 320, height: 640 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= 320);
    expect(await accessibilityViolations(page)).toEqual([]);
    await page.setViewportSize(before);
  }

  it('registration and login are accessible and fit 320 px', async () => {
    const page = await (await suite.browser.newContext({ colorScheme })).newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Create account', exact: true }).click();
    await page.getByText('Enter your name.').waitFor();
    await check(page, 'register');
    await page.getByRole('button', { name: 'Have an account? Log in' }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await check(page, 'login');
  });

  it('the list and conversations in several writing systems are accessible and fit 320 px', async () => {
    const page = await suite.browser.logIn(MIRA, { colorScheme });
    const jonas = page.getByRole('link', { name: JONAS });
    await jonas.getByRole('img', { name: 'online', exact: true }).waitFor();
    await jonas.getByText(`${JONAS} is typing`).waitFor();
    await check(page, 'list');

    await openChat(page, JONAS);
    await log(page).getByText('German is done').waitFor();
    await check(page, 'chat');
    await openChat(page, 'Tom Okafor (demo)');
    await log(page).getByText('It is settled: pasta at yours').waitFor();
    await check(page, 'long');
    await openChat(page, 'Yusuf Haddad (demo)');
    await log(page).getByText('القاعة').waitFor();
    await check(page, 'arabic');
    await openChat(page, 'Aiko Tanaka (demo)');
    await log(page).getByText('おはようございます').waitFor();
    await check(page, 'japanese');
  });

  it('the menu, search, switcher and emoji picker are accessible and fit 320 px', async () => {
    const page = await suite.browser.logIn(MIRA, { colorScheme });
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menu').waitFor();
    await check(page, 'menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Search people and conversations' }).fill('a');
    await page.getByRole('heading', { name: 'Conversations', level: 2 }).waitFor();
    await check(page, 'search-results');
    await page.getByRole('textbox', { name: 'Search people and conversations' }).fill('nobody at all');
    await page.getByText('Nobody is called').waitFor();
    await check(page, 'no-search-results');
    await page.getByRole('button', { name: 'Clear search' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText('Tom Okafor (demo)').waitFor();
    await check(page, 'switcher');
    await page.keyboard.press('Escape');
    await openChat(page, JONAS);
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('gridcell').filter({ visible: true }).first().waitFor();
    await check(page, 'emoji');
  });

  it('the account page is accessible and fits 320 px', async () => {
    const page = await suite.browser.logIn(MIRA, { colorScheme });
    const devices = await openAccount(page, 'Devices');
    await devices.getByText('This device').waitFor();
    await page.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
    await page.getByLabel('Handle').waitFor();
    await check(page, 'account');
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByLabel('Current password').waitFor();
    await check(page, 'account-password');
    await devices.scrollIntoViewIfNeeded();
    await check(page, 'account-devices');
    await page.getByRole('region', { name: 'Log out' }).scrollIntoViewIfNeeded();
    await check(page, 'account-logout');
  });

  it('a list without conversations and a missing conversation are accessible and fit 320 px', async () => {
    const page = await suite.browser.logIn(await register(suite.server, 'Nobody Yet'), { colorScheme });
    await page.getByRole('link', { name: JONAS }).waitFor();
    await check(page, 'empty');
    await page.goto('/c/00000000-0000-5000-8000-000000000000');
    await page.getByRole('heading', { name: 'Conversation not found' }).waitFor();
    await check(page, 'conversation-not-found');
  });
});
