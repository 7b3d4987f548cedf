import type { Locator } from 'playwright-core';
import { log, openChat, shoot } from '../support/browser.js';
import { violations } from '../support/axe.js';
import { MIRA, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage(undefined, ['--demo']);

const JONAS = 'Jonas Weber (demo)';

it.each(['light', 'dark'] as const)(
  'sums a conversation up, and leads to what it rests on: %s',
  async (colorScheme) => {
    const page = await on.visitors.logIn(MIRA, { colorScheme });
    await openChat(page, JONAS);
    await page.getByRole('button', { name: 'Insights' }).click();
    const panel = page.getByRole('complementary', { name: 'Insights' });
    await panel.getByRole('img', { name: /^Messages a day from/ }).waitFor();
    // Whoever asks second is shown what was made.
    if (colorScheme === 'light') {
      await shoot(page, 'insights-none');
      await panel.getByRole('button', { name: 'Sum it up' }).click();
    }
    await panel.getByRole('heading', { name: 'Decisions' }).waitFor();
    await panel.getByText('without a language model').waitFor();
    await panel.getByText('It covers 28 messages.').waitFor();
    await shoot(page, `${colorScheme}-insights`);
    expect(await violations(page)).toEqual([]);

    const decision = panel
      .getByRole('listitem')
      .filter({ hasText: /ship on Thursday/ })
      .first();
    await decision
      .getByRole('button', { name: /go there/ })
      .first()
      .click();
    const cited = log(page).locator('[data-marked=true]');
    await cited.filter({ hasText: 'ship on Thursday' }).waitFor();
    const place = (await cited.boundingBox())!;
    const view = (await log(page).boundingBox())!;
    expect(place.y).toBeGreaterThanOrEqual(view.y);
    expect(place.y + place.height).toBeLessThanOrEqual(view.y + view.height);
    const ground = (bubble: Locator) => bubble.evaluate((element) => getComputedStyle(element).backgroundColor);
    const unmarked = log(page).locator('[data-mine=true] [data-marked=false]').first();
    expect(await ground(cited)).not.toBe(await ground(unmarked));
    await shoot(page, `${colorScheme}-cited`);

    // On a phone there is room for one of the two, and the message is what was asked for.
    await page.setViewportSize({ width: 390, height: 780 });
    await decision
      .getByRole('button', { name: /go there/ })
      .first()
      .click();
    await cited.waitFor();
    expect(await panel.count()).toBe(0);
  },
);

it('tells how much came since, and shows what people wrote as text', async () => {
  const hostile = 'We decided to ship <img src=x onerror="window.pwned=1"> on **Friday**.';
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Shall we ship it?', hostile, 'I will write <script>window.pwned=1</script> by Monday.']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });
  await panel.getByRole('button', { name: 'Sum it up' }).click();
  await panel.getByText('It covers 3 messages.').waitFor();
  expect(await panel.locator('img, script, strong').count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);

  await say(ben, ana, ['One', 'Two']);
  await panel.getByText('2 messages since').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
});
