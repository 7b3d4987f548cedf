import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { openAccount, shoot } from '../support/browser.js';
import { Mailbox } from '../support/mailbox.js';
import { newEmail, PASSWORD } from '../support/people.js';
import { stage } from '../support/stage.js';

const mailbox = new Mailbox();
beforeAll(() => mailbox.open());
const on = stage(() => ({
  SMTP_URL: mailbox.url,
  PUBLIC_URL: 'https://hub.example.org',
  EMAIL_VERIFICATION: 'required',
}));
afterAll(() => mailbox.close());

async function makeAccount(name: string, email: string): Promise<Page> {
  const page = await (await on.visitors.open()).newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  return page;
}

const dialog = (page: Page) => page.getByRole('dialog');

/** Opens a link in a browser where nobody is logged in. */
async function openElsewhere(link: string): Promise<Page> {
  const page = await (await on.visitors.open()).newPage();
  await page.goto(link);
  return page;
}

it('shows the conversations once the address is verified, on whichever device that is done', async () => {
  // The hub is asked for them before the page knows that they are refused; a poll of the refused connection is answered 400.
  on.visitors.expect(/status of (400|403|429)/);
  const email = newEmail('Ana');
  const page = await makeAccount('Ana', email);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await shoot(page, 'verify');
  expect(await violations(page)).toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await page.getByRole('status').getByText(/./).waitFor();

  const phone = await openElsewhere(await mailbox.link(email, 'verify'));
  await dialog(phone).getByRole('heading', { name: 'Your e-mail address is verified' }).waitFor();
  await shoot(phone, 'verified');
  expect(await violations(phone)).toEqual([]);
  expect(phone.url()).toBe(`${on.server.url}/`);
  await dialog(phone).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
  const section = await openAccount(page, 'E-mail');
  await section.getByText('Verified', { exact: true }).waitFor();
});

it('leaves the account that is not verified', async () => {
  on.visitors.expect(/status of 40[03]/);
  const page = await makeAccount('Ana', newEmail('Ana'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Have an account? Log in' }).waitFor();
});

it('changes the address once both have confirmed, and refuses links that are not valid', async () => {
  on.visitors.expect(/status of 40[0-9]/);
  const [before, after] = [newEmail('Ben'), newEmail('Ben')];
  const page = await makeAccount('Ben', before);
  await page.goto(await mailbox.link(before, 'verify'));
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

  const section = await openAccount(page, 'E-mail');
  await section.getByRole('button', { name: 'Change the address' }).click();
  const submit = section.getByRole('button', { name: 'Send both links' });
  await section.getByLabel('New e-mail address').fill('ben at home');
  await section.getByLabel('Current password', { exact: true }).fill('Wrong-1234');
  await submit.click();
  await page.locator('input:focus').and(section.getByLabel('New e-mail address')).waitFor();
  await section.getByLabel('New e-mail address').fill(after);
  await submit.click();
  await section.getByText(/password is wrong/).waitFor();
  await shoot(page, 'email-mistake');
  expect(await violations(page)).toEqual([]);
  await section.getByLabel('Current password', { exact: true }).fill(PASSWORD);
  await submit.click();
  await section.getByRole('status').getByText(`A link is on its way to ${after}`).waitFor();

  // One in the page where they are logged in, the other one where nobody is.
  await page.goto(await mailbox.link(before, 'confirm-email'));
  await dialog(page).getByRole('heading', { name: 'Confirmed here' }).waitFor();
  await shoot(page, 'email-waiting');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  const link = await mailbox.link(after, 'confirm-email');
  const phone = await openElsewhere(link);
  await dialog(phone).getByRole('heading', { name: 'Your e-mail address was changed' }).waitFor();
  await shoot(phone, 'email-changed');
  await dialog(phone).getByRole('button', { name: 'Close' }).click();
  await phone.goto(link);
  await dialog(phone).getByText('It was used before').waitFor();
  await shoot(phone, 'email-link-invalid');
  expect(await violations(phone)).toEqual([]);

  // What a browser says when somebody comes back to the tab.
  await page.goto('/account');
  await section.getByText(after).waitFor();
});
