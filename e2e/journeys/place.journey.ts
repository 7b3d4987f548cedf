import type { Page } from 'playwright-core';
import { countsUnread, log, openChat } from '../support/browser.js';
import { connect, type Person, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const READ = 30;
/** As long as real ones are: what is reckoned of their sizes before they are drawn is wrong for most. */
const news = (n: number) =>
  `News ${n}: ${'and this is a thing that is worth some more words than that, '.repeat(n % 7)}`;

/** A conversation that Ana has read the beginning of. */
async function unread(): Promise<{ ana: Person; ben: Person; conversationId: string }> {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const contents = Array.from({ length: 80 }, (_, index) => news(index + 1));
  const conversationId = await say(ben, ana, contents);
  const socket = await connect(ana);
  await socket.command('mark_read', { conversationId, seq: READ });
  socket.close();
  return { ana, ben, conversationId };
}

/** On a machine that takes ten times as long for everything, with pages that take their time, too. */
async function slowly(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 10 });
  await page.route('**/messages/**', async (route) => {
    await new Promise((done) => setTimeout(done, 250));
    await route.continue();
  });
}

/** The `seq` up to which somebody has read a conversation, on the server. */
async function readUpTo(conversationId: string, { id }: Person): Promise<number> {
  const [position] = await on.server.sql<{ read: number }>(
    'select read_seq as read from participants where conversation_id = $1 and user_id = $2',
    [conversationId, id],
  );
  return position!.read;
}

/** The message at the top of the view, and where it begins. */
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

/** Where the beginning of what was unread stands, from the top of the history. */
async function placeOfUnread(page: Page): Promise<number> {
  await log(page)
    .getByText(news(READ + 1), { exact: true })
    .waitFor();
  const divider = (await log(page).getByText('New messages').boundingBox())!;
  return divider.y - (await log(page).boundingBox())!.y;
}

it('opens at what is unread, though older pages and new messages come meanwhile', async () => {
  const { ana, ben, conversationId } = await unread();
  const page = await on.visitors.logIn(ana);
  await page.getByRole('link', { name: /Ben.*50 unread messages/ }).waitFor();
  await slowly(page);
  const bens = await connect(ben);

  await openChat(page, 'Ben');
  for (let n = 1; n <= 12; n += 1) await bens.command('send_message', { conversationId, content: `Meanwhile ${n}` });
  await page.getByRole('button', { name: /new messages/ }).waitFor();
  // All that is older has come, too.
  await page.waitForFunction(() => document.querySelector('[role=log]')!.scrollHeight > 5000);
  const place = await placeOfUnread(page);
  expect(place).toBeGreaterThanOrEqual(0);
  expect(place).toBeLessThan(120);

  // Only what was seen is read: what is below is still unread, also for the server.
  const seqs = await log(page).evaluate((scroller) =>
    Array.from(scroller.querySelectorAll<HTMLElement>('[data-seq]'))
      .filter((row) => row.getBoundingClientRect().top < scroller.getBoundingClientRect().bottom)
      .map((row) => Number(row.dataset['seq'])),
  );
  const read = await readUpTo(conversationId, ana);
  expect(read).toBeGreaterThanOrEqual(READ);
  expect(read).toBeLessThanOrEqual(Math.max(...seqs));
});

it('stays where somebody has scrolled to, and follows whoever is at the end', async () => {
  const { ana, ben, conversationId } = await unread();
  const page = await on.visitors.logIn(ana);
  const bens = await connect(ben);
  await openChat(page, 'Ben');
  await placeOfUnread(page);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText(news(80), { exact: true }).waitFor();
  await page.getByRole('button', { name: 'To the newest message' }).waitFor({ state: 'detached' });

  await bens.command('send_message', { conversationId, content: 'Seen at once' });
  await log(page).getByText('Seen at once').waitFor();
  await countsUnread(page, 0);

  await log(page).hover();
  await page.mouse.wheel(0, -600);
  await page.getByRole('button', { name: 'To the newest message' }).waitFor();
  const top = () => log(page).evaluate((scroller) => scroller.scrollHeight - scroller.scrollTop);
  const before = await top();
  for (let n = 1; n <= 3; n += 1) await bens.command('send_message', { conversationId, content: `Below ${n}` });
  await page.getByRole('button', { name: '3 new messages' }).waitFor();
  // Only what came below has moved the end away.
  expect(await top()).toBeGreaterThan(before);
  expect(await log(page).getByText('Below 3').count()).toBe(0);
});

it('opens with what it has when older messages cannot be had, and gets them when they can', async () => {
  const { ana } = await unread();
  on.visitors.expect(/status of 503/);
  const page = await on.visitors.logIn(ana);
  const pages = '**/messages/**';
  await page.route(pages, (route) => route.fulfill({ status: 503, body: '{}' }));
  await openChat(page, 'Ben');
  await log(page).getByText(news(80), { exact: true }).waitFor();
  await page.unroute(pages);
  expect(await placeOfUnread(page)).toBeLessThan(120);
});

/** Playwright keeps every page visible and focused. This simulates a page that is not. */
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
  it('stops at the first new message, and on return marks only what is on screen as read', async () => {
    const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
    const conversationId = await say(ben, ana, ['Before']);
    const page = await on.visitors.logIn(ana);
    await openChat(page, 'Ben');
    await log(page).getByText('Before').waitFor();
    await countsUnread(page, 0);

    await setPageFocus(page, away);
    const bens = await connect(ben);
    for (let n = 1; n <= 60; n += 1) await bens.command('send_message', { conversationId, content: news(n) });
    await countsUnread(page, 60);
    expect(await readUpTo(conversationId, ana)).toBe(1);

    await setPageFocus(page, { visible: true, focused: true });
    await page.waitForFunction(() => !document.title.startsWith('(60)'));
    const divider = (await log(page).getByText('New messages').boundingBox())!;
    const place = divider.y - (await log(page).boundingBox())!.y;
    expect(place).toBeGreaterThanOrEqual(0);
    expect(place).toBeLessThan(120);
    await log(page).getByText(news(1), { exact: true }).waitFor();
    await page.getByRole('button', { name: /new messages/ }).waitFor();
    expect(await readUpTo(conversationId, ana)).toBeLessThan(40);
  });
});

it('opens a conversation where it was left, also with new messages below, and at its end when it was left there', async () => {
  const { ana, ben } = await unread();
  const carla = await register(on.server, 'Carla');
  await say(ana, carla, ['Hello Carla']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await placeOfUnread(page);
  await page.getByRole('button', { name: 'To the newest message' }).click();
  await log(page).getByText(news(80), { exact: true }).waitFor();
  await countsUnread(page, 0);
  await openChat(page, 'Carla');
  await openChat(page, 'Ben');
  await log(page).getByText(news(80), { exact: true }).waitFor();
  expect(await page.getByRole('button', { name: 'To the newest message' }).count()).toBe(0);

  await log(page).hover();
  await page.mouse.wheel(0, -2000);
  await page.getByRole('button', { name: 'To the newest message' }).waitFor();
  const left = await topRow(page);
  await openChat(page, 'Carla');
  await say(ben, ana, ['While Ana was elsewhere']);
  await countsUnread(page, 1);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: '1 new message' }).waitFor();
  const found = await topRow(page);
  expect(found.seq).toBe(left.seq);
  expect(Math.abs(found.top - left.top)).toBeLessThan(2);
  const bens = await connect(ben);
  const read = new Promise((resolve) => bens.on('conversation_read', ({ seq }) => resolve(seq)));
  await page.getByRole('button', { name: '1 new message' }).click();
  await log(page).getByText('While Ana was elsewhere').waitFor();
  await countsUnread(page, 0);
  expect(await read).toBe(81);
});
