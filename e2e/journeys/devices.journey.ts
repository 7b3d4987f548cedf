import { HubClient } from '@smart-hub/sdk';
import { violations } from '../support/axe.js';
import { openAccount, shoot } from '../support/browser.js';
import { PASSWORD, register } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** How soon a device shows that it was logged out, in milliseconds. */
const AT_ONCE_MS = 1000;

it('logs out another device, which shows the login within a second', async () => {
  const ana = await register(on.server, 'Ana');
  on.visitors.expect(/status of 401/);
  const other = await on.visitors.logIn(ana);
  const page = await on.visitors.logIn(ana);
  const devices = await openAccount(page, 'Devices');
  // The account was made without a browser, then somebody has logged in twice.
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 3);
  const own = devices.getByRole('listitem').filter({ hasText: 'This device' });
  expect(await own.getByRole('button').count()).toBe(0);
  await shoot(page, 'devices');
  expect(await violations(page)).toEqual([]);

  // By keyboard: the question takes the place of the button, and gives it back.
  const others = devices.getByRole('button', { name: /^Log out Chrome/ });
  await others.focus();
  await page.keyboard.press('Enter');
  await devices.getByText('Log it out?').waitFor();
  await shoot(page, 'devices-asked');
  await page.keyboard.press('Escape');
  await page.locator('button:focus').and(others).waitFor();
  await page.keyboard.press('Enter');
  await devices.getByText('Log it out?').waitFor();
  const loggedOut = other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.keyboard.press('Enter');
  const asked = Date.now();
  await loggedOut;
  expect(Date.now() - asked).toBeLessThan(AT_ONCE_MS);
  expect(await other.getByRole('navigation').count()).toBe(0);
  await devices.getByText(/was logged out\./).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 2);
  await page.locator('h3:focus').getByText('Devices').waitFor();
});

it('logs out all other devices, and shows those that come when it is looked at again', async () => {
  const ana = await register(on.server, 'Ana');
  const page = await on.visitors.logIn(ana);
  const devices = await openAccount(page, 'Devices');
  await devices.getByRole('listitem').nth(1).waitFor();
  await new HubClient({ url: on.server.url }).login({ email: ana.email, password: PASSWORD });
  // What a browser says when somebody comes back to the tab.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  await devices.getByRole('listitem').nth(2).waitFor();

  await devices.getByRole('button', { name: 'Log out all other devices' }).click();
  await devices.getByText('Log out all of them?').waitFor();
  await devices.getByRole('group').getByRole('button', { name: 'Log out all other devices' }).click();
  await devices.getByText('2 devices were logged out.').waitFor();
  await devices.getByRole('listitem').nth(1).waitFor({ state: 'detached' });
  expect(await devices.getByRole('button').count()).toBe(0);
});

it('says when the devices cannot be read, and reads them once it is asked to', async () => {
  const ana = await register(on.server, 'Ana');
  on.visitors.expect(/ERR_FAILED/);
  const page = await on.visitors.logIn(ana);
  await page.route('**/api/sessions', (route) => route.abort());
  const devices = await openAccount(page, 'Devices');
  await devices.getByRole('alert').getByText('The server cannot be reached').waitFor();
  await page.unroute('**/api/sessions');
  await devices.getByRole('button', { name: 'Try again' }).click();
  await devices.getByText('This device').waitFor();
});
