import type { Page } from 'playwright-core';
import { violations } from '../support/axe.js';
import { log, openChat, shoot } from '../support/browser.js';
import { onDesktop, onPhone } from '../support/device.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const LONG = 'A message that is longer than one line of a phone, and that leaves no room beside it. '.repeat(3);

/** Ana's view of a group of messages of each person; only the last one of a group has its time below. */
async function openGroups(): Promise<Page> {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['First', LONG, 'Third']);
  await say(ana, ben, ['One', LONG, 'See https://example.com/one', 'Three']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('Three', { exact: true }).waitFor();
  return page;
}

const row = (page: Page, text: string) =>
  log(page)
    .locator('[data-seq]')
    .filter({ has: page.getByText(text, { exact: true }) });

onPhone('shows the time of every message, beside or below it', async () => {
  const page = await openGroups();
  const rows = log(page).locator('[data-seq]');
  expect(await rows.count()).toBe(7);
  for (const each of await rows.all()) {
    const time = each.locator('time');
    expect(await time.isVisible()).toBe(true);
    const [bubble, clock] = [(await each.getByRole('article').boundingBox())!, (await time.boundingBox())!];
    const overlaps =
      clock.x < bubble.x + bubble.width && bubble.x < clock.x + clock.width && clock.y < bubble.y + bubble.height;
    expect(overlaps).toBe(false);
  }
  await shoot(page, 'times');
  expect(await violations(page)).toEqual([]);
});

onDesktop(
  'shows the time of a message under the pointer and, for the keyboard, of all, and moves nothing',
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
    // Back from the composer: the last link of the history, then the history.
    for (const focused of [log(page).getByRole('link'), log(page)]) {
      await page.keyboard.press('Shift+Tab');
      await focused.and(page.locator(':focus')).waitFor();
      await time.waitFor();
      await row(page, 'One').locator('time').waitFor();
    }
    await shoot(page, 'times');
    expect(await violations(page)).toEqual([]);
  },
);
