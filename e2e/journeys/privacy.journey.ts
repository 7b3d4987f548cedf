import { header, log, openAccount, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('a user who hides their presence is shown as offline, sees others as offline, and can undo it', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, ['Hello Ben']);
  const benPage = await suite.browser.logIn(ben);
  await openChat(benPage, 'Ana');
  await header(benPage, 'Ana').getByText('last seen').waitFor();
  const anaPage = await suite.browser.logIn(ana);
  await openChat(anaPage, 'Ben');
  await header(benPage, 'Ana').getByText('online', { exact: true }).waitFor();
  await header(anaPage, 'Ben').getByText('online', { exact: true }).waitFor();

  await showList(anaPage);
  // By keyboard alone.
  await anaPage.getByRole('button', { name: 'Account of Ana' }).focus();
  await anaPage.keyboard.press('Enter');
  await anaPage.getByRole('menuitem', { name: 'Account' }).focus();
  await anaPage.keyboard.press('Enter');
  const settings = anaPage.getByRole('region', { name: 'Privacy' });
  const presence = settings.getByRole('switch', { name: 'Show when I am online' });
  await settings.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
  await anaPage.locator('h2:focus').getByText('Account').waitFor();
  await presence.focus();
  await anaPage.keyboard.press('Space');
  await settings.getByRole('switch', { name: 'Show when I am online', checked: false }).waitFor();
  await header(benPage, 'Ana').getByText('offline', { exact: true }).waitFor();
  await takeScreenshots(benPage, 'privacy-partner');
  await anaPage.keyboard.press('Escape');
  await settings.waitFor({ state: 'detached' });
  if (isPhone) await openChat(anaPage, 'Ben');
  await header(anaPage, 'Ben').getByText('offline', { exact: true }).waitFor();

  // Ana has no "last seen" either, also on a page that is loaded later.
  await benPage.reload();
  await header(benPage, 'Ana').getByText('offline', { exact: true }).waitFor();
  await typeAndSend(anaPage, 'Ben', 'Guess where I am');
  await log(benPage).getByText('Guess where I am').waitFor();
  await header(benPage, 'Ana').getByText('offline', { exact: true }).waitFor();

  await openAccount(anaPage, 'Privacy');
  await presence.click();
  await anaPage.getByRole('button', { name: 'Back', exact: true }).click();
  if (isPhone) await openChat(anaPage, 'Ben');
  await header(benPage, 'Ana').getByText('online', { exact: true }).waitFor();
  await header(anaPage, 'Ben').getByText('online', { exact: true }).waitFor();
});

it('a user who cannot be found by name can be found by their link', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana Unlisted'), register(suite.server, 'Ben')]);
  const anaPage = await suite.browser.logIn(ana);
  const settings = await openAccount(anaPage, 'Privacy');
  await settings.getByRole('switch', { name: 'Let people find me by name', checked: true }).click();
  await settings.getByRole('switch', { name: 'Let people find me by name', checked: false }).waitFor();
  const link = await settings.getByRole('textbox', { name: 'Your link' }).inputValue();
  expect(link).toBe(`${suite.server.url}/u/${ana.id}`);

  const benPage = await suite.browser.logIn(ben);
  const search = benPage.getByRole('textbox', { name: 'Search people and conversations' });
  await search.fill('ana unlisted');
  await benPage.getByText('Nobody is called “ana unlisted”.').waitFor();
  await search.fill(ana.email);
  await benPage.getByRole('link', { name: /Ana Unlisted/ }).waitFor();

  await benPage.goto(link);
  await typeAndSend(benPage, 'Ana Unlisted', 'Your link works');
  await log(benPage).getByText('Your link works').waitFor();
  await benPage.waitForURL(/\/c\//);
  await anaPage.getByRole('button', { name: 'Back', exact: true }).click();
  // The list shows all people until the conversation arrives.
  await anaPage.getByRole('link', { name: /Ben.*Your link works/s }).waitFor();
  await openChat(anaPage, 'Ben');
  await log(anaPage).getByText('Your link works').waitFor();

  // The same link now opens the conversation.
  await benPage.goto(link);
  await log(benPage).getByText('Your link works').waitFor();
});

it('a change of a privacy setting that cannot be sent is reverted, and the reason is shown', async () => {
  const ana = await register(suite.server, 'Ana');
  suite.browser.expectError(/ERR_FAILED/);
  const page = await suite.browser.logIn(ana);
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

it('quick changes of privacy settings are sent one after the other, so that the last state is stored', async () => {
  const ana = await register(suite.server, 'Ana');
  const page = await suite.browser.logIn(ana);
  await openAccount(page, 'Privacy');
  const presence = page.getByRole('switch', { name: 'Show when I am online' });
  const listed = page.getByRole('switch', { name: 'Let people find me by name' });
  await page.getByRole('switch', { name: 'Show when I am online', checked: true }).waitFor();
  const first = Promise.withResolvers<void>();
  const arrived = Promise.withResolvers<void>();
  const sent: unknown[] = [];
  let inFlight = 0;
  let maxInFlight = 0;
  await page.route('**/users/privacy', async (route) => {
    sent.push(route.request().postDataJSON());
    inFlight += 1;
    maxInFlight = Math.max(maxInFlight, inFlight);
    arrived.resolve();
    // Delays the first request, so that other requests would overtake it if they were sent meanwhile.
    if (sent.length === 1) await first.promise;
    const response = await route.fetch();
    inFlight -= 1;
    await route.fulfill({ response });
  });

  await presence.click();
  await arrived.promise;
  await presence.click();
  await listed.click();
  await presence.click();
  const shown = async () => [await presence.isChecked(), await listed.isChecked()];
  expect(await shown()).toEqual([false, false]);
  // A reopened settings page shows the pending changes once they are stored.
  const responded = page.waitForResponse(
    (response) => response.request().method() === 'GET' && /privacy/.test(response.url()),
  );
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await openAccount(page, 'Privacy');
  first.resolve();
  await responded;

  await page.getByRole('switch', { name: 'Show when I am online', checked: false }).waitFor();
  expect([await page.getByRole('switch', { checked: true }).count(), maxInFlight]).toEqual([0, 1]);
  expect(sent.slice(0, 4)).toEqual([
    { hidesPresence: true },
    { hidesPresence: false },
    { listed: false },
    { hidesPresence: true },
  ]);
  expect(await ana.client.privacy()).toEqual({ hidesPresence: true, listed: false });
});

it('when an offline user hides their presence, open pages no longer show when they were last seen', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ana, ben, ['Hello Ben']);
  const benPage = await suite.browser.logIn(ben);
  await openChat(benPage, 'Ana');
  await header(benPage, 'Ana').getByText('last seen').waitFor();
  await ana.client.changePrivacy({ hidesPresence: true });
  await header(benPage, 'Ana').getByText('offline', { exact: true }).waitFor();
  await ana.client.changePrivacy({ hidesPresence: false });
  await header(benPage, 'Ana').getByText('last seen').waitFor();
});
