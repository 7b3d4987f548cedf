import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { composer, log, openChat, takeScreenshots } from '../support/browser.js';
import { tallViewport } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Messages without markup that other Markdown renderers would not show as they are. */
const PLAIN = [
  '[note]: https://example.com',
  '[TODO]: x',
  '#',
  '>',
  '[](https://example.com)',
  String.raw`\\server\share\_docs and C:\Users\me\.config\*.json`,
  String.raw`^\d+\.\d+$ ¯\_(ツ)_/¯`,
  '5*4*3',
  '# 1 fan',
  '__init__.py',
  'one\n\n\n\ntwo',
  '2024. That was a good year',
  '100) yes',
];

const FORMATTED = [
  '**Bold**, *italic*, ~~struck~~ and `code`',
  '> The question\nThe reply',
  '- [ ] to do\n- [x] done\n- one\n  - two\n\n1. first\n2. second',
  '```js\nif (a) {\n  b();\n}\n```',
  '| Name | Price |\n|:-----|------:|\n| Tea  | 2.50  |',
  '[https://bank.example](https://evil.example/x)',
];

/** Copies the selection, and pastes it into the composer. @returns the pasted text */
async function copyAndPaste(page: Page): Promise<string> {
  await page.keyboard.press('ControlOrMeta+c');
  const field = composer(page, 'Ben');
  await field.fill('');
  await page.keyboard.press('ControlOrMeta+v');
  return field.inputValue();
}

it('every character of a message is shown or has a visible effect, and copying gives its source', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, [...PLAIN, ...FORMATTED]);
  // The viewport is tall enough to render all messages.
  const page = await suite.browser.logIn(ana, tallViewport);
  await openChat(page, 'Ben');
  const articles = log(page).getByRole('article');
  const contentOf = (index: number) => articles.nth(index).locator('[data-source]');
  await contentOf(PLAIN.length + FORMATTED.length - 1).waitFor();

  for (const [index, text] of PLAIN.entries()) expect(await contentOf(index).innerText()).toBe(text);
  const [styled, quote, list, code, table, link] = FORMATTED.map((_, index) => contentOf(PLAIN.length + index));
  expect(await styled!.innerText()).toBe('Bold, italic, struck and code');
  expect(await styled!.locator('strong, em, s, code').allInnerTexts()).toEqual(['Bold', 'italic', 'struck', 'code']);
  expect(await quote!.locator('blockquote').innerText()).toBe('The question');
  expect(await list!.getByRole('listitem').allInnerTexts()).toEqual([
    'to do',
    'done',
    'one',
    'two',
    '1. first',
    '2. second',
  ]);
  expect(await list!.getByRole('checkbox', { name: 'Done' }).isChecked()).toBe(true);
  expect(await code!.locator('pre').innerText()).toBe('if (a) {\n  b();\n}');
  const price = table!.getByRole('cell', { name: '2.50' });
  expect(await price.evaluate((cell) => getComputedStyle(cell).textAlign)).toBe('right');
  expect(await link!.getByRole('link').allInnerTexts()).toEqual(['https://bank.example', 'https://evil.example/x']);
  await takeScreenshots(page, 'formatting');
  expect(await accessibilityViolations(page)).toEqual([]);

  for (const [index, text] of [...PLAIN, ...FORMATTED].entries()) {
    await contentOf(index).evaluate((node) => getSelection()!.selectAllChildren(node));
    expect(await copyAndPaste(page)).toBe(text);
  }
  // A selection that starts within a bold word.
  await styled!.evaluate((node) => {
    const [start, end] = [node.querySelector('strong')!.firstChild!, node.querySelector('em')!.nextSibling!];
    getSelection()!.setBaseAndExtent(start, 2, end, 2);
  });
  expect(await copyAndPaste(page)).toBe('**ld**, *italic*, ');
  // A selection across two messages.
  const [first, second] = [await contentOf(0).elementHandle(), await contentOf(1).elementHandle()];
  await page.evaluate(([from, to]) => getSelection()!.setBaseAndExtent(from!, 0, to!, 1), [first, second]);
  expect(await copyAndPaste(page)).toBe(`${PLAIN[0]}\n${PLAIN[1]}`);
});

it('stacked combining marks do not extend beyond the bubble of their message', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['before', `Z${'\u0310\u0321'.repeat(80)}algo`, 'after']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  const bubble = log(page).getByRole('article').nth(1);
  await bubble.waitFor();
  expect(await bubble.evaluate((element) => getComputedStyle(element).overflow)).toBe('clip');
  await takeScreenshots(page, 'combining-marks');
});

it('messages of thousands of markup characters are shown', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const hostile = ['@__a', '*a_*', '**a ', '`a', '[a](', '>\n', '| a |\n|-|\n', '_a *b '];
  await sendMessages(ben, ana, [
    ...hostile.map((piece) => piece.repeat(Math.floor(8000 / piece.length))),
    'The last one',
  ]);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText('The last one', { exact: true }).waitFor();
});
