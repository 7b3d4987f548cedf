import type { Page } from 'playwright-core';
import { takeScreenshots } from '../support/browser.js';
import { newEmail, PASSWORD, register } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('registration shows each mistake at its field, and ends with a new account', async () => {
  const taken = await register(suite.server, 'Ana');
  suite.browser.expectError(/status of 4\d\d/);
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  const name = page.getByLabel('Your name');
  const email = page.getByLabel('E-mail');
  const password = page.getByLabel('Password', { exact: true });
  const submit = page.getByRole('button', { name: 'Create account', exact: true });
  await takeScreenshots(page, 'register');

  await submit.click();
  await expectMistakes(page, {
    name: 'Enter your name.',
    email: 'Enter your e-mail.',
    password: 'Enter your password.',
  });
  await takeScreenshots(page, 'register-empty');

  await name.fill('Ana');
  await email.fill('ana at home');
  await password.fill('secret');
  await submit.click();
  await expectMistakes(page, { name: undefined, email: /e-mail/i, password: /upper-case/ });

  await email.fill(taken.email);
  await password.fill(`${PASSWORD}${'x'.repeat(256)}`);
  await submit.click();
  await expectMistakes(page, { email: undefined, password: /256 bytes/ });

  await password.fill('Password-2024!');
  await submit.click();
  await page.getByText(/most common passwords/).waitFor();

  await password.fill(PASSWORD);
  await submit.click();
  await expectMistakes(page, { email: /already has an account/, password: undefined });
  await takeScreenshots(page, 'register-mistakes');

  await page.getByRole('button', { name: 'Show password' }).click();
  expect(await password.getAttribute('type')).toBe('text');
  await email.fill(newEmail('Ana'));
  await submit.click();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

  await page.getByRole('button', { name: 'Account of Ana' }).click();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  await email.fill(taken.email);
  await password.fill('Wrong-1234');
  await page.getByRole('button', { name: 'Log in', exact: true }).click();
  await page.getByRole('alert').getByText(/./).waitFor();
  await takeScreenshots(page, 'login-wrong');
  await password.fill(PASSWORD);
  await password.press('Enter');
  await page.getByRole('button', { name: 'Account of Ana' }).waitFor();
});

type Mistakes = Partial<Record<'name' | 'email' | 'password', string | RegExp | undefined>>;

async function expectMistakes(page: Page, mistakes: Mistakes): Promise<void> {
  for (const [field, message] of Object.entries(mistakes)) {
    const input = page.locator(`input[name=${field}][aria-invalid=${message !== undefined}]`);
    await input.waitFor();
    if (message === undefined) continue;
    const note = page.locator(`#${await input.getAttribute('aria-describedby')}`);
    await note.filter({ hasText: message }).waitFor();
  }
}
