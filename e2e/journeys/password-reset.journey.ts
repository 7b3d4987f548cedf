import { accessibilityViolations } from '../support/axe.js';
import { takeScreenshots } from '../support/browser.js';
import { Mailbox } from '../support/mailbox.js';
import { newEmail, PASSWORD, register } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const mailbox = new Mailbox();
beforeAll(() => mailbox.listen());
const suite = setUpSuite(() => ({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://hub.example.org' }));
afterAll(() => mailbox.close());

const NEW_PASSWORD = 'correct horse battery';
const LINK_SENT = 'If this address has an account, a link is on its way. It is valid for 30 minutes.';

it('a mailed link resets a forgotten password once', async () => {
  const ana = await register(suite.server, 'Ana');
  suite.browser.expectError(/status of 40[0-3]/);
  const other = await suite.browser.logIn(ana);
  const page = await (await suite.browser.newContext()).newPage();
  const sent: string[] = [];
  page.on('request', (request) => sent.push(request.url(), request.headers()['referer'] ?? ''));
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  const send = page.getByRole('button', { name: 'Send link' });
  await send.click();
  await page.getByText('Enter your e-mail.').waitFor();
  await page.getByLabel('E-mail').fill(newEmail('Nobody'));
  await send.click();
  await page.getByRole('status').getByText(LINK_SENT).waitFor();
  await page.getByLabel('E-mail').fill(ana.email);
  await page.keyboard.press('Enter');
  const link = await mailbox.waitForLink(ana.email, 'reset');
  await page.getByRole('status').getByText(LINK_SENT).waitFor();
  await takeScreenshots(page, 'forgotten');
  expect(await accessibilityViolations(page)).toEqual([]);

  // Only the fragment of the address changes, so the page is not reloaded.
  await page.goto(link);
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
  expect(page.url()).toBe(`${suite.server.url}/`);
  await page.reload();
  const password = page.getByLabel('New password', { exact: true });
  await password.fill('secret');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText(/at least 6 characters/).waitFor();
  await page.locator('input:focus').and(password).waitFor();
  await takeScreenshots(page, 'reset');
  expect(await accessibilityViolations(page)).toEqual([]);
  await password.fill(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Your password was changed. Log in with the new one.').waitFor();
  await takeScreenshots(page, 'reset-done');
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await other.getByRole('navigation').count()).toBe(0);

  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('button', { name: 'Account of Ana' }).waitFor();
  const token = link.split('=')[1]!;
  expect(sent.map((text) => text.split('#')[0]!).filter((text) => text.includes(token))).toEqual([]);

  // The page of a used link explains what to do.
  await other.goto(link);
  await other.getByLabel('New password', { exact: true }).fill('another good password');
  await other.keyboard.press('Enter');
  await other.getByRole('alert').getByText('Request another one.').waitFor();
  await takeScreenshots(other, 'reset-invalid');
  expect(await accessibilityViolations(other)).toEqual([]);
  await other.getByRole('button', { name: 'Request another link' }).click();
  await other.getByLabel('E-mail').waitFor();
  await other.getByRole('button', { name: 'Back to login' }).click();
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
});

it('a reset link that a logged-in user opens for another account keeps the user logged in', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const page = await suite.browser.logIn(ben);
  await fetch(`${suite.server.url}/api/auth/password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ana.email }),
  });
  await page.goto(await mailbox.waitForLink(ana.email, 'reset'));
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByRole('heading', { name: 'The password was changed' }).waitFor();
  await takeScreenshots(page, 'reset-logged-in');
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Account of Ben' }).waitFor();
  await ana.client.login({ email: ana.email, password: NEW_PASSWORD });
});

it('a server that sends no mail offers neither a password reset nor a change of the e-mail address', async () => {
  const ana = await register(suite.server, 'Ana');
  const page = await (await suite.browser.newContext()).newPage();
  await page.route('**/api/registration', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, json: { ...(await response.json()), passwordReset: false } });
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByLabel('E-mail').fill(ana.email);
  expect(await page.getByRole('button', { name: 'Forgot your password?' }).count()).toBe(0);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('button', { name: 'Account of Ana' }).waitFor();
  await page.goto('/account');
  const email = page.getByRole('region', { name: 'E-mail' });
  await email.getByText(ana.email).waitFor();
  await page.getByText('This device', { exact: true }).waitFor();
  expect(await email.getByRole('button').count()).toBe(0);
});
