import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { log, openChat, takeScreenshots } from '../support/browser.js';
import { onDesktop, onPhone } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const LONG = 'A message that is longer than one line of a phone, and that leaves no room beside it. '.repeat(3);

/**
 * Opens a conversation with a group of messages of each person. The last message of a group always has its time below
 * it, unlike the others.
 */
async function openGroups(): Promise<Page> {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['First', LONG, 'Third']);
  await sendMessages(ana, ben, ['One', LONG, 'See https://example.com/one', 'Three']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('Three', { exact: true }).waitFor();
  return page;
}

const row = (page: Page, text: string) =>
  log(page)
    .locator('[data-seq]')
    .filter({ has: page.getByText(text, { exact: true }) });

onPhone('the time of every message is shown beside or below it', async () => {
  const page = await openGroups();
  const rows = log(page).locator('[data-seq]');
  expect(await rows.count()).toBe(7);
  for (const current of await rows.all()) {
    const time = current.locator('time');
    expect(await time.isVisible()).toBe(true);
    const [bubble, clock] = [(await current.getByRole('article').boundingBox())!, (await time.boundingBox())!];
    const overlaps =
      clock.x < bubble.x + bubble.width && bubble.x < clock.x + clock.width && clock.y < bubble.y + bubble.height;
    expect(overlaps).toBe(false);
  }
  await takeScreenshots(page, 'times');
  expect(await accessibilityViolations(page)).toEqual([]);
});

onDesktop(
  'the time of a message is shown on hover, the times of all messages while the history is focused, and nothing moves',
  async () => {
    const page = await openGroups();
    const time = row(page, 'First').locator('time');
    await page.getByRole('heading', { name: 'Ben' }).hover();
    expect(await time.isVisible()).toBe(false);
    const height = (await row(page, 'First').boundingBox())!.height;

    await row(page, 'First').hover();
    await time.waitFor();
    expect(await row(page, 'One').locator('time').isVisible()).toBe(false);
    expect((await row(page, 'First').boundingBox())!.height).toBe(height);

    await page.getByRole('heading', { name: 'Ben' }).hover();
    await time.waitFor({ state: 'hidden' });
    await page.getByRole('textbox', { name: 'Message to Ben' }).focus();
    // Moving backwards from the composer, the focus gets to the last link in the history, and then to the history
    // itself.
    for (const focused of [log(page).getByRole('link'), log(page)]) {
      await page.keyboard.press('Shift+Tab');
      await focused.and(page.locator(':focus')).waitFor();
      await time.waitFor();
      await row(page, 'One').locator('time').waitFor();
    }
    await takeScreenshots(page, 'times');
    expect(await accessibilityViolations(page)).toEqual([]);
  },
);
