import { randomUUID } from 'node:crypto';
import { composer, header, log, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { onDesktop } from '../support/device.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('a draft is kept per conversation and shown in every tab, and a message that is too long is not sent', async () => {
  const [ana, ben, cem] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, 'Ben'),
    register(suite.server, 'Cem'),
  ]);
  await sendMessages(ben, ana, ['Hello']);
  await sendMessages(cem, ana, ['Hi']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');

  await composer(page, 'Ben').fill('See you  at noon');
  await page.keyboard.press('Home');
  for (let n = 0; n < 'See you '.length; n += 1) await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('searchbox', { name: 'Search emoji' }).fill('pizza');
  await page.getByRole('gridcell').filter({ hasText: '🍕' }).click();
  await page.getByRole('searchbox', { name: 'Search emoji' }).waitFor({ state: 'detached' });
  expect(await composer(page, 'Ben').inputValue()).toBe('See you 🍕 at noon');
  await composer(page, 'Ben').and(page.locator(':focus')).waitFor();

  const other = await page.context().newPage();
  await other.goto('/');
  const row = other.getByRole('link', { name: /Ben.*Draft: See you 🍕 at noon/ });
  await row.waitFor();
  await page.bringToFront();
  await openChat(page, 'Cem');
  await showList(page);
  await page.getByRole('link', { name: /Ben.*Draft: See you/ }).waitFor();
  await takeScreenshots(page, 'draft');
  await openChat(page, 'Ben');

  // While an input method composes a character, Enter does not send the message.
  await composer(page, 'Ben').dispatchEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true });
  await composer(page, 'Ben').fill('x'.repeat(8003));
  await page.getByRole('alert').getByText('3 characters too many').waitFor();
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.keyboard.press('Enter');
  await composer(page, 'Ben').fill('\u200b\u2800');
  expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
  await page.keyboard.press('Enter');
  await typeAndSend(page, 'Ben', 'See you at noon');
  await log(page).getByText('See you at noon').waitFor();
  expect(await log(page).getByRole('article').allTextContents()).toEqual(['Hello', 'See you at noon']);
  await row.waitFor({ state: 'detached' });
  await other.getByRole('link', { name: /Ben.*You: See you at noon/ }).waitFor();

  // The page counts characters as the server does: a message of the maximum length is stored.
  await typeAndSend(page, 'Ben', '🍕'.repeat(8000));
  await log(page).getByText('🍕'.repeat(8000), { exact: true }).waitFor();
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
});

it('a refused message is marked, also after a reload, and can be retried or discarded', async () => {
  const ana = await register(suite.server, 'Ana');
  suite.browser.expectError(/status of 404/);
  const page = await suite.browser.logIn(ana);
  const unknownUser = `/new/${randomUUID()}`;
  await page.evaluate((path) => history.pushState({ name: 'Nobody' }, '', path), unknownUser);
  await typeAndSend(page, 'Nobody', 'Is anybody there?');
  const message = page.getByRole('article').filter({ hasText: 'Is anybody there?' });
  await message.waitFor();
  await page.getByRole('main').getByRole('img', { name: 'Not sent' }).waitFor();
  await takeScreenshots(page, 'refused');

  await page.reload();
  await page.getByRole('main').getByRole('img', { name: 'Not sent' }).waitFor();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('main').getByRole('img', { name: 'Not sent' }).waitFor();
  await page.getByRole('button', { name: 'Discard' }).click();
  await message.waitFor({ state: 'detached' });
});

onDesktop(
  'the switcher works by keyboard, new messages are announced, and rows under the pointer do not move',
  async () => {
    const [ana, ben, cem] = await Promise.all([
      register(suite.server, 'Ana'),
      register(suite.server, 'Ben'),
      register(suite.server, 'Cem'),
    ]);
    await sendMessages(ben, ana, ['From Ben']);
    const withCem = await sendMessages(cem, ana, ['From Cem']);
    const page = await suite.browser.logIn(ana);
    await page.clock.install();
    await page.reload();
    const rows = page.getByRole('navigation').getByRole('listitem');
    await rows.nth(1).waitFor();

    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').getByText('Cem').waitFor();
    await page.keyboard.type('ben');
    await page.getByRole('dialog').getByText('Cem').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await header(page, 'Ben').waitFor();
    await composer(page, 'Ben').and(page.locator(':focus')).waitFor();

    // Cem's row is on top, and stays there for a moment after the pointer has moved over the list. The paused clock
    // extends that moment.
    await page.clock.pauseAt(Date.now() + 10_000);
    await rows.first().hover();
    await sendMessages(ben, ana, ['Does it *move*?']);
    await page.getByRole('status').getByText('Ben: Does it move?').waitFor();
    expect(await rows.first().textContent()).toContain('Cem');
    await page.mouse.move(600, 10);
    await rows.first().filter({ hasText: 'Ben' }).waitFor();

    await page.clock.resume();
    const cemSocket = await connect(cem);
    await cemSocket.command('typing', { conversationId: withCem, active: true });
    await page.getByRole('link', { name: /Cem is typing/ }).waitFor();
    await cemSocket.command('typing', { conversationId: withCem, active: false });
    await page.getByRole('link', { name: /From Cem/ }).waitFor();
  },
);
