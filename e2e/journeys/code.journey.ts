import type { Page } from 'playwright-core';
import { composer, log, openChat, shoot } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const CODE = '// note\nconst a = "b" + 12;\nclass A extends B {}\nlet x: number = f(y);';
const BLOCK = `\`\`\`ts\n${CODE}\n\`\`\``;
const KINDS = ['comment', 'keyword', 'string', 'number', 'name', 'type'];

/** What is coloured in the page, in its order per kind. */
const coloured = (page: Page) =>
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

const isColoured = (page: Page) => page.waitForFunction(() => CSS.highlights.size > 0);

/** Files of the highlighter that the page has asked for. */
function countHighlighters(page: Page): () => number {
  let count = 0;
  page.on('request', (request) => (count += /\/highlighter-[^/]*\.js$/.test(request.url()) ? 1 : 0));
  return () => count;
}

/** The contrast of the colours of code to what is behind it, at its lowest, as WCAG 2 computes it. */
const lowestContrast = (page: Page, kinds: readonly string[]) =>
  log(page).evaluate((history, names) => {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;
    const paint = (...colours: string[]) => {
      for (const colour of colours) {
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
      const behind = paint('#fff', backgroundOf(pre.closest('article')!), backgroundOf(pre.parentElement!));
      return names.map((name) => {
        const front = paint(getComputedStyle(pre, `::highlight(code-${name})`).color);
        return (Math.max(front, behind) + 0.05) / (Math.min(front, behind) + 0.05);
      });
    });
    return Math.min(...contrasts);
  }, kinds);

it('colours code of a known language, and changes neither its text, size nor copy', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ana, ben, [BLOCK]);
  await say(ben, ana, [BLOCK]);
  const page = await on.visitors.logIn(ana);
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/highlighter-[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  const asked = page.waitForRequest(/\/highlighter-[^/]*\.js$/);
  await openChat(page, 'Ben');
  const code = log(page).locator('pre').last();
  await asked;
  const before = await code.evaluate((pre) => [pre.scrollWidth, pre.getBoundingClientRect().top, pre.clientHeight]);
  await code.evaluate((pre) => getSelection()!.selectAllChildren(pre.closest('[data-source]')!));
  release();
  await isColoured(page);

  expect(await code.evaluate((pre) => [pre.scrollWidth, pre.getBoundingClientRect().top, pre.clientHeight])).toEqual(
    before,
  );
  expect(await code.innerText()).toBe(CODE);
  expect((await coloured(page))['code-comment']).toContain('// note');
  expect((await coloured(page))['code-keyword']).toContain('const');
  // What was selected before the colours came is selected still.
  await page.keyboard.press('ControlOrMeta+c');
  await composer(page, 'Ben').fill('');
  await page.keyboard.press('ControlOrMeta+v');
  expect(await composer(page, 'Ben').inputValue()).toBe(BLOCK);
  await composer(page, 'Ben').fill('');
  await shoot(page, 'code');
});

it('has colours with enough contrast in both bubbles, light and dark, and none in forced colours and in print', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ana, ben, [BLOCK]);
  await say(ben, ana, [BLOCK]);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await isColoured(page);
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
  await shoot(page, 'code-dark');
  for (const media of [{ forcedColors: 'active' }, { forcedColors: 'none', media: 'print' }] as const) {
    await page.emulateMedia(media);
    expect(new Set(await Promise.all(KINDS.map(colourOf))).size).toBe(1);
  }
});

it('asks for no highlighter where no code of a known language is on screen', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, [
    '```nonsense\nconst a = 1;\n```',
    '```\nconst a = 1;\n```',
    `\`\`\`js\n${'a(); '.repeat(900)}\n\`\`\``,
  ]);
  const page = await on.visitors.logIn(ana);
  const count = countHighlighters(page);
  await openChat(page, 'Ben');
  await log(page).locator('pre').last().waitFor();
  expect(count()).toBe(0);

  await say(ben, ana, [BLOCK]);
  await isColoured(page);
  expect(count()).toBe(1);
  const { 'code-keyword': keywords } = await coloured(page);
  expect(keywords).toEqual(['const', 'class', 'extends', 'let']);
});
