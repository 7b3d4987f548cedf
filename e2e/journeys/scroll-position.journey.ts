import type { Page } from 'playwright-core';
import { waitForUnreadCount, log, openChat } from '../support/browser.js';
import { connect, type Person, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** The `seq` up to which Ana has read the conversation when a journey begins. */
const READ = 30;
/**
 * Returns the content of a message. The lengths differ, so the estimated heights of most unrendered messages are wrong.
 */
const contentOf = (n: number) =>
  `Message ${n}: ${'and this is a thing that is worth some more words than that, '.repeat(n % 7)}`;

/** Creates a conversation of 80 messages, of which Ana has read the first {@link READ}. */
async function createConversation(): Promise<{ ana: Person; ben: Person; conversationId: string }> {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const contents = Array.from({ length: 80 }, (_, index) => contentOf(index + 1));
  const conversationId = await sendMessages(ben, ana, contents);
  const socket = await connect(ana);
  await socket.command('mark_read', { conversationId, seq: READ });
  socket.close();
  return { ana, ben, conversationId };
}

/** Slows down the CPU ten times, and delays requests for pages of messages. */
async function slowDown(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 10 });
  await page.route('**/messages/**', async (route) => {
    await new Promise((done) => setTimeout(done, 250));
    await route.continue();
  });
}

/** Returns the `seq` up to which a person has read a conversation, as the server has stored it. */
async function readUpTo(conversationId: string, { id }: Person): Promise<number> {
  const [position] = await suite.server.sql<{ read: number }>(
    'select read_seq as read from participants where conversation_id = $1 and user_id = $2',
    [conversationId, id],
  );
  return position!.read;
}

/** Returns the message at the top of the view, and the distance of its top edge from the top of the view, in pixels. */
function topRow(page: Page): Promise<{ seq: number; top: number }> {
  return log(page).evaluate((scroller) => {
    const { top } = scroller.getBoundingClientRect();
    const boxOf = (row: Element) => row.getBoundingClientRect();
    const row = Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]')).find(
      (one) => boxOf(one).bottom > top,
    )!;
    return { seq: Number(row.dataset['seq']), top: boxOf(row).top - top };
  });
}

/** Returns the distance of the "New messages" divider from the top of the history, in pixels. */
async function dividerTop(page: Page): Promise<number> {
  await log(page)
    .getByText(contentOf(READ + 1), { exact: true })
    .waitFor();
  const divider = (await log(page).getByText('New messages').boundingBox())!;
  return divider.y - (await log(page).boundingBox())!.y;
}

it('a conversation opens at the first unread message, although older pages and new messages arrive meanwhile', async () => {
  const { ana, ben, conversationId } = await createConversation();
  const page = await suite.browser.logIn(ana);
  await page.getByRole('link', { name: /Ben.*50 unread messages/ }).waitFor();
  await slowDown(page);
  const benSocket = await connect(ben);

  await openChat(page, 'Ben');
  for (let n = 1; n <= 12; n += 1)
    await benSocket.command('send_message', { conversationId, content: `Meanwhile ${n}` });
  await page.getByRole('button', { name: /new messages/ }).waitFor();
  // Waits until the messages before the first unread one are loaded as well.
  await page.waitForFunction(() => document.querySelector('[role=log]')!.scrollHeight > 5000);
  const top = await dividerTop(page);
  expect(top).toBeGreaterThanOrEqual(0);
  expect(top).toBeLessThan(120);

  // Only messages that were on screen are marked as read on the server.
  const seqs = await log(page).evaluate((scroller) =>
    Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]'))
      .filter((row) => row.getBoundingClientRect().top < scroller.getBoundingClientRect().bottom)
      .map((row) => Number(row.dataset['seq'])),
  );
  const read = await readUpTo(conversationId, ana);
  expect(read).toBeGreaterThanOrEqual(READ);
  expect(read).toBeLessThanOrEqual(Math.max(...seqs));
});

it('the history follows new messages at its end, and keeps its position when scrolled back', async () => {
  const { ana, ben, conversationId } = await createConversation();
  const page = await suite.browser.logIn(ana);
  const benSocket = await connect(ben);
  await openChat(page, 'Ben');
  await dividerTop(page);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText(contentOf(80), { exact: true }).waitFor();
  await page.getByRole('button', { name: 'To the newest message' }).waitFor({ state: 'detached' });

  await benSocket.command('send_message', { conversationId, content: 'Seen at once' });
  await log(page).getByText('Seen at once').waitFor();
  await waitForUnreadCount(page, 0);

  await log(page).hover();
  await page.mouse.wheel(0, -600);
  await page.getByRole('button', { name: 'To the newest message' }).waitFor();
  const distanceFromEnd = () => log(page).evaluate((scroller) => scroller.scrollHeight - scroller.scrollTop);
  const before = await distanceFromEnd();
  for (let n = 1; n <= 3; n += 1) await benSocket.command('send_message', { conversationId, content: `Below ${n}` });
  await page.getByRole('button', { name: '3 new messages' }).waitFor();
  // The end of the history has moved down by the height of the new messages, and the scroll position is the same.
  expect(await distanceFromEnd()).toBeGreaterThan(before);
  expect(await log(page).getByText('Below 3').count()).toBe(0);
});

it('a conversation opens with the loaded messages if requests for older messages fail, and retries these requests', async () => {
  const { ana } = await createConversation();
  suite.browser.expectError(/status of 503/);
  const page = await suite.browser.logIn(ana);
  const pages = '**/messages/**';
  await page.route(pages, (route) => route.fulfill({ status: 503, body: '{}' }));
  await openChat(page, 'Ben');
  await log(page).getByText(contentOf(80), { exact: true }).waitFor();
  await page.unroute(pages);
  expect(await dividerTop(page)).toBeLessThan(120);
});

/** Makes a page report that it is hidden or not focused. Playwright itself keeps every page visible and focused. */
async function setPageFocus(page: Page, { visible, focused }: { visible: boolean; focused: boolean }): Promise<void> {
  await page.evaluate(
    ([isVisible, isFocused]) => {
      Object.defineProperty(document, 'visibilityState', {
        configurable: true,
        get: () => (isVisible ? 'visible' : 'hidden'),
      });
      document.hasFocus = () => isFocused;
      document.dispatchEvent(new Event('visibilitychange'));
      window.dispatchEvent(new Event(isFocused ? 'focus' : 'blur'));
    },
    [visible, focused] as const,
  );
}

describe.each([
  ['the page is hidden', { visible: false, focused: false }],
  ['another window has the focus', { visible: true, focused: false }],
])('while %s', (_, away) => {
  it('the history stops at the first new message, and on return only messages on screen are marked as read', async () => {
    const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
    const conversationId = await sendMessages(ben, ana, ['Before']);
    const page = await suite.browser.logIn(ana);
    await openChat(page, 'Ben');
    await log(page).getByText('Before').waitFor();
    await waitForUnreadCount(page, 0);

    await setPageFocus(page, away);
    const benSocket = await connect(ben);
    for (let n = 1; n <= 60; n += 1) await benSocket.command('send_message', { conversationId, content: contentOf(n) });
    await waitForUnreadCount(page, 60);
    expect(await readUpTo(conversationId, ana)).toBe(1);

    await setPageFocus(page, { visible: true, focused: true });
    await page.waitForFunction(() => !document.title.startsWith('(60)'));
    const divider = (await log(page).getByText('New messages').boundingBox())!;
    const top = divider.y - (await log(page).boundingBox())!.y;
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(120);
    await log(page).getByText(contentOf(1), { exact: true }).waitFor();
    await page.getByRole('button', { name: /new messages/ }).waitFor();
    expect(await readUpTo(conversationId, ana)).toBeLessThan(40);
  });
});

it('a conversation reopens at the scroll position where it was left, also with new messages below, or at its end', async () => {
  const { ana, ben } = await createConversation();
  const carla = await register(suite.server, 'Carla');
  await sendMessages(ana, carla, ['Hello Carla']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await dividerTop(page);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText(contentOf(80), { exact: true }).waitFor();
  await waitForUnreadCount(page, 0);
  await openChat(page, 'Carla');
  await openChat(page, 'Ben');
  await log(page).getByText(contentOf(80), { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'To the newest message' }).count()).toBe(0);

  await log(page).hover();
  await page.mouse.wheel(0, -2000);
  await page.getByRole('button', { name: 'To the newest message' }).waitFor();
  const before = await topRow(page);
  await openChat(page, 'Carla');
  await sendMessages(ben, ana, ['While Ana was elsewhere']);
  await waitForUnreadCount(page, 1);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: '1 new message' }).waitFor();
  const after = await topRow(page);
  expect(after.seq).toBe(before.seq);
  expect(Math.abs(after.top - before.top)).toBeLessThan(2);
  const benSocket = await connect(ben);
  const read = new Promise((resolve) => benSocket.on('conversation_read', ({ seq }) => resolve(seq)));
  await page.getByRole('button', { name: '1 new message' }).click();
  await log(page).getByText('While Ana was elsewhere').waitFor();
  await waitForUnreadCount(page, 0);
  expect(await read).toBe(81);
});
