import type { Page } from 'playwright-core';
import { composer, header, log, NO_CONNECTION, openChat, showList, typeAndSend } from '../support/browser.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Wraps every text node of the page in elements, as Google Translate does, also those that are added later. */
function wrapTexts(): void {
  const isWrapped = (text: Text) =>
    !text.data.trim() || text.parentElement?.closest('font, [translate=no], textarea, style, script');
  const wrap = () => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts.filter((one) => !isWrapped(one))) {
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

it('a page that the browser has translated still shows new messages and changes', async () => {
  const [ana, ben, cid] = await Promise.all(['Ana', 'Ben', 'Cid'].map((name) => register(suite.server, name)));
  const conversationId = await sendMessages(ben!, ana!, ['Hello']);
  const withCid = await sendMessages(cid!, ana!, ['Good day']);
  const anaSocket = await connect(ana!);
  await anaSocket.command('mark_read', { conversationId: withCid, seq: 1 });
  anaSocket.close();
  suite.browser.expectError(NO_CONNECTION);
  const page = await suite.browser.logIn(ana!);
  await openChat(page, 'Ben');
  await page.evaluate(wrapTexts);
  const benSocket = await connect(ben!);
  await header(page, 'Ben').getByText('online', { exact: true }).waitFor();

  for (const round of [1, 2]) {
    await benSocket.command('typing', { conversationId, active: true });
    await page.getByRole('status').getByText('is typing').waitFor();
    await benSocket.command('typing', { conversationId, active: false });
    await page.getByRole('status').getByText('is typing').waitFor({ state: 'detached' });
    await benSocket.command('send_message', { conversationId, content: `From Ben ${round}` });
    await log(page).getByText(`From Ben ${round}`).waitFor();
    await composer(page, 'Ben').fill(`From Ana ${round}`);
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    const sent = log(page)
      .getByRole('article')
      .filter({ hasText: `From Ana ${round}` });
    await sent.and(page.locator('[data-state=sent], [data-state=delivered]')).waitFor();
    await benSocket.command('mark_read', { conversationId, seq: 1 + 2 * round });
    await sent.and(page.locator('[data-state=read]')).waitFor();
  }

  await page.context().setOffline(true);
  await page.getByRole('status').getByText('You are offline.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('status').getByText('Connected again').waitFor();
  await page.getByRole('status').getByText('Connected again').waitFor({ state: 'detached' });
  benSocket.close();
  await header(page, 'Ben').getByText('last seen').waitFor();

  await showList(page);
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
  await showList(page);
  await openChat(page, 'Ben');
  await showList(page);
  await list(page).filter({ hasText: 'Cid' }).getByText('A draft').waitFor();
  await sendMessages(cid!, ana!, ['Unread']);
  await list(page).filter({ hasText: 'Cid' }).getByText('1', { exact: true }).waitFor();
  expect(await page.getByText('Something went wrong here').count()).toBe(0);
});

it('if elements of a list row are removed, only that row fails, and its next change renders it again', async () => {
  const [ana, ben, cid] = await Promise.all(['Ana', 'Ben', 'Cid'].map((name) => register(suite.server, name)));
  const id = await sendMessages(ben!, ana!, ['Hello']);
  await sendMessages(cid!, ana!, ['Good day']);
  suite.browser.expectError(/NotFoundError|removeChild|error boundary/);
  const page = await suite.browser.logIn(ana!);
  const row = list(page).filter({ hasText: 'Ben' });
  await row.getByText('1', { exact: true }).evaluate((unread) => unread.remove());
  await openChat(page, 'Ben');
  await log(page).getByText('Hello').waitFor();
  await showList(page);
  const benSocket = await connect(ben!);
  await list(page).filter({ hasText: 'Cid' }).getByText('Good day').waitFor();
  await benSocket.command('send_message', { conversationId: id, content: 'Back' });
  await row.getByText('Back').waitFor();
});

it('if elements of a message are removed, only that message fails, and its next change renders it again', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  suite.browser.expectError(/NotFoundError|removeChild|error boundary/);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await typeAndSend(page, 'Ben', 'A *message*');
  const state = log(page).getByRole('img', { name: 'Sent', exact: true });
  await state.waitFor();
  await state.evaluate((icon) => icon.remove());
  const benSocket = await connect(ben);
  await benSocket.command('mark_read', {
    conversationId: (await benSocket.command('send_message', { receiverId: ana.id, content: 'Read' })).conversation.id,
    seq: 2,
  });
  const read = log(page).getByRole('article').filter({ hasText: 'message' }).and(page.locator('[data-state=read]'));
  await read.waitFor();
  await composer(page, 'Ben').waitFor();
});
