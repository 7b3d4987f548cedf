import type { Locator } from 'playwright-core';
import { log, openChat, takeScreenshots } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { accessibilityViolations } from '../support/axe.js';
import { MIRA, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite(undefined, ['--demo']);

const JONAS = 'Jonas Weber (demo)';

it.each(['light', 'dark'] as const)(
  'a summary cites messages and leads to them in the %s theme',
  async (colorScheme) => {
    const page = await suite.browser.logIn(MIRA, { colorScheme });
    await openChat(page, JONAS);
    await page.getByRole('button', { name: 'Insights' }).click();
    const panel = page.getByRole('complementary', { name: 'Insights' });
    await panel.getByRole('img', { name: /^Messages a day from/ }).waitFor();
    // The run in the light theme creates the summary, and the run in the dark theme shows the stored one.
    if (colorScheme === 'light') {
      await takeScreenshots(page, 'insights-none');
      await panel.getByRole('button', { name: 'Summarise' }).click();
    }
    await panel.getByRole('heading', { name: 'Decisions' }).waitFor();
    await panel.getByText('without a language model').waitFor();
    await panel.getByText('It covers 28 messages.').waitFor();
    await takeScreenshots(page, `${colorScheme}-insights`);
    expect(await accessibilityViolations(page)).toEqual([]);

    const decision = panel
      .getByRole('listitem')
      .filter({ hasText: /ship on Thursday/ })
      .first();
    await decision
      .getByRole('button', { name: /^Go to message/ })
      .first()
      .click();
    const cited = log(page).locator('[data-marked=true]');
    await cited.filter({ hasText: 'ship on Thursday' }).waitFor();
    const box = (await cited.boundingBox())!;
    const view = (await log(page).boundingBox())!;
    expect(box.y).toBeGreaterThanOrEqual(view.y);
    expect(box.y + box.height).toBeLessThanOrEqual(view.y + view.height);
    const backgroundOf = (bubble: Locator) => bubble.evaluate((element) => getComputedStyle(element).backgroundColor);
    const unmarked = log(page).locator('[data-mine=true] [data-marked=false]').first();
    expect(await backgroundOf(cited)).not.toBe(await backgroundOf(unmarked));
    await takeScreenshots(page, `${colorScheme}-cited`);

    // On a phone the panel closes, because it would cover the message.
    expect(await panel.count()).toBe(isPhone ? 0 : 1);
  },
);

it('the insights show the number of messages since the summary, and quote messages as plain text', async () => {
  const hostile = 'We decided to ship <img src=x onerror="window.pwned=1"> on **Friday**.';
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, [
    'Shall we ship it?',
    hostile,
    'I will write <script>window.pwned=1</script> by Monday.',
  ]);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'Insights' }).click();
  const panel = page.getByRole('complementary', { name: 'Insights' });
  await panel.getByRole('button', { name: 'Summarise' }).click();
  await panel.getByText('It covers 3 messages.').waitFor();
  expect(await panel.locator('img, script, strong').count()).toBe(0);
  expect(await page.evaluate(() => 'pwned' in window)).toBe(false);

  await sendMessages(ben, ana, ['One', 'Two']);
  await panel.getByText('2 messages since').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
});

it.each([
  ['the light theme', { colorScheme: 'light' }],
  ['the dark theme', { colorScheme: 'dark' }],
  ['high contrast', { forcedColors: 'active' }],
] as const)(
  'the bars of the two people have different colours in %s, also if messages are not in order of time',
  async (name, media) => {
    const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
    const conversationId = await sendMessages(
      ben,
      ana,
      Array.from({ length: 20 }, (_, n) => `From Ben ${n}`),
    );
    await sendMessages(ana, ben, ['From Ana 1', 'From Ana 2']);
    await suite.server.sql(
      "update messages set created_at = now() - seq * interval '1 day' where conversation_id = $1",
      [conversationId],
    );
    const page = await suite.browser.logIn(ana, media);
    await openChat(page, 'Ben');
    await page.getByRole('button', { name: 'Insights' }).click();
    const panel = page.getByRole('complementary', { name: 'Insights' });
    const chart = panel.getByRole('img', { name: /^Messages a day from .*: at most 1, on/ });
    await chart.waitFor();

    const barColour = (owner: 'mine' | 'theirs') =>
      chart
        .locator(`rect[data-of=${owner}]`)
        .first()
        .evaluate((bar) => getComputedStyle(bar).fill);
    const legendColour = (owner: 'mine' | 'theirs') =>
      panel.locator(`li [data-of=${owner}]`).evaluate((square) => getComputedStyle(square).backgroundColor);
    const background = await panel.evaluate((element) => getComputedStyle(element).backgroundColor);
    const colours = [await barColour('mine'), await barColour('theirs')];
    expect(new Set([...colours, background]).size).toBe(3);
    expect([await legendColour('mine'), await legendColour('theirs')]).toEqual(colours);
    await takeScreenshots(page, `chart-${name.replaceAll(' ', '-')}`);
  },
);
