import { violations } from '../support/axe.js';
import { log, openChat, shoot } from '../support/browser.js';
import { connect, type Person, register } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const QUESTION = 'Shall we meet **at noon**, at the station?';
const BETWEEN = 150;

/** A conversation whose first message is answered long after. */
async function answered(ana: Person, ben: Person, reply: { readonly content: string; readonly replyTo?: string }) {
  const socket = await connect(ben);
  const say = (message: { content: string; replyTo?: string }) =>
    socket.command('send_message', { receiverId: ana.id, ...message });
  const { id } = await say({ content: QUESTION });
  for (let n = 1; n <= BETWEEN; n += 1) await say({ content: `Between ${n}` });
  await say({ replyTo: id, ...reply });
  return { id, say };
}

it('shows the message that a reply answers, however old, and leads to it', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const { say } = await answered(ana, ben, { content: 'Noon it is' });
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'To the newest message' }).click();
  const reply = log(page).getByRole('article').filter({ hasText: 'Noon it is' });
  const quote = reply.getByRole('button', { name: 'Reply to Ben Shall we meet at noon, at the station?' });
  await quote.waitFor();
  await shoot(page, 'reply');
  expect(await violations(page)).toEqual([]);

  // A reply to a loaded message, and to one's own reply.
  const last = await say({ content: 'The last one' });
  await say({ content: 'A reply to it', replyTo: last.id });
  await log(page).getByRole('button', { name: 'Reply to Ben The last one' }).waitFor();

  await quote.click();
  const question = log(page).getByRole('article').filter({ hasText: 'Shall we meet at noon' });
  await question.and(log(page).locator('[data-marked=true]')).waitFor();
  await page.goBack();
});

it('copies what was written, without the quoted message', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await answered(ana, ben, { content: '*Noon* it is' });
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'To the newest message' }).click();
  const reply = log(page).getByRole('article').filter({ hasText: 'Noon it is' });
  await reply.getByRole('button', { name: /^Reply to Ben Shall/ }).waitFor();
  const copied = await reply.evaluate((article) => {
    getSelection()!.selectAllChildren(article);
    const copy = new ClipboardEvent('copy', { bubbles: true, cancelable: true, clipboardData: new DataTransfer() });
    article.dispatchEvent(copy);
    return copy.clipboardData!.getData('text/plain');
  });
  expect(copied).toBe('*Noon* it is');
});
