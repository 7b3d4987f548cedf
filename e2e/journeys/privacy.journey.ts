import { header, log, openAccount, openChat, shoot, toList, write } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

it('who hides when they are online is not shown, shows nobody, and can take it back', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ana, ben, ['Hello Ben']);
  const bens = await on.visitors.logIn(ben);
  await openChat(bens, 'Ana');
  await header(bens, 'Ana').getByText('last seen').waitFor();
  const anas = await on.visitors.logIn(ana);
  await openChat(anas, 'Ben');
  await header(bens, 'Ana').getByText('online', { exact: true }).waitFor();
  await header(anas, 'Ben').getByText('online', { exact: true }).waitFor();

  await toList(anas);
  // By keyboard alone.
  await anas.getByRole('button', { name: 'Account of Ana' }).focus();
  await anas.keyboard.press('Enter');
  await anas.getByRole('menuitem', { name: 'Account' }).focus();
  await anas.keyboard.press('Enter');
  const settings = anas.getByRole('region', { name: 'Privacy' });
  const presence = settings.getByRole('switch', { name: 'Show when I am online' });
  await settings.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
  await anas.locator('h2:focus').getByText('Account').waitFor();
  await presence.focus();
  await anas.keyboard.press('Space');
  await settings.getByRole('switch', { name: 'Show when I am online', checked: false }).waitFor();
  await header(bens, 'Ana').getByText('offline', { exact: true }).waitFor();
  await shoot(bens, 'privacy-partner');
  await anas.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  if (isPhone) await openChat(anas, 'Ben');
  await header(anas, 'Ben').getByText('offline', { exact: true }).waitFor();

  // As if she had never been there, also on a page that comes later.
  await bens.reload();
  await header(bens, 'Ana').getByText('offline', { exact: true }).waitFor();
  await write(anas, 'Ben', 'Guess where I am');
  await log(bens).getByText('Guess where I am').waitFor();
  await header(bens, 'Ana').getByText('offline', { exact: true }).waitFor();

  await openAccount(anas, 'Privacy');
  await presence.click();
  await anas.getByRole('button', { name: 'Back', exact: true }).click();
  if (isPhone) await openChat(anas, 'Ben');
  await header(bens, 'Ana').getByText('online', { exact: true }).waitFor();
  await header(anas, 'Ben').getByText('online', { exact: true }).waitFor();
});

it('who is not found by name is written to by who has their link', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana Unlisted'), register(on.server, 'Ben')]);
  const anas = await on.visitors.logIn(ana);
  const settings = await openAccount(anas, 'Privacy');
  await settings.getByRole('switch', { name: 'Let people find me by name', checked: true }).click();
  await settings.getByRole('switch', { name: 'Let people find me by name', checked: false }).waitFor();
  const link = await settings.getByRole('textbox', { name: 'Your link' }).inputValue();
  expect(link).toBe(`${on.server.url}/u/${ana.id}`);

  const bens = await on.visitors.logIn(ben);
  const search = bens.getByRole('textbox', { name: 'Search people and conversations' });
  await search.fill('ana unlisted');
  await bens.getByText('Nobody is called “ana unlisted”.').waitFor();
  await search.fill(ana.email);
  await bens.getByRole('link', { name: /Ana Unlisted/ }).waitFor();

  await bens.goto(link);
  await write(bens, 'Ana Unlisted', 'Your link works');
  await log(bens).getByText('Your link works').waitFor();
  await bens.waitForURL(/\/c\//);
  await anas.getByRole('button', { name: 'Back', exact: true }).click();
  // Until it has come, the list has all people.
  await anas.getByRole('link', { name: /Ben.*Your link works/s }).waitFor();
  await openChat(anas, 'Ben');
  await log(anas).getByText('Your link works').waitFor();

  // Opened again it leads to the conversation.
  await bens.goto(link);
  await log(bens).getByText('Your link works').waitFor();
});

it('a change that does not arrive is taken back, and says why', async () => {
  const ana = await register(on.server, 'Ana');
  on.visitors.expect(/ERR_FAILED/);
  const page = await on.visitors.logIn(ana);
  await openAccount(page, 'Privacy');
  const presence = (checked: boolean) => page.getByRole('switch', { name: 'Show when I am online', checked });
  await presence(true).waitFor();
  await page.route('**/users/privacy', (route) => route.abort());
  await presence(true).click();
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
  await presence(true).waitFor();
  await page.unroute('**/users/privacy');
  await presence(true).click();
  await presence(false).waitFor();
  await page.getByRole('alert').getByText('The server cannot be reached').waitFor({ state: 'detached' });
});

it('switches that are toggled quickly are sent one after the other, and end as they were left', async () => {
  const ana = await register(on.server, 'Ana');
  const page = await on.visitors.logIn(ana);
  await openAccount(page, 'Privacy');
  const presence = page.getByRole('switch', { name: 'Show when I am online' });
  const listed = page.getByRole('switch', { name: 'Let people find me by name' });
  await page.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
  const first = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const sent: unknown[] = [];
  let underWay = 0;
  let most = 0;
  await page.route('**/users/privacy', async (route) => {
    sent.push(route.request().postDataJSON());
    underWay += 1;
    most = Math.max(most, underWay);
    arrived.resolve();
    // The others would overtake it.
    if (sent.length === 1) await first.promise;
    const response = await route.fetch();
    underWay -= 1;
    await route.fulfill({ response });
  });

  await presence.click();
  await arrived.promise;
  await presence.click();
  await listed.click();
  await presence.click();
  const shown = async () => [await presence.isChecked(), await listed.isChecked()];
  expect(await shown()).toEqual([false, false]);
  // A page that is opened again shows what is under way, once it is stored.
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'GET' && /privacy/.test(response.url()),
  );
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await openAccount(page, 'Privacy');
  first.resolve();
  await answered;

  await page.getByRole('switch', { name: 'Show when I am online', checked: false }).waitFor();
  expect([await page.getByRole('switch', { checked: true }).count(), most]).toEqual([0, 1]);
  expect(sent.slice(0, 4)).toEqual([
    { hidesPresence: true },
    { hidesPresence: false },
    { listed: false },
    { hidesPresence: true },
  ]);
  expect(await ana.client.privacy()).toEqual({ hidesPresence: true, listed: false });
});

it('who hides while they are offline is no longer shown as seen on a page that is open', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ana, ben, ['Hello Ben']);
  const bens = await on.visitors.logIn(ben);
  await openChat(bens, 'Ana');
  await header(bens, 'Ana').getByText('last seen').waitFor();
  await ana.client.changePrivacy({ hidesPresence: true });
  await header(bens, 'Ana').getByText('offline', { exact: true }).waitFor();
  await ana.client.changePrivacy({ hidesPresence: false });
  await header(bens, 'Ana').getByText('last seen').waitFor();
});
