import { eraseAccount } from '../support/accounts.js';
import { header, log, openChat, shoot, toList, write } from '../support/browser.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

it('an open page shows what becomes of a person whose account is erased', async () => {
  const [ana, ben, eve] = await Promise.all([
    register(on.server, 'Ana Leaving'),
    register(on.server, 'Ben'),
    register(on.server, 'Eve'),
  ]);
  await say(ana, ben, ['The keys are under the mat', 'Do not tell anybody']);
  const bens = await connect(ben);
  await bens.command('send_message', { receiverId: ana.id, content: 'I will not' });
  await say(ana, ben, ['Thank you']);
  await say(eve, ben, ['Hello Ben']);
  const page = await on.visitors.logIn(ben);
  await openChat(page, 'Ana Leaving');
  await log(page).getByText('The keys are under the mat').waitFor();

  await eraseAccount(on.server, ana);

  await header(page, 'Deleted account').waitFor();
  await log(page).getByText('This message was deleted').nth(2).waitFor();
  expect(await log(page).getByText('This message was deleted').count()).toBe(3);
  await log(page).getByText('I will not').waitFor();
  await page.getByText('This account was deleted. Nobody can write here any more.').waitFor();
  expect(await page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
  for (const gone of ['Ana Leaving', 'The keys', 'Thank you']) expect(await page.getByText(gone).count()).toBe(0);
  await shoot(page, 'deleted');
  // The list says so, too, and others are written to as before.
  await toList(page);
  await page.getByRole('link', { name: /Deleted account.*This message was deleted/s }).waitFor();
  await openChat(page, 'Eve');
  await write(page, 'Eve', 'Hello Eve');
  await log(page).getByText('Hello Eve').waitFor();
});

it('a reply no longer shows the text of an erased author, also where the message is not loaded', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana Leaving'), register(on.server, 'Ben')]);
  const anas = await connect(ana);
  const bens = await connect(ben);
  const first = await anas.command('send_message', { receiverId: ben.id, content: 'The keys are here' });
  await bens.command('mark_read', { conversationId: first.conversation.id, seq: first.seq });
  for (let n = 1; n <= 150; n += 1) await bens.command('send_message', { receiverId: ana.id, content: `Between ${n}` });
  await bens.command('send_message', { receiverId: ana.id, content: 'Thank you', replyTo: first.id });
  const page = await on.visitors.logIn(ben);
  await openChat(page, 'Ana Leaving');
  await log(page).getByRole('button', { name: 'Reply to Ana Leaving The keys are here' }).waitFor();

  await eraseAccount(on.server, ana);

  await log(page).getByRole('button', { name: 'Reply to Deleted account This message was deleted' }).waitFor();
  expect(await page.getByText('The keys').count()).toBe(0);
});
