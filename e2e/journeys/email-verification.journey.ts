import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { openAccount, takeScreenshots } from '../support/browser.js';
import { Mailbox } from '../support/mailbox.js';
import { newEmail, PASSWORD } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const mailbox = new Mailbox();
beforeAll(() => mailbox.listen());
const suite = setUpSuite(() => ({
  SMTP_URL: mailbox.url,
  PUBLIC_URL: 'https://hub.example.org',
  EMAIL_VERIFICATION: 'required',
}));
afterAll(() => mailbox.close());

/** Registers a user by the form. @returns the page, which then asks the user to verify the address */
async function createAccount(name: string, email: string): Promise<Page> {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account', exact: true }).click();
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  return page;
}

const dialog = (page: Page) => page.getByRole('dialog');

/** Opens a link in another browser without a login. */
async function openInOtherBrowser(link: string): Promise<Page> {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto(link);
  return page;
}

it('the conversations are shown once the address is verified, even if the link is opened on another device', async () => {
  // The page requests the conversations before it knows that they are refused. A poll of the refused connection gets a
  // 400.
  suite.browser.expectError(/status of (400|403|429)/);
  const email = newEmail('Ana');
  const page = await createAccount('Ana', email);
  expect(await page.getByRole('navigation').count()).toBe(0);
  await takeScreenshots(page, 'verify');
  expect(await accessibilityViolations(page)).toEqual([]);
  await page.reload();
  await page.getByRole('heading', { name: 'Verify your e-mail address' }).waitFor();
  await page.getByRole('button', { name: 'Send the link again' }).click();
  await page.getByRole('status').getByText(/./).waitFor();

  const phone = await openInOtherBrowser(await mailbox.waitForLink(email, 'verify'));
  await dialog(phone).getByRole('heading', { name: 'Your e-mail address is verified' }).waitFor();
  await takeScreenshots(phone, 'verified');
  expect(await accessibilityViolations(phone)).toEqual([]);
  expect(phone.url()).toBe(`${suite.server.url}/`);
  await dialog(phone).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
  const section = await openAccount(page, 'E-mail');
  await section.getByText('Verified', { exact: true }).waitFor();
});

it('a user with an unverified address can log out', async () => {
  suite.browser.expectError(/status of 40[03]/);
  const page = await createAccount('Ana', newEmail('Ana'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Have an account? Log in' }).waitFor();
});

it('the address changes once both addresses are confirmed, and a used link is refused', async () => {
  suite.browser.expectError(/status of 40[0-9]/);
  const [before, after] = [newEmail('Ben'), newEmail('Ben')];
  const page = await createAccount('Ben', before);
  await page.goto(await mailbox.waitForLink(before, 'verify'));
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

  const section = await openAccount(page, 'E-mail');
  await section.getByRole('button', { name: 'Change address' }).click();
  const submit = section.getByRole('button', { name: 'Send both links' });
  await section.getByLabel('New e-mail address').fill('ben at home');
  await section.getByLabel('Current password', { exact: true }).fill('Wrong-1234');
  await submit.click();
  await page.locator('input:focus').and(section.getByLabel('New e-mail address')).waitFor();
  await section.getByLabel('New e-mail address').fill(after);
  await submit.click();
  await section.getByText(/password is wrong/).waitFor();
  await takeScreenshots(page, 'email-mistake');
  expect(await accessibilityViolations(page)).toEqual([]);
  await section.getByLabel('Current password', { exact: true }).fill(PASSWORD);
  await submit.click();
  await section.getByRole('status').getByText(`A link is on its way to ${after}`).waitFor();

  // One link is opened where Ben is logged in, the other one in a browser without a login.
  await page.goto(await mailbox.waitForLink(before, 'confirm-email'));
  await dialog(page).getByRole('heading', { name: 'One address is confirmed' }).waitFor();
  await takeScreenshots(page, 'email-half-confirmed');
  await dialog(page).getByRole('button', { name: 'Close' }).click();
  const link = await mailbox.waitForLink(after, 'confirm-email');
  const phone = await openInOtherBrowser(link);
  await dialog(phone).getByRole('heading', { name: 'Your e-mail address was changed' }).waitFor();
  await takeScreenshots(phone, 'email-changed');
  await dialog(phone).getByRole('button', { name: 'Close' }).click();
  await phone.goto(link);
  await dialog(phone).getByText('It was used before').waitFor();
  await takeScreenshots(phone, 'email-link-invalid');
  expect(await accessibilityViolations(phone)).toEqual([]);

  await page.goto('/account');
  await section.getByText(after).waitFor();
});
