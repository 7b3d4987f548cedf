import { composer, header, log, shoot, toList, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

const joined = () =>
  `joined ${new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date())}`;

it('two people of one name are told apart in every list', async () => {
  const [name, handle] = ['Mira Novak', 'mira.novak'];
  const reader = await register(on.server, 'Reader');
  const named = await register(on.server, name);
  const unnamed = await register(on.server, name);
  await named.client.changeProfile({ handle, color: 120 });

  const page = await on.visitors.logIn(reader);
  const nav = page.getByRole('navigation');
  // Nobody has been written to: the list of people.
  await nav.getByRole('link', { name: new RegExp(`${name}.*@${handle}`) }).waitFor();
  await nav.getByRole('link', { name: new RegExp(`${name}.*${joined()}`) }).waitFor();
  await shoot(page, 'namesakes-people');

  const search = page.getByRole('textbox', { name: 'Search people and conversations' });
  await search.fill(`@${handle.toUpperCase()}`);
  const found = nav.getByRole('link', { name: new RegExp(name) });
  await found.getByText(`@${handle}`).waitFor();
  expect(await found.count()).toBe(1);
  await found.click();
  // The header of somebody who has not been written to.
  await header(page, name).getByText(`@${handle}`).waitFor();
  await write(page, name, 'Hello to the one with a handle');
  await log(page).getByText('Hello to the one with a handle').waitFor();
  await header(page, name).getByText(`@${handle}`).waitFor();

  await say(unnamed, reader, ['Hello from the other one']);
  await toList(page);
  const other = nav.getByRole('link', { name: /Hello from the other one/ });
  await other.getByText(joined()).waitFor();
  await nav
    .getByRole('link', { name: /You: ?Hello to the one with a handle/ })
    .getByText(`@${handle}`)
    .waitFor();
  await shoot(page, 'namesakes-list');
  await other.click();
  await composer(page, name).waitFor();
  await header(page, name).getByText(joined()).waitFor();
  await shoot(page, 'namesakes-chat');

  await page.keyboard.press('Control+k');
  const switcher = page.getByRole('dialog');
  await switcher.getByRole('option', { name: new RegExp(`${name}.*@${handle}`) }).waitFor();
  await switcher.getByRole('option', { name: new RegExp(`${name}.*${joined()}`) }).waitFor();
  await shoot(page, 'namesakes-switcher');
  await page.keyboard.press('Escape');

  // A new handle and a new name are shown at once.
  await unnamed.client.changeProfile({ handle: `${handle}.2` });
  await header(page, name).getByText(`@${handle}.2`).waitFor();
  await unnamed.client.changeProfile({ name: 'Somebody Else' });
  await header(page, 'Somebody Else').getByText(`@${handle}.2`).waitFor();
});
