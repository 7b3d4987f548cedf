import { HubClient } from '@smart-hub/sdk';
import { accessibilityViolations } from '../support/axe.js';
import { openAccount, takeScreenshots } from '../support/browser.js';
import { PASSWORD, register } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** The time limit for a device to show that it was logged out, in milliseconds. */
const LOGOUT_LIMIT_MS = 1000;

it('a device that is logged out from another one shows the login within a second', async () => {
  const ana = await register(suite.server, 'Ana');
  suite.browser.expectError(/status of 401/);
  const other = await suite.browser.logIn(ana);
  const page = await suite.browser.logIn(ana);
  const devices = await openAccount(page, 'Devices');
  // Three sessions: the registration by the SDK, and two logins in browsers.
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 3);
  const own = devices.getByRole('listitem').filter({ hasText: 'This device' });
  expect(await own.getByRole('button').count()).toBe(0);
  await takeScreenshots(page, 'devices');
  expect(await accessibilityViolations(page)).toEqual([]);

  // By keyboard alone: a question replaces the button, and the button is focused again after Escape.
  const others = devices.getByRole('button', { name: /^Log out Chrome/ });
  await others.focus();
  await page.keyboard.press('Enter');
  await devices.getByText('Log it out?').waitFor();
  await takeScreenshots(page, 'devices-question');
  await page.keyboard.press('Escape');
  await page.locator('button:focus').and(others).waitFor();
  await page.keyboard.press('Enter');
  await devices.getByText('Log it out?').waitFor();
  const loggedOut = other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.keyboard.press('Enter');
  const confirmedAt = Date.now();
  await loggedOut;
  expect(Date.now() - confirmedAt).toBeLessThan(LOGOUT_LIMIT_MS);
  expect(await other.getByRole('navigation').count()).toBe(0);
  await devices.getByText(/was logged out\./).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 2);
  await page.locator('h3:focus').getByText('Devices').waitFor();
});

it('the list of devices is refreshed when the tab becomes visible, and all other devices can be logged out at once', async () => {
  const ana = await register(suite.server, 'Ana');
  const page = await suite.browser.logIn(ana);
  const devices = await openAccount(page, 'Devices');
  await devices.getByRole('listitem').nth(1).waitFor();
  await new HubClient({ url: suite.server.url }).login({ email: ana.email, password: PASSWORD });
  // The event that a browser dispatches when its tab becomes visible.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await devices.getByRole('listitem').nth(2).waitFor();

  await devices.getByRole('button', { name: 'Log out all other devices' }).click();
  await devices.getByText('Log out all of them?').waitFor();
  await devices.getByRole('group').getByRole('button', { name: 'Log out all other devices' }).click();
  await devices.getByText('2 devices were logged out.').waitFor();
  await devices.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  expect(await devices.getByRole('button').count()).toBe(0);
});

it('an error in loading the devices is shown, and the user can retry it', async () => {
  const ana = await register(suite.server, 'Ana');
  suite.browser.expectError(/ERR_FAILED/);
  const page = await suite.browser.logIn(ana);
  await page.route('**/api/sessions', (route) => route.abort());
  const devices = await openAccount(page, 'Devices');
  await devices.getByRole('alert').getByText('The server cannot be reached').waitFor();
  await page.unroute('**/api/sessions');
  await devices.getByRole('button', { name: 'Try again' }).click();
  await devices.getByText('This device').waitFor();
});
