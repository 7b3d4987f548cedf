import type { Locator } from 'playwright-core';
import { log, openChat, shoot } from '../support/browser.js';
import { isPhone } from '../support/device.js';
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
    expect(await panel.count()).toBe(isPhone ? 0 : 1);
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

it.each([
  ['the light theme', { colorScheme: 'light' }],
  ['the dark theme', { colorScheme: 'dark' }],
  ['high contrast', { forcedColors: 'active' }],
] as const)('tells the bars of the two people apart in %s, whatever the order of the times', async (name, media) => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const conversationId = await say(
    ben,
    ana,
    Array.from({ length: 20 }, (_, n) => `From Ben ${n}`),
  );
  await say(ana, ben, ['From Ana 1', 'From Ana 2']);
  await on.server.sql("update messages set created_at = now() - seq * interval '1 day' where conversation_id = $1", [
    conversationId,
  ]);
  const page = await on.visitors.logIn(ana, media);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });
  const chart = panel.getByRole('img', { name: /^Messages a day from .*: at most 1, on/ });
  await chart.waitFor();

  const fill = (whose: string) =>
    chart
      .locator(`rect[data-of=${whose}]`)
      .first()
      .evaluate((bar) => getComputedStyle(bar).fill);
  const key = (whose: string) =>
    panel.locator(`li [data-of=${whose}]`).evaluate((square) => getComputedStyle(square).backgroundColor);
  const ground = await panel.evaluate((element) => getComputedStyle(element).backgroundColor);
  const fills = [await fill('mine'), await fill('theirs')];
  expect(new Set([...fills, ground]).size).toBe(3);
  expect([await key('mine'), await key('theirs')]).toEqual(fills);
  await shoot(page, `chart-${name.replaceAll(' ', '-')}`);
});
