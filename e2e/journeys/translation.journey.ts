import type { Page } from 'playwright-core';
import { composer, header, log, openChat, toList, write } from '../support/browser.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const NO_CONNECTION = /ERR_(INTERNET_DISCONNECTED|FAILED|NETWORK_CHANGED)|WebSocket connection to/;

/** Puts every text into elements of its own, as Google Translate does, and goes on while the page changes. */
function translate(): void {
  const isDone = (text: Text) =>
    !text.data.trim() || text.parentElement?.closest('font, [translate=no], textarea, style, script');
  const wrap = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter((one) => !isDone(one))) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      inner.textContent = text.data;
      outer.append(inner);
      text.replaceWith(outer);
    }
  };
  wrap();
  new MutationObserver(wrap).observe(document.body, { childList: true, characterData: true, subtree: true });
}

const list = (page: Page) => page.getByRole('navigation').getByRole('listitem');

it('a page that the browser has translated stays whole and current while people write', async () => {
  const [ana, ben, cid] = await Promise.all(['Ana', 'Ben', 'Cid'].map((name) => register(on.server, name)));
  const id = await say(ben!, ana!, ['Hello']);
  const other = await say(cid!, ana!, ['Good day']);
  const anas = await connect(ana!);
  await anas.command('mark_read', { conversationId: other, seq: 1 });
  anas.close();
  on.visitors.expect(NO_CONNECTION);
  const page = await on.visitors.logIn(ana!);
  await openChat(page, 'Ben');
  await page.evaluate(translate);
  const bens = await connect(ben!);
  await header(page, 'Ben').getByText('online', { exact: true }).waitFor();

  for (const round of [1, 2]) {
    await bens.command('typing', { conversationId: id, active: true });
    await page.getByRole('status').getByText('is typing').waitFor();
    await bens.command('typing', { conversationId: id, active: false });
    await page.getByRole('status').getByText('is typing').waitFor({ state: 'detached' });
    await bens.command('send_message', { conversationId: id, content: `From Ben ${round}` });
    await log(page).getByText(`From Ben ${round}`).waitFor();
    await composer(page, 'Ben').fill(`From Ana ${round}`);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const sent = log(page)
      .getByRole('article')
      .filter({ hasText: `From Ana ${round}` });
    await sent.and(page.locator('[data-state=sent], [data-state=delivered]')).waitFor();
    await bens.command('mark_read', { conversationId: id, seq: 1 + 2 * round });
    await sent.and(page.locator('[data-state=read]')).waitFor();
  }

  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('status').getByText('Connected again').waitFor();
  await page.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });
  bens.close();
  await header(page, 'Ben').getByText('last seen').waitFor();

  await toList(page);
  await list(page).filter({ hasText: 'Ben' }).getByText('From Ana 2').waitFor();
  const search = page.getByLabel('Search people and conversations');
  await search.fill('Cid');
  await list(page).filter({ hasText: 'Cid' }).waitFor();
  await search.fill('nobody at all');
  await page.getByText('Nobody is called “nobody at all”.').waitFor();
  await search.fill('');
  await page.getByRole('button', { name: 'Account of Ana' }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await page.keyboard.press('Escape');
  await openChat(page, 'Cid');
  await composer(page, 'Cid').fill('A draft');
  await toList(page);
  await openChat(page, 'Ben');
  await toList(page);
  await list(page).filter({ hasText: 'Cid' }).getByText('A draft').waitFor();
  await say(cid!, ana!, ['Unread']);
  await list(page).filter({ hasText: 'Cid' }).getByText('1', { exact: true }).waitFor();
  expect(await page.getByText('Something went wrong here').count()).toBe(0);
});

it('a row whose elements were taken away fails alone, and comes back with the next change', async () => {
  const [ana, ben, cid] = await Promise.all(['Ana', 'Ben', 'Cid'].map((name) => register(on.server, name)));
  const id = await say(ben!, ana!, ['Hello']);
  await say(cid!, ana!, ['Good day']);
  on.visitors.expect(/NotFoundError|removeChild|error boundary/);
  const page = await on.visitors.logIn(ana!);
  const row = list(page).filter({ hasText: 'Ben' });
  await row.getByText('1', { exact: true }).evaluate((unread) => unread.remove());
  await openChat(page, 'Ben');
  await log(page).getByText('Hello').waitFor();
  await toList(page);
  const bens = await connect(ben!);
  await list(page).filter({ hasText: 'Cid' }).getByText('Good day').waitFor();
  await bens.command('send_message', { conversationId: id, content: 'Back' });
  await row.getByText('Back').waitFor();
});

it('a message whose elements were taken away fails alone, and is shown again with the next change', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(/NotFoundError|removeChild|error boundary/);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await write(page, 'Ben', 'A *message*');
  const state = log(page).getByRole('img', { name: 'Sent', exact: true });
  await state.waitFor();
  await state.evaluate((icon) => icon.remove());
  const bens = await connect(ben);
  await bens.command('mark_read', {
    conversationId: (await bens.command('send_message', { receiverId: ana.id, content: 'Read' })).conversation.id,
    seq: 2,
  });
  const read = log(page).getByRole('article').filter({ hasText: 'message' }).and(page.locator('[data-state=read]'));
  await read.waitFor();
  await composer(page, 'Ben').waitFor();
});
