import type { Page } from 'playwright-core';
import { accessibilityViolations } from '../support/axe.js';
import { composer, log, openChat, takeScreenshots } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const LONG = [...Array.from({ length: 80 }, (_, index) => `Line ${index + 1}.`), 'https://example.com/hidden'].join(
  '\n',
);

/** Returns the bubble of the long message. */
const article = (page: Page) => log(page).getByRole('article').filter({ hasText: 'Line 80.' });
const more = (page: Page) => article(page).getByRole('button', { name: 'Show more' });
const less = (page: Page) => article(page).getByRole('button', { name: 'Show less' });
const topOf = async (page: Page) => Math.round((await article(page).boundingBox())!.y);

/** Creates a conversation with a long message between short ones, `after` of which follow it. */
async function createConversation(after = 3) {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const before = ['Shorter', 'x\n'.repeat(14).trim(), 'before'];
  const id = await sendMessages(ana, ben, [
    ...before,
    LONG,
    ...Array.from({ length: after }, (_, index) => `After ${index}`),
  ]);
  const [message] = await suite.server.sql<{ id: string }>(
    'select id from messages where conversation_id = $1 and seq = $2',
    [id, before.length + 1],
  );
  return { ana, id, messageId: message!.id };
}

it('a long message is folded, and its beginning does not move when it is unfolded', async () => {
  const { ana } = await createConversation();
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await more(page).waitFor();
  expect(await more(page).getAttribute('aria-expanded')).toBe('false');
  expect(await log(page).getByRole('button', { name: 'Show more' }).count()).toBe(1);
  if (isPhone) expect((await more(page).boundingBox())!.height).toBeGreaterThanOrEqual(44);
  const link = article(page).getByRole('link', { name: 'https://example.com/hidden' });
  expect(await link.evaluate((element: HTMLElement) => element.tabIndex)).toBe(-1);
  await takeScreenshots(page, 'folded');
  expect(await accessibilityViolations(page)).toEqual([]);

  const before = await topOf(page);
  await more(page).press('Enter');
  await less(page).waitFor();
  expect(await less(page).getAttribute('aria-expanded')).toBe('true');
  expect(await topOf(page)).toBe(before);
  expect(await link.evaluate((element: HTMLElement) => element.tabIndex)).toBe(0);

  await less(page).press('Enter');
  await more(page).waitFor();
  const view = (await log(page).boundingBox())!;
  const button = (await more(page).boundingBox())!;
  expect(button.y).toBeGreaterThan(view.y);
  expect(button.y + button.height).toBeLessThan(view.y + view.height);
});

it('an unfolded message stays unfolded after it was scrolled out of view and unmounted', async () => {
  const { ana } = await createConversation(50);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('After 49').waitFor();
  const scrollTo = (top: number) => log(page).evaluate((list, to) => (list.scrollTop = to), top);
  await scrollTo(0);
  await more(page).click();
  await less(page).waitFor();
  await scrollTo(1_000_000);
  await article(page).waitFor({ state: 'detached' });
  await scrollTo(0);
  await less(page).waitFor();
  expect(await more(page).count()).toBe(0);
});

it('a link to a long message unfolds the message, which can be folded again', async () => {
  const { ana, id, messageId } = await createConversation();
  const page = await suite.browser.logIn(ana);
  await page.goto(`/c/${id}?message=${messageId}`);
  await less(page).waitFor();
  await less(page).click();
  await more(page).waitFor();
});

it('a folded message unfolds when the browser scrolls to its hidden part, as "find in page" does', async () => {
  const { ana } = await createConversation();
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await more(page).waitFor();
  await article(page)
    .getByRole('link', { name: 'https://example.com/hidden' })
    .evaluate((link) => link.scrollIntoView());
  await less(page).waitFor();
});

it('pasting a megabyte into the composer is refused with a note, and the composer keeps its content', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  const field = composer(page, 'Ben');
  await field.fill('Mine. ');
  for (const text of ['x'.repeat(1_000_000), 'some words\n'.repeat(90_000)]) {
    // A listener of the `copy` event fills the clipboard, because a field with a megabyte of text takes long to lay
    // out.
    await field.evaluate((element: HTMLTextAreaElement, data) => {
      const onCopy = (event: ClipboardEvent) => {
        event.clipboardData!.setData('text/plain', data);
        event.preventDefault();
      };
      document.addEventListener('copy', onCopy, { once: true });
      element.select();
      document.execCommand('copy');
    }, text);
    await field.press('End');
    await page.keyboard.press('ControlOrMeta+v');
    await page
      .getByRole('alert')
      .getByText(/^Too long to paste: (1,000,000|990,000) characters. The limit is 8,000 characters.$/)
      .waitFor();
    expect(await field.inputValue()).toBe('Mine. ');
  }
  await takeScreenshots(page, 'composer-refused');

  await field.press('End');
  await page.keyboard.insertText('y'.repeat(8000));
  await page.getByRole('alert').getByText('6 characters too many').waitFor();
  expect((await field.inputValue()).length).toBe(8006);
  expect(await page.getByRole('button', { name: 'Send', exact: true }).isDisabled()).toBe(true);
});

it('a draft stays in the composer when the storage of the browser is full', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await page.evaluate(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('', 'QuotaExceededError');
    };
  });
  await composer(page, 'Ben').pressSequentially('Still here');
  expect(await composer(page, 'Ben').inputValue()).toBe('Still here');
});
