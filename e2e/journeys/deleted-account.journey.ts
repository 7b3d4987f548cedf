import { eraseAccount } from '../support/accounts.js';
import { header, log, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('when an account is erased, an open conversation shows it as deleted, without its messages and composer', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(suite.server, 'Ana Leaving'),
    register(suite.server, 'Ben'),
    register(suite.server, 'Eve'),
  ]);
  await sendMessages(ana, ben, ['The keys are under the mat', 'Do not tell anybody']);
  const benSocket = await connect(ben);
  await benSocket.command('send_message', { receiverId: ana.id, content: 'I will not' });
  await sendMessages(ana, ben, ['Thank you']);
  await sendMessages(eve, ben, ['Hello Ben']);
  const page = await suite.browser.logIn(ben);
  await openChat(page, 'Ana Leaving');
  await log(page).getByText('The keys are under the mat').waitFor();

  await eraseAccount(suite.server, ana);

  await header(page, 'Deleted account').waitFor();
  await log(page).getByText('This message was deleted').nth(2).waitFor();
  expect(await log(page).getByText('This message was deleted').count()).toBe(3);
  await log(page).getByText('I will not').waitFor();
  await page.getByText('This account was deleted. Nobody can write here any more.').waitFor();
  expect(await page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
  for (const gone of ['Ana Leaving', 'The keys', 'Thank you']) expect(await page.getByText(gone).count()).toBe(0);
  await takeScreenshots(page, 'deleted');
  // The list shows it, too, and other conversations work as before.
  await showList(page);
  await page.getByRole('link', { name: /Deleted account.*This message was deleted/s }).waitFor();
  await openChat(page, 'Eve');
  await typeAndSend(page, 'Eve', 'Hello Eve');
  await log(page).getByText('Hello Eve').waitFor();
});

it('a reply no longer quotes a message whose author is erased, even if the quoted message is not loaded', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana Leaving'), register(suite.server, 'Ben')]);
  const anaSocket = await connect(ana);
  const benSocket = await connect(ben);
  const first = await anaSocket.command('send_message', { receiverId: ben.id, content: 'The keys are here' });
  await benSocket.command('mark_read', { conversationId: first.conversation.id, seq: first.seq });
  for (let n = 1; n <= 150; n += 1)
    await benSocket.command('send_message', { receiverId: ana.id, content: `Between ${n}` });
  await benSocket.command('send_message', { receiverId: ana.id, content: 'Thank you', replyTo: first.id });
  const page = await suite.browser.logIn(ben);
  await openChat(page, 'Ana Leaving');
  await log(page).getByRole('button', { name: 'Reply to Ana Leaving The keys are here' }).waitFor();

  await eraseAccount(suite.server, ana);

  await log(page).getByRole('button', { name: 'Reply to Deleted account This message was deleted' }).waitFor();
  expect(await page.getByText('The keys').count()).toBe(0);
});
