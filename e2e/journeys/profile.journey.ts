import { violations } from '../support/axe.js';
import { log, openAccount, openChat, shoot, write } from '../support/browser.js';
import { PASSWORD, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const SIZES = [
  { device: 'a desktop', viewport: { width: 1440, height: 900 } },
  { device: 'a phone', viewport: { width: 360, height: 640 } },
];
const NEW_PASSWORD = 'correct horse battery';

it.each(SIZES)('changes name, handle and colour on $device, and others see it', async ({ device, viewport }) => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const taken = `taken-${viewport.width}`;
  await ben.client.changeProfile({ handle: taken });
  await say(ana, ben, ['Hello Ben']);
  on.visitors.expect(/status of 4\d\d/);
  const bens = await on.visitors.logIn(ben);
  await bens.getByRole('link', { name: 'Ana' }).waitFor();
  const page = await on.visitors.logIn(ana, { viewport });
  await openChat(page, 'Ben');
  if (device === 'a phone') await page.getByRole('button', { name: 'Back to conversations' }).click();
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
  await shoot(page, `profile-mistake-${viewport.width}`);
  expect(await violations(page)).toEqual([]);

  await handle.fill(`@Ana.${viewport.width}`);
  await profile.getByRole('radio', { name: 'Teal' }).focus();
  await page.keyboard.press('Space');
  await save.click();
  await profile.getByRole('status').getByText('Saved.').waitFor();
  expect(await handle.inputValue()).toBe(`ana.${viewport.width}`);
  await bens.getByRole('link', { name: /Ana Vondráčková/ }).waitFor();
  await shoot(page, `profile-${viewport.width}`);

  // It is kept, and given up again.
  await page.reload();
  await profile.getByRole('radio', { name: 'Teal', checked: true }).waitFor();
  await handle.fill('');
  await profile.getByRole('radio', { name: 'Automatic' }).check();
  await save.click();
  await profile.getByRole('status').getByText('Saved.').waitFor();
  const [stored] = await on.server.sql('select handle, color from users where id = $1', [ana.id]);
  expect(stored).toEqual({ handle: null, color: null });

  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await page.getByRole('button', { name: /^Account of Ana Vondráčková/ }).waitFor();
});

it.each(SIZES)('changes the password on $device, which logs out all others', async ({ viewport }) => {
  const ana = await register(on.server, 'Ana');
  const ben = await register(on.server, 'Ben');
  await say(ben, ana, ['Hello Ana']);
  on.visitors.expect(/status of 4\d\d/);
  const other = await on.visitors.logIn(ana);
  const page = await on.visitors.logIn(ana, { viewport });
  const section = await openAccount(page, 'Password');
  await section.getByRole('button', { name: 'Change the password' }).click();
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
  await shoot(page, `password-mistake-${viewport.width}`);
  expect(await violations(page)).toEqual([]);

  await current.fill(PASSWORD);
  await section.getByRole('button', { name: 'Show password' }).last().click();
  expect(await next.getAttribute('type')).toBe('text');
  await submit.click();
  await section.getByRole('status').getByText('Your password was changed').waitFor();
  await page
    .locator('button:focus')
    .and(section.getByRole('button', { name: 'Change the password' }))
    .waitFor();
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('section li').length === 1);

  // This device goes on as before, also after a reload.
  await page.reload();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await openChat(page, 'Ben');
  await write(page, 'Ben', 'Still here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  await other.getByLabel('E-mail').fill(ana.email);
  await other.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await other.getByRole('button', { name: 'Log in', exact: true }).click();
  await other.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
});
