import { accessibilityViolations } from '../support/axe.js';
import { log, openAccount, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { PASSWORD, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const NEW_PASSWORD = 'correct horse battery';

it('changes of name, handle and colour are shown to other users', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const taken = 'taken-1';
  await ben.client.changeProfile({ handle: taken });
  await sendMessages(ana, ben, ['Hello Ben']);
  suite.browser.expectError(/status of 4\d\d/);
  const benPage = await suite.browser.logIn(ben);
  await benPage.getByRole('link', { name: 'Ana' }).waitFor();
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await showList(page);
  const profile = await openAccount(page, 'Profile');
  const name = profile.getByLabel('Name');
  const handle = profile.getByLabel('Handle');
  const save = profile.getByRole('button', { name: 'Save' });
  await name.waitFor();
  expect(await name.inputValue()).toBe('Ana');

  await name.fill(' ');
  await save.click();
  await profile.getByText('Enter your name.').waitFor();
  await page.locator('input:focus').and(name).waitFor();
  await name.fill('Ana Vondráčková-Nováková, who has a name that is as long as names can be here');
  await handle.fill('1ana');
  await save.click();
  await profile.getByText('must begin with a letter').waitFor();
  await page.locator('input:focus').and(handle).waitFor();
  await handle.fill(taken);
  await save.click();
  await profile.getByText(/taken/i).waitFor();
  await takeScreenshots(page, 'profile-mistake');
  expect(await accessibilityViolations(page)).toEqual([]);

  await handle.fill('@Ana.1');
  await profile.getByRole('radio', { name: 'Teal' }).focus();
  await page.keyboard.press('Space');
  await save.click();
  await profile.getByRole('status').getByText('Saved.').waitFor();
  expect(await handle.inputValue()).toBe('ana.1');
  await benPage.getByRole('link', { name: /Ana Vondráčková/ }).waitFor();
  await takeScreenshots(page, 'profile');

  // The handle and the colour are stored, and can be removed.
  await page.reload();
  await profile.getByRole('radio', { name: 'Teal', checked: true }).waitFor();
  await handle.fill('');
  await profile.getByRole('radio', { name: 'Automatic' }).check();
  await save.click();
  await profile.getByRole('status').getByText('Saved.').waitFor();
  const [stored] = await suite.server.sql('select handle, color from users where id = $1', [ana.id]);
  expect(stored).toEqual({ handle: null, color: null });

  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^Account of Ana Vondráčková/ }).waitFor();
});

it('a change of the password logs out all other devices', async () => {
  const ana = await register(suite.server, 'Ana');
  const ben = await register(suite.server, 'Ben');
  await sendMessages(ben, ana, ['Hello Ana']);
  suite.browser.expectError(/status of 4\d\d/);
  const other = await suite.browser.logIn(ana);
  const page = await suite.browser.logIn(ana);
  const section = await openAccount(page, 'Password');
  await section.getByRole('button', { name: 'Change password' }).click();
  const current = section.getByLabel('Current password', { exact: true });
  const next = section.getByLabel('New password', { exact: true });
  const submit = section.getByRole('button', { name: 'Change', exact: true });
  await page.locator('input:focus').and(current).waitFor();

  await submit.click();
  await section.getByText('Enter your current password.').waitFor();
  await section.getByText('Enter the new password.').waitFor();
  await current.fill('Wrong-1234');
  await next.fill('short');
  await submit.click();
  await section.getByText(/at least 6 characters/).waitFor();
  await page.locator('input:focus').and(next).waitFor();
  await next.fill(NEW_PASSWORD);
  await next.press('Enter');
  await section.getByText(/password is wrong/).waitFor();
  await page.locator('input:focus').and(current).waitFor();
  await takeScreenshots(page, 'password-mistake');
  expect(await accessibilityViolations(page)).toEqual([]);

  await current.fill(PASSWORD);
  await section.getByRole('button', { name: 'Show password' }).last().click();
  expect(await next.getAttribute('type')).toBe('text');
  await submit.click();
  await section.getByRole('status').getByText('Your password was changed').waitFor();
  await page
    .locator('button:focus')
    .and(section.getByRole('button', { name: 'Change password' }))
    .waitFor();
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 1);

  // This device stays logged in, also after a reload.
  await page.reload();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await openChat(page, 'Ben');
  await typeAndSend(page, 'Ben', 'Still here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  await other.getByLabel('E-mail').fill(ana.email);
  await other.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await other.getByRole('button', { name: 'Log in', exact: true }).click();
  await other.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
});
