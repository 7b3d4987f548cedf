import { composer, header, log, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

const joined = () =>
  `joined ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date())}`;

it('two people with the same name are distinguished by handle or joining day in every list', async () => {
  const [name, handle] = ['Mira Novak', 'mira.novak'];
  const reader = await register(suite.server, 'Reader');
  const withHandle = await register(suite.server, name);
  const withoutHandle = await register(suite.server, name);
  await withHandle.client.changeProfile({ handle, color: 120 });

  const page = await suite.browser.logIn(reader);
  const nav = page.getByRole('navigation');
  // Without conversations, the list shows all people.
  await nav.getByRole('link', { name: new RegExp(`${name}.*@${handle}`) }).waitFor();
  await nav.getByRole('link', { name: new RegExp(`${name}.*${joined()}`) }).waitFor();
  await takeScreenshots(page, 'namesakes-people');

  const search = page.getByRole('textbox', { name: 'Search people and conversations' });
  await search.fill(`@${handle.toUpperCase()}`);
  const found = nav.getByRole('link', { name: new RegExp(name) });
  await found.getByText(`@${handle}`).waitFor();
  expect(await found.count()).toBe(1);
  await found.click();
  // The header of a person without a conversation.
  await header(page, name).getByText(`@${handle}`).waitFor();
  await typeAndSend(page, name, 'Hello to the one with a handle');
  await log(page).getByText('Hello to the one with a handle').waitFor();
  await header(page, name).getByText(`@${handle}`).waitFor();

  await sendMessages(withoutHandle, reader, ['Hello from the other one']);
  await showList(page);
  const other = nav.getByRole('link', { name: /Hello from the other one/ });
  await other.getByText(joined()).waitFor();
  await nav
    .getByRole('link', { name: /You: ?Hello to the one with a handle/ })
    .getByText(`@${handle}`)
    .waitFor();
  await takeScreenshots(page, 'namesakes-list');
  await other.click();
  await composer(page, name).waitFor();
  await header(page, name).getByText(joined()).waitFor();
  await takeScreenshots(page, 'namesakes-chat');

  await page.keyboard.press('Control+k');
  const switcher = page.getByRole('dialog');
  await switcher.getByRole('option', { name: new RegExp(`${name}.*@${handle}`) }).waitFor();
  await switcher.getByRole('option', { name: new RegExp(`${name}.*${joined()}`) }).waitFor();
  await takeScreenshots(page, 'namesakes-switcher');
  await page.keyboard.press('Escape');

  // Changes of a handle and of a name are shown at once.
  await withoutHandle.client.changeProfile({ handle: `${handle}.2` });
  await header(page, name).getByText(`@${handle}.2`).waitFor();
  await withoutHandle.client.changeProfile({ name: 'Somebody Else' });
  await header(page, 'Somebody Else').getByText(`@${handle}.2`).waitFor();
});
