import { composer, countsUnread, header, log, openChat, send, shoot, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

it('two people find each other and chat, each seeing what the other does', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana Silva'), register(on.server, 'Ben Okoye')]);
  const [anas, bens] = await Promise.all([on.visitors.logIn(ana), on.visitors.logIn(ben)]);
  await anas.getByRole('heading', { name: 'No conversations yet' }).waitFor();
  await shoot(anas, 'empty');

  await anas.getByRole('textbox', { name: 'Search people and conversations' }).fill('ben');
  await anas.getByRole('link', { name: /Ben Okoye/ }).waitFor();
  await shoot(anas, 'search');
  await anas.getByRole('link', { name: /Ben Okoye/ }).click();
  await shoot(anas, 'first-message');
  await write(anas, 'Ben Okoye', 'Hello Ben!');
  await log(anas).getByRole('img', { name: 'Delivered' }).waitFor();

  await bens.getByRole('link', { name: /Ana Silva.*1 unread message/ }).click();
  await log(bens).getByText('Hello Ben!').waitFor();
  await log(anas).getByRole('img', { name: 'Read' }).waitFor();

  await composer(bens, 'Ana Silva').pressSequentially('Hi');
  await anas.getByRole('status').getByText('Ben Okoye is typing').waitFor();
  await shoot(anas, 'typing');
  await bens.keyboard.press('Shift+Enter');
  await bens.keyboard.type('Ana, I can *read* you.');
  await send(bens);
  await log(anas).getByRole('article').filter({ hasText: 'Ana, I can read you.' }).waitFor();
  expect(await log(anas).locator('em').textContent()).toBe('read');
  await anas.getByRole('status').getByText('Ben Okoye is typing').waitFor({ state: 'detached' });

  for (const line of ['one', 'two', 'three']) await write(anas, 'Ben Okoye', line);
  await log(bens).getByText('three').waitFor();
  const said = await log(bens).getByRole('article').allTextContents();
  expect(said.slice(-3)).toEqual(['one', 'two', 'three']);
  await shoot(bens, 'chat');
});

it('is online in two tabs until the last one is closed', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ana, ben, ['Hello']);
  const anas = await on.visitors.logIn(ana);
  await openChat(anas, 'Ben');
  await header(anas, 'Ben').getByText('offline', { exact: true }).waitFor();

  const bens = await on.visitors.logIn(ben);
  await header(anas, 'Ben').getByText('online', { exact: true }).waitFor();
  const other = await bens.context().newPage();
  await other.goto('/');
  await other.getByRole('link', { name: /Ana/ }).waitFor();
  await bens.close();
  // What comes later over the same connections: the first tab's end would have been told by then.
  await openChat(other, 'Ana');
  await write(other, 'Ana', 'Still here');
  await log(anas).getByText('Still here').waitFor();
  expect(await header(anas, 'Ben').getByText('online', { exact: true }).count()).toBe(1);
  await other.close();
  await header(anas, 'Ben').getByText('last seen').waitFor();
});

it('leads to what is unread, and tells the other when it is read', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(
    ben,
    ana,
    Array.from({ length: 30 }, (_, n) => `Read before ${n + 1}`),
  );
  const [anas, bens] = [await on.visitors.logIn(ana), await on.visitors.logIn(ben)];
  await openChat(bens, 'Ana');
  await openChat(anas, 'Ben');
  await anas.getByRole('button', { name: 'To the newest message' }).click();
  await log(bens).getByRole('img', { name: 'Read' }).waitFor();
  await anas.goto('/');
  await log(anas).waitFor({ state: 'detached' });

  await say(
    ben,
    ana,
    Array.from({ length: 40 }, (_, n) => `News ${n + 1}`),
  );
  await anas.getByRole('link', { name: /Ben.*40 unread messages/ }).waitFor();
  await shoot(anas, 'unread-list');

  await openChat(anas, 'Ben');
  await log(anas).getByText('News 1', { exact: true }).waitFor();
  const place = (await log(anas).getByText('New messages').boundingBox())!;
  const view = (await log(anas).boundingBox())!;
  expect(place.y).toBeGreaterThanOrEqual(view.y);
  expect(place.y).toBeLessThan(view.y + view.height / 2);
  await shoot(anas, 'unread-divider');

  await anas.getByRole('button', { name: 'To the newest message' }).click();
  await log(anas).getByText('News 40', { exact: true }).waitFor();
  await countsUnread(anas, 0);
  await log(bens).getByRole('img', { name: 'Read' }).waitFor();
});
