import type { Page } from 'playwright-core';
import { composer, log, openChat, takeScreenshots } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const CODE = '// note\nconst a = "b" + 12;\nclass A extends B {}\nlet x: number = f(y);';
const BLOCK = `\`\`\`ts\n${CODE}\n\`\`\``;
const KINDS = ['comment', 'keyword', 'string', 'number', 'name', 'type'];

/** Returns the coloured texts of the page by kind, in document order. */
const colouredTexts = (page: Page) =>
  page.evaluate(() =>
    Object.fromEntries(
      [...CSS.highlights].map(([name, ranges]) => [
        name,
        [...ranges].map(({ startContainer, startOffset, endOffset }) =>
          startContainer.nodeValue!.slice(startOffset, endOffset),
        ),
      ]),
    ),
  );

const waitForColours = (page: Page) => page.waitForFunction(() => CSS.highlights.size > 0);

/** Counts the page's requests for the highlighter. @returns a function that returns the count */
function countHighlighterRequests(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => (count += /\/highlighter-[^/]*\.js$/.test(request.url()) ? 1 : 0));
  return () => count;
}

/** Returns the lowest contrast ratio of the colours of code to their background, as WCAG 2 defines it. */
const lowestContrast = (page: Page, kinds: readonly string[]) =>
  log(page).evaluate((history, names) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const luminanceOf = (...layers: string[]) => {
      for (const colour of layers) {
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
      }
      const channels = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3).map((value) => value / 255);
      const [red, green, blue] = channels.map((value) =>
        value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    const backgroundOf = (element: Element) => getComputedStyle(element).backgroundColor;
    const contrasts = [...history.querySelectorAll('pre')].flatMap((pre) => {
      const background = luminanceOf('#fff', backgroundOf(pre.closest('article')!), backgroundOf(pre.parentElement!));
      return names.map((name) => {
        const text = luminanceOf(getComputedStyle(pre, `::highlight(code-${name})`).color);
        return (Math.max(text, background) + 0.05) / (Math.min(text, background) + 0.05);
      });
    });
    return Math.min(...contrasts);
  }, kinds);

it('code of a known language is coloured without a change of its text, size, selection or copied source', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, [BLOCK]);
  await sendMessages(ben, ana, [BLOCK]);
  const page = await suite.browser.logIn(ana);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/highlighter-[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  const requested = page.waitForRequest(/\/highlighter-[^/]*\.js$/);
  await openChat(page, 'Ben');
  const code = log(page).locator('pre').last();
  await requested;
  const before = await code.evaluate((pre) => [pre.scrollWidth, pre.getBoundingClientRect().top, pre.clientHeight]);
  await code.evaluate((pre) => getSelection()!.selectAllChildren(pre.closest('[data-source]')!));
  release();
  await waitForColours(page);

  expect(await code.evaluate((pre) => [pre.scrollWidth, pre.getBoundingClientRect().top, pre.clientHeight])).toEqual(
    before,
  );
  expect(await code.innerText()).toBe(CODE);
  expect((await colouredTexts(page))['code-comment']).toContain('// note');
  expect((await colouredTexts(page))['code-keyword']).toContain('const');
  // The text that was selected before the code was coloured is still selected.
  await page.keyboard.press('ControlOrMeta+c');
  await composer(page, 'Ben').fill('');
  await page.keyboard.press('ControlOrMeta+v');
  expect(await composer(page, 'Ben').inputValue()).toBe(BLOCK);
  await composer(page, 'Ben').fill('');
  await takeScreenshots(page, 'code');
});

it('code colours have enough contrast in both bubbles and themes, and are not used with forced colours and in print', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, [BLOCK]);
  await sendMessages(ben, ana, [BLOCK]);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await waitForColours(page);
  const colourOf = (kind: string) =>
    log(page)
      .locator('pre')
      .first()
      .evaluate((pre, name) => getComputedStyle(pre, `::highlight(${name})`).color, `code-${kind}`);

  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(new Set(await Promise.all(KINDS.map(colourOf))).size).toBe(KINDS.length);
    expect(await lowestContrast(page, KINDS)).toBeGreaterThanOrEqual(4.5);
  }
  await takeScreenshots(page, 'code-dark');
  for (const media of [{ forcedColors: 'active' }, { forcedColors: 'none', media: 'print' }] as const) {
    await page.emulateMedia(media);
    expect(new Set(await Promise.all(KINDS.map(colourOf))).size).toBe(1);
  }
});

it('the highlighter is loaded only when code of a known language is on screen', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, [
    '```nonsense\nconst a = 1;\n```',
    '```\nconst a = 1;\n```',
    `\`\`\`js\n${'a(); '.repeat(900)}\n\`\`\``,
  ]);
  const page = await suite.browser.logIn(ana);
  const count = countHighlighterRequests(page);
  await openChat(page, 'Ben');
  await log(page).locator('pre').last().waitFor();
  expect(count()).toBe(0);

  await sendMessages(ben, ana, [BLOCK]);
  await waitForColours(page);
  expect(count()).toBe(1);
  const { 'code-keyword': keywords } = await colouredTexts(page);
  expect(keywords).toEqual(['const', 'class', 'extends', 'let']);
});
