import { accessibilityViolations } from '../support/axe.js';
import { log, openChat, takeScreenshots } from '../support/browser.js';
import { connect, type Person, register } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const QUESTION = 'Shall we meet **at noon**, at the station?';
const BETWEEN = 150;

/** Sends a question from Ben, many messages, and then Ben's reply to the question. */
async function sendReplyToOldMessage(
  ana: Person,
  ben: Person,
  reply: { readonly content: string; readonly replyTo?: string },
) {
  const socket = await connect(ben);
  const sendAsBen = (message: { content: string; replyTo?: string }) =>
    socket.command('send_message', { receiverId: ana.id, ...message });
  const { id } = await sendAsBen({ content: QUESTION });
  for (let n = 1; n <= BETWEEN; n += 1) await sendAsBen({ content: `Between ${n}` });
  await sendAsBen({ replyTo: id, ...reply });
  return { id, sendAsBen };
}

it('a reply quotes the message that it replies to, however old that message is, and leads to it', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const { sendAsBen } = await sendReplyToOldMessage(ana, ben, { content: 'Noon it is' });
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await page.getByRole('button', { name: 'To the newest message' }).click();
  const reply = log(page).getByRole('article').filter({ hasText: 'Noon it is' });
  const quote = reply.getByRole('button', { name: 'Reply to Ben Shall we meet at noon, at the station?' });
  await quote.waitFor();
  await takeScreenshots(page, 'reply');
  expect(await accessibilityViolations(page)).toEqual([]);

  // Ben replies to his own message, which is loaded.
  const last = await sendAsBen({ content: 'The last one' });
  await sendAsBen({ content: 'A reply to it', replyTo: last.id });
  await log(page).getByRole('button', { name: 'Reply to Ben The last one' }).waitFor();

  await quote.click();
  const question = log(page).getByRole('article').filter({ hasText: 'Shall we meet at noon' });
  await question.and(log(page).locator('[data-marked=true]')).waitFor();
  await page.goBack();
});

it('copying a reply copies its own text without the quoted message', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendReplyToOldMessage(ana, ben, { content: '*Noon* it is' });
  const page = await suite.browser.logIn(ana);
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
