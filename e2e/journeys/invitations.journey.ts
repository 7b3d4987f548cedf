import { HubClient } from '@smart-hub/sdk';
import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { shoot } from '../support/browser.js';
import { MIRA, newEmail, PASSWORD } from '../support/people.js';
import { Server } from '../support/server.js';
import { stage } from '../support/stage.js';

// The people of the demo are there already, whoever may register.
const on = stage(() => ({ REGISTRATION: 'invite' }), ['--demo']);

const pasted = (page: Page) => page.getByLabel('Invitation link');
const dialog = (page: Page) => page.getByRole('dialog');
const madeLink = (page: Page) => dialog(page).getByLabel('Link', { exact: true });

async function newPage(url = '/'): Promise<Page> {
  const page = await (await on.visitors.open()).newPage();
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

async function makeLink(page: Page, people = 1): Promise<string> {
  await dialog(page).getByLabel('For how many people').fill(String(people));
  // The one before stays in view until the next one is there.
  const [before = ''] = await madeLink(page).evaluateAll((fields) =>
    fields.map((field) => (field as HTMLInputElement).value),
  );
  await dialog(page).getByRole('button', { name: 'Create a link' }).click();
  const link = madeLink(page).and(page.locator(`:not([value="${before}"])`));
  await link.waitFor();
  return link.inputValue();
}

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Your name').fill(name);
  await page.getByLabel('E-mail').fill(newEmail(name));
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

const submit = (page: Page) => page.getByRole('button', { name: 'Create account', exact: true }).click();
const entered = (page: Page) => page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();

it('two people come in by a link for two, and a third does not', async () => {
  on.visitors.expect(/status of 403/);
  const mira = await on.visitors.logIn(MIRA);
  await openInvitations(mira);
  const link = await makeLink(mira, 2);
  const token = link.split('=')[1]!;
  expect(link).toBe(`${on.server.url}/#invitation=${token}`);
  await dialog(mira).getByText('2 of 2 uses left').waitFor();
  await shoot(mira, 'invite');
  expect(await violations(mira)).toEqual([]);
  await dialog(mira).getByRole('button', { name: 'Copy' }).click();
  await dialog(mira).getByText('Copied.').waitFor();

  const ben = await (await on.visitors.open()).newPage();
  const asked: string[] = [];
  ben.on('request', (request) => asked.push(request.url(), request.headers()['referer'] ?? ''));
  await ben.goto(link);
  await ben.getByText('Mira Novák (demo) invites you.').waitFor();
  expect(ben.url()).toBe(`${on.server.url}/`);
  await shoot(ben, 'invited');
  await ben.reload();
  await ben.getByText('Mira Novák (demo) invites you.').waitFor();
  expect(await pasted(ben).count()).toBe(0);
  await fillIn(ben, 'Ben');
  await submit(ben);
  await entered(ben);
  expect(asked.map((text) => text.split('#')[0]!).filter((sent) => sent.includes(token))).toEqual([]);

  const cem = await newPage();
  await cem.getByText('you need an invitation').waitFor();
  await fillIn(cem, 'Cem');
  await submit(cem);
  await cem.getByText('Enter the link of your invitation.').waitFor();
  await shoot(cem, 'invitation-needed');
  expect(await violations(cem)).toEqual([]);
  await pasted(cem).fill('x');
  await submit(cem);
  await cem.getByText('The invitation is unknown, or was revoked').waitFor();
  await pasted(cem).fill(` ${link} `);
  await submit(cem);
  await entered(cem);

  const dora = await newPage(link);
  await dora.getByText('The invitation is used up: ask for another one.').waitFor();
  await shoot(dora, 'invitation-used-up');
  await fillIn(dora, 'Dora');
  await pasted(dora).fill(link);
  await submit(dora);
  await dora.getByText('The invitation is used up: ask for another one.').waitFor();
});

it('an invitation that is revoked, or used up while somebody fills in the form, is refused in words', async () => {
  on.visitors.expect(/status of 40[03]/);
  const mira = await on.visitors.logIn(MIRA);
  await openInvitations(mira);
  const first = await makeLink(mira);
  await dialog(mira)
    .getByRole('button', { name: /^Revoke/ })
    .first()
    .click();
  await madeLink(mira).waitFor({ state: 'detached' });
  const ben = await newPage(first);
  await ben.getByText('The invitation is unknown, or was revoked: ask for another one.').waitFor();

  await ben.goto(`/#invitation=${'x'.repeat(201)}`);
  await ben.getByText('This is not the link of an invitation: copy the whole link.').waitFor();
  await fillIn(ben, 'Ben');
  await pasted(ben).fill('x'.repeat(201));
  await submit(ben);
  await ben.getByText('Invitation must be at most 200 characters long.').waitFor();

  const link = await makeLink(mira);
  await ben.goto(link);
  await ben.getByText('Mira Novák (demo) invites you.').waitFor();
  await fillIn(ben, 'Ben');
  const invitation = link.split('=')[1]!;
  const client = new HubClient({ url: on.server.url });
  await client.register({ name: 'Cem', email: newEmail('Cem'), password: PASSWORD, invitation });
  await submit(ben);
  await ben.getByText('The invitation is used up: ask for another one.').waitFor();
  await pasted(ben).fill(await makeLink(mira));
  await submit(ben);
  await entered(ben);
});

it('the dialog is used by keyboard alone, and a copied link can be pasted', async () => {
  const mira = await on.visitors.logIn(MIRA);
  await openInvitations(mira);
  // The dialog takes the focus back in the next turn of the page where a key moves it beyond the last element.
  const isInside = () => mira.waitForFunction(() => document.activeElement?.closest('[role=dialog]') !== null);
  await isInside();
  await makeLink(mira);
  for (let step = 0; step < 12; step += 1) {
    await mira.keyboard.press('Tab');
    await isInside();
  }
  const link = await madeLink(mira).inputValue();
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

it('somebody who is logged in is told that an invitation is for others', async () => {
  const mira = await on.visitors.logIn(MIRA);
  await openInvitations(mira);
  const link = await makeLink(mira);
  // The page stays: only what is behind the # changes.
  await mira.goto(link);
  await mira.getByRole('heading', { name: 'You have an account here' }).waitFor();
  expect(mira.url()).toBe(`${on.server.url}/`);
  await shoot(mira, 'invited-already');
  expect(await violations(mira)).toEqual([]);
  await mira.getByRole('button', { name: 'Go on' }).click();
  await mira.reload();
  await entered(mira);
  expect(await dialog(mira).count()).toBe(0);
});

it.each([
  { mode: 'closed', words: 'Nobody can create an account here at present.' },
  { mode: 'domains', words: 'For e-mail addresses at example.org, müller.de.' },
])('says beforehand who may register: $mode', async ({ mode, words }) => {
  on.visitors.expect(/status of 403/);
  const server = await Server.start({
    REGISTRATION: mode,
    ...(mode === 'domains' && { REGISTRATION_DOMAINS: 'example.org,müller.de' }),
  });
  try {
    const page = await newPage(server.url);
    await page.getByText(words).waitFor();
    await shoot(page, `registration-${mode}`);
    expect(await violations(page)).toEqual([]);
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
    await entered(page);
  } finally {
    // The page would complain that its server is gone.
    await on.visitors.leave();
    await server.close();
  }
});
