import { violations } from '../support/axe.js';
import { shoot } from '../support/browser.js';
import { Mailbox } from '../support/mailbox.js';
import { newEmail, PASSWORD, register } from '../support/people.js';
import { stage } from '../support/stage.js';

const mailbox = new Mailbox();
beforeAll(() => mailbox.open());
const on = stage(() => ({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://hub.example.org' }));
afterAll(() => mailbox.close());

const NEW_PASSWORD = 'correct horse battery';
const ANSWER = 'If this address has an account, a link is on its way. It is valid for 30 minutes.';

it('somebody who has forgotten their password chooses another one by a link, which works once', async () => {
  const ana = await register(on.server, 'Ana');
  on.visitors.expect(/status of 40[0-3]/);
  const other = await on.visitors.logIn(ana);
  const page = await (await on.visitors.open()).newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''));
  await page.goto('/');
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await page.getByRole('button', { name: 'Forgot your password?' }).click();
  const send = page.getByRole('button', { name: 'Send the link' });
  await send.click();
  await page.getByText('Enter your e-mail.').waitFor();
  await page.getByLabel('E-mail').fill(newEmail('Nobody'));
  await send.click();
  await page.getByRole('status').getByText(ANSWER).waitFor();
  await page.getByLabel('E-mail').fill(ana.email);
  await page.keyboard.press('Enter');
  const link = await mailbox.link(ana.email, 'reset');
  await page.getByRole('status').getByText(ANSWER).waitFor();
  await shoot(page, 'forgotten');
  expect(await violations(page)).toEqual([]);

  // The page stays: only what is behind the # changes.
  await page.goto(link);
  await page.getByRole('heading', { name: 'Choose another password' }).waitFor();
  expect(page.url()).toBe(`${on.server.url}/`);
  await page.reload();
  const password = page.getByLabel('New password', { exact: true });
  await password.fill('secret');
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByText(/at least 6 characters/).waitFor();
  await page.locator('input:focus').and(password).waitFor();
  await shoot(page, 'reset');
  expect(await violations(page)).toEqual([]);
  await password.fill(NEW_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('status').getByText('Your password was changed. Log in with the new one.').waitFor();
  await shoot(page, 'reset-done');
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
  expect(await other.getByRole('navigation').count()).toBe(0);

  await page.getByLabel('E-mail').fill(ana.email);
  await page.getByLabel('Password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('button', { name: 'Account of Ana' }).waitFor();
  const token = link.split('=')[1]!;
  expect(asked.map((text) => text.split('#')[0]!).filter((sent) => sent.includes(token))).toEqual([]);

  // Used, it says what to do.
  await other.goto(link);
  await other.getByLabel('New password', { exact: true }).fill('another good password');
  await other.keyboard.press('Enter');
  await other.getByRole('alert').getByText('Request another one.').waitFor();
  await shoot(other, 'reset-invalid');
  expect(await violations(other)).toEqual([]);
  await other.getByRole('button', { name: 'Request another link' }).click();
  await other.getByLabel('E-mail').waitFor();
  await other.getByRole('button', { name: 'Back to the login' }).click();
  await other.getByRole('heading', { name: 'Welcome back' }).waitFor();
});

it('a link to choose another password that somebody opens who is logged in logs nobody else out', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const page = await on.visitors.logIn(ben);
  await fetch(`${on.server.url}/api/auth/password-reset`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: ana.email }),
  });
  await page.goto(await mailbox.link(ana.email, 'reset'));
  await page.getByLabel('New password', { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole('button', { name: 'Set the password' }).click();
  await page.getByRole('heading', { name: 'The password was changed' }).waitFor();
  await shoot(page, 'reset-logged-in');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Account of Ben' }).waitFor();
  await ana.client.login({ email: ana.email, password: NEW_PASSWORD });
});

it('a server that sends no mail offers neither that nor another address', async () => {
  const ana = await register(on.server, 'Ana');
  const page = await (await on.visitors.open()).newPage();
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
