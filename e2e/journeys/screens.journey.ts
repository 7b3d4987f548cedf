import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { log, openAccount, openChat, shoot } from '../support/browser.js';
import { MIRA, register } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage(undefined, ['--demo']);

const JONAS = 'Jonas Weber (demo)';

describe.each(['light', 'dark'] as const)('in the %s theme', (colorScheme) => {
  /** Takes screenshots of a screen, and checks that it is accessible and fits the smallest width (WCAG 1.4.10). */
  async function show(page: Page, name: string): Promise<void> {
    await shoot(page, `${colorScheme}-${name}`);
    expect(await violations(page)).toEqual([]);
    const before = page.viewportSize()!;
    await page.setViewportSize({ width: 320, height: 640 });
    await page.waitForFunction(() => document.documentElement.scrollWidth <= 320);
    expect(await violations(page)).toEqual([]);
    await page.setViewportSize(before);
  }

  it('the door is open to everybody', async () => {
    const page = await (await on.visitors.open({ colorScheme })).newPage();
    await page.goto('/');
    await page.getByRole('button', { name: 'Create account', exact: true }).click();
    await page.getByText('Enter your name.').waitFor();
    await show(page, 'register');
    await page.getByRole('button', { name: 'Have an account? Log in' }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await show(page, 'login');
  });

  it('so are conversations', async () => {
    const page = await on.visitors.logIn(MIRA, { colorScheme });
    const jonas = page.getByRole('link', { name: JONAS });
    await jonas.getByRole('img', { name: 'online', exact: true }).waitFor();
    await jonas.getByText(`${JONAS} is typing`).waitFor();
    await show(page, 'list');

    await openChat(page, JONAS);
    await log(page).getByText('German is done').waitFor();
    await show(page, 'chat');
    await openChat(page, 'Tom Okafor (demo)');
    await log(page).getByText('It is settled: pasta at yours').waitFor();
    await show(page, 'long');
    await openChat(page, 'Yusuf Haddad (demo)');
    await log(page).getByText('القاعة').waitFor();
    await show(page, 'arabic');
    await openChat(page, 'Aiko Tanaka (demo)');
    await log(page).getByText('おはようございます').waitFor();
    await show(page, 'japanese');
  });

  it('and what opens above them', async () => {
    const page = await on.visitors.logIn(MIRA, { colorScheme });
    await page.getByRole('button', { name: /^Account of/ }).click();
    await page.getByRole('menu').waitFor();
    await show(page, 'menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await page.getByRole('textbox', { name: 'Search people and conversations' }).fill('a');
    await page.getByRole('heading', { name: 'Conversations', level: 2 }).waitFor();
    await show(page, 'found');
    await page.getByRole('textbox', { name: 'Search people and conversations' }).fill('nobody at all');
    await page.getByText('Nobody is called').waitFor();
    await show(page, 'nobody');
    await page.getByRole('button', { name: 'Clear search' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText('Tom Okafor (demo)').waitFor();
    await show(page, 'switcher');
    await page.keyboard.press('Escape');
    await openChat(page, JONAS);
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('gridcell').filter({ visible: true }).first().waitFor();
    await show(page, 'emoji');
  });

  it('and the page of the account', async () => {
    const page = await on.visitors.logIn(MIRA, { colorScheme });
    const devices = await openAccount(page, 'Devices');
    await devices.getByText('This device').waitFor();
    await page.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
    await page.getByLabel('Handle').waitFor();
    await show(page, 'account');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByLabel('Current password').waitFor();
    await show(page, 'account-password');
    await devices.scrollIntoViewIfNeeded();
    await show(page, 'account-devices');
    await page.getByRole('region', { name: 'Log out' }).scrollIntoViewIfNeeded();
    await show(page, 'account-end');
  });

  it('and a place without any', async () => {
    const page = await on.visitors.logIn(await register(on.server, 'Nobody Yet'), { colorScheme });
    await page.getByRole('link', { name: JONAS }).waitFor();
    await show(page, 'empty');
    await page.goto('/c/00000000-0000-5000-8000-000000000000');
    await page.getByRole('heading', { name: 'There is no such conversation' }).waitFor();
    await show(page, 'lost');
  });
});
