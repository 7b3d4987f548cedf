import { HubClient } from '@smart-hub/sdk';
import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { takeScreenshots } from '../support/browser.js';
import { MIRA, newEmail, PASSWORD } from '../support/people.js';
import { Server } from '../support/server.js';
import { setUpSuite } from '../support/suite.js';

// The accounts of the demo exist already, so they need no invitation.
const suite = setUpSuite(() => ({ REGISTRATION: 'invite' }), ['--demo']);

const linkField = (page: Page) => page.getByLabel('Invitation link');
const dialog = (page: Page) => page.getByRole('dialog');
const createdLink = (page: Page) => dialog(page).getByLabel('Link', { exact: true });

async function newPage(url = '/'): Promise<Page> {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto(url);
  return page;
}

/** Opens the dialog by keyboard. */
async function openInvitations(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).focus();
  await page.keyboard.press('Enter');
  const item = page.getByRole('menuitem', { name: 'Invite people' });
  await item.focus();
  await page.keyboard.press('Enter');
  await dialog(page).getByRole('heading', { name: 'Invite people' }).waitFor();
}

async function createLink(page: Page, people = 1): Promise<string> {
  await dialog(page).getByLabel('Number of people').fill(String(people));
  // The previous link is shown until the new link replaces it.
  const [previous = ''] = await createdLink(page).evaluateAll((fields) =>
    fields.map((field) => (field as HTMLInputElement).value),
  );
  await dialog(page).getByRole('button', { name: 'Create link' }).click();
  const link = createdLink(page).and(page.locator(`:not([value="${previous}"])`));
  await link.waitFor();
  return link.inputValue();
}

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(newEmail(name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

const submit = (page: Page) => page.getByRole('button', { name: 'Create account', exact: true }).click();
const waitForConversations = (page: Page) =>
  page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

it('with an invitation for two people, two people can register, and a third one cannot', async () => {
  suite.browser.expectError(/status of 403/);
  const mira = await suite.browser.logIn(MIRA);
  await openInvitations(mira);
  const link = await createLink(mira, 2);
  const token = link.split('=')[1]!;
  expect(link).toBe(`${suite.server.url}/#invitation=${token}`);
  await dialog(mira).getByText('2 of 2 uses left').waitFor();
  await takeScreenshots(mira, 'invite');
  expect(await accessibilityViolations(mira)).toEqual([]);
  await dialog(mira).getByRole('button', { name: 'Copy' }).click();
  await dialog(mira).getByText('Copied.').waitFor();

  const ben = await (await suite.browser.newContext()).newPage();
  const sent: string[] = [];
  ben.on('request', (request) => sent.push(request.url(), request.headers()['referer'] ?? ''));
  await ben.goto(link);
  await ben.getByText('Mira Novák (demo) invited you.').waitFor();
  expect(ben.url()).toBe(`${suite.server.url}/`);
  await takeScreenshots(ben, 'invited');
  await ben.reload();
  await ben.getByText('Mira Novák (demo) invited you.').waitFor();
  expect(await linkField(ben).count()).toBe(0);
  await fillIn(ben, 'Ben');
  await submit(ben);
  await waitForConversations(ben);
  expect(sent.map((text) => text.split('#')[0]!).filter((text) => text.includes(token))).toEqual([]);

  const cem = await newPage();
  await cem.getByText('you need an invitation').waitFor();
  await fillIn(cem, 'Cem');
  await submit(cem);
  await cem.getByText('Enter your invitation link.').waitFor();
  await takeScreenshots(cem, 'invitation-needed');
  expect(await accessibilityViolations(cem)).toEqual([]);
  await linkField(cem).fill('x');
  await submit(cem);
  await cem.getByText('The invitation is unknown, or was revoked').waitFor();
  await linkField(cem).fill(` ${link} `);
  await submit(cem);
  await waitForConversations(cem);

  const dora = await newPage(link);
  await dora.getByText('The invitation is used up: ask for another one.').waitFor();
  await takeScreenshots(dora, 'invitation-used-up');
  await fillIn(dora, 'Dora');
  await linkField(dora).fill(link);
  await submit(dora);
  await dora.getByText('The invitation is used up: ask for another one.').waitFor();
});

it('an invitation is refused with the reason if it is revoked, malformed or used up while the form is filled in', async () => {
  suite.browser.expectError(/status of 40[03]/);
  const mira = await suite.browser.logIn(MIRA);
  await openInvitations(mira);
  const first = await createLink(mira);
  await dialog(mira)
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .click();
  await createdLink(mira).waitFor({ state: 'detached' });
  const ben = await newPage(first);
  await ben.getByText('The invitation is unknown, or was revoked: ask for another one.').waitFor();

  await ben.goto(`/#invitation=${'x'.repeat(201)}`);
  await ben.getByText('This is not an invitation link. Copy the whole link.').waitFor();
  await fillIn(ben, 'Ben');
  await linkField(ben).fill('x'.repeat(201));
  await submit(ben);
  await ben.getByText('Invitation must be at most 200 characters long.').waitFor();

  const link = await createLink(mira);
  await ben.goto(link);
  await ben.getByText('Mira Novák (demo) invited you.').waitFor();
  await fillIn(ben, 'Ben');
  const invitation = link.split('=')[1]!;
  const client = new HubClient({ url: suite.server.url });
  await client.register({ name: 'Cem', email: newEmail('Cem'), password: PASSWORD, invitation });
  await submit(ben);
  await ben.getByText('The invitation is used up: ask for another one.').waitFor();
  await linkField(ben).fill(await createLink(mira));
  await submit(ben);
  await waitForConversations(ben);
});

it('invitations can be created by keyboard alone, and a copied invitation link can be pasted', async () => {
  const mira = await suite.browser.logIn(MIRA);
  await openInvitations(mira);
  // The focus trap moves the focus back asynchronously when a key moves it past the last element.
  const isInside = () => mira.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null);
  await isInside();
  await createLink(mira);
  for (let step = 0; step < 12; step += 1) {
    await mira.keyboard.press('Tab');
    await isInside();
  }
  const link = await createdLink(mira).inputValue();
  await dialog(mira).getByRole('button', { name: 'Copy' }).focus();
  await mira.keyboard.press('Enter');
  await dialog(mira).getByText('Copied.').waitFor();
  await mira.keyboard.press('Escape');
  await dialog(mira).waitFor({ state: 'detached' });
  await mira
    .locator('button:focus')
    .and(mira.getByRole('button', { name: /^Account of/ }))
    .waitFor();
  const search = mira.getByRole('textbox', { name: 'Search people and conversations' });
  await search.focus();
  await mira.keyboard.press('Control+v');
  expect(await search.inputValue()).toBe(link);
});

it('a logged-in user who opens an invitation sees that it is for people without an account', async () => {
  const mira = await suite.browser.logIn(MIRA);
  await openInvitations(mira);
  const link = await createLink(mira);
  // Only the fragment of the address changes, so the page is not reloaded.
  await mira.goto(link);
  await mira.getByRole('heading', { name: 'You already have an account' }).waitFor();
  expect(mira.url()).toBe(`${suite.server.url}/`);
  await takeScreenshots(mira, 'invited-already');
  expect(await accessibilityViolations(mira)).toEqual([]);
  await mira.getByRole('button', { name: 'Continue' }).click();
  await mira.reload();
  await waitForConversations(mira);
  expect(await dialog(mira).count()).toBe(0);
});

it.each([
  { mode: 'closed', text: 'New accounts cannot be created at the moment.' },
  { mode: 'domains', text: 'For e-mail addresses at example.org, müller.de.' },
])(
  'the registration form says who may register before the user submits it when REGISTRATION=$mode',
  async ({ mode, text }) => {
    suite.browser.expectError(/status of 403/);
    const server = await Server.start({
      REGISTRATION: mode,
      ...(mode === 'domains' && { REGISTRATION_DOMAINS: 'example.org,müller.de' }),
    });
    try {
      const page = await newPage(server.url);
      await page.getByText(text).waitFor();
      await takeScreenshots(page, `registration-${mode}`);
      expect(await accessibilityViolations(page)).toEqual([]);
      if (mode === 'closed') {
        expect(await page.getByRole('textbox').count()).toBe(0);
        await page.getByRole('button', { name: 'Have an account? Log in' }).click();
        await page.getByLabel('E-mail').waitFor();
        return;
      }
      await fillIn(page, 'Ana');
      await submit(page);
      await page.getByText('Registering here needs an invitation, or an address at example.org').waitFor();
      await page.getByLabel('E-mail').fill('ana@EXAMPLE.org');
      await submit(page);
      await waitForConversations(page);
    } finally {
      // Closes the pages first, because open pages would report errors without their server.
      await suite.browser.closeContexts();
      await server.close();
    }
  },
);
