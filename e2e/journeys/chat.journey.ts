import {
  composer,
  waitForUnreadCount,
  header,
  log,
  openChat,
  submitMessage,
  takeScreenshots,
  typeAndSend,
} from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('two people find each other and chat, and each sees receipts and typing of the other', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana Silva'), register(suite.server, 'Ben Okoye')]);
  const [anaPage, benPage] = await Promise.all([suite.browser.logIn(ana), suite.browser.logIn(ben)]);
  await anaPage.getByRole('heading', { name: 'No conversations yet' }).waitFor();
  await takeScreenshots(anaPage, 'empty');

  await anaPage.getByRole('textbox', { name: 'Search people and conversations' }).fill('ben');
  await anaPage.getByRole('link', { name: /Ben Okoye/ }).waitFor();
  await takeScreenshots(anaPage, 'search');
  await anaPage.getByRole('link', { name: /Ben Okoye/ }).click();
  await takeScreenshots(anaPage, 'first-message');
  await typeAndSend(anaPage, 'Ben Okoye', 'Hello Ben!');
  await log(anaPage).getByRole('img', { name: 'Delivered' }).waitFor();

  await benPage.getByRole('link', { name: /Ana Silva.*1 unread message/ }).click();
  await log(benPage).getByText('Hello Ben!').waitFor();
  await log(anaPage).getByRole('img', { name: 'Read' }).waitFor();

  await composer(benPage, 'Ana Silva').pressSequentially('Hi');
  await anaPage.getByRole('status').getByText('Ben Okoye is typing').waitFor();
  await takeScreenshots(anaPage, 'typing');
  await benPage.keyboard.press('Shift+Enter');
  await benPage.keyboard.type('Ana, I can *read* you.');
  await submitMessage(benPage);
  await log(anaPage).getByRole('article').filter({ hasText: 'Ana, I can read you.' }).waitFor();
  expect(await log(anaPage).locator('em').textContent()).toBe('read');
  await anaPage.getByRole('status').getByText('Ben Okoye is typing').waitFor({ state: 'detached' });

  for (const line of ['one', 'two', 'three']) await typeAndSend(anaPage, 'Ben Okoye', line);
  await log(benPage).getByText('three').waitFor();
  const shown = await log(benPage).getByRole('article').allTextContents();
  expect(shown.slice(-3)).toEqual(['one', 'two', 'three']);
  await takeScreenshots(benPage, 'chat');
});

it('a person with two open tabs stays online until the last one is closed', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, ['Hello']);
  const anaPage = await suite.browser.logIn(ana);
  await openChat(anaPage, 'Ben');
  await header(anaPage, 'Ben').getByText('offline', { exact: true }).waitFor();

  const benPage = await suite.browser.logIn(ben);
  await header(anaPage, 'Ben').getByText('online', { exact: true }).waitFor();
  const other = await benPage.context().newPage();
  await other.goto('/');
  await other.getByRole('link', { name: /Ana/ }).waitFor();
  await benPage.close();
  // Waits for a later message on the same connections: if Ben went offline, Ana's page would have received that before.
  await openChat(other, 'Ana');
  await typeAndSend(other, 'Ana', 'Still here');
  await log(anaPage).getByText('Still here').waitFor();
  expect(await header(anaPage, 'Ben').getByText('online', { exact: true }).count()).toBe(1);
  await other.close();
  await header(anaPage, 'Ben').getByText('last seen').waitFor();
});

it('a conversation opens at the first unread message, and the sender sees when the messages are read', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(
    ben,
    ana,
    Array.from({ length: 30 }, (_, n) => `Read before ${n + 1}`),
  );
  const [anaPage, benPage] = [await suite.browser.logIn(ana), await suite.browser.logIn(ben)];
  await openChat(benPage, 'Ana');
  await openChat(anaPage, 'Ben');
  await anaPage.getByRole('button', { name: 'To the newest message' }).click();
  await log(benPage).getByRole('img', { name: 'Read' }).waitFor();
  await anaPage.goto('/');
  await log(anaPage).waitFor({ state: 'detached' });

  await sendMessages(
    ben,
    ana,
    Array.from({ length: 40 }, (_, n) => `Unread ${n + 1}`),
  );
  await anaPage.getByRole('link', { name: /Ben.*40 unread messages/ }).waitFor();
  await takeScreenshots(anaPage, 'unread-list');

  await openChat(anaPage, 'Ben');
  await log(anaPage).getByText('Unread 1', { exact: true }).waitFor();
  const divider = (await log(anaPage).getByText('New messages').boundingBox())!;
  const view = (await log(anaPage).boundingBox())!;
  expect(divider.y).toBeGreaterThanOrEqual(view.y);
  expect(divider.y).toBeLessThan(view.y + view.height / 2);
  await takeScreenshots(anaPage, 'unread-divider');

  await anaPage.getByRole('button', { name: 'To the newest message' }).click();
  await log(anaPage).getByText('Unread 40', { exact: true }).waitFor();
  await waitForUnreadCount(anaPage, 0);
  await log(benPage).getByRole('img', { name: 'Read' }).waitFor();
});
