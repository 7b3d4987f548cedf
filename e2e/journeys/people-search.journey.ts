import { composer, log, showList, typeAndSend } from '../support/browser.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('a person is found by e-mail address and by name without accents, before and after the first message', async () => {
  const [ana, jose] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'José O’Neil')]);
  const page = await suite.browser.logIn(ana);
  const search = page.getByRole('textbox', { name: 'Search people and conversations' });

  await search.fill('jose@nowhere');
  await page.getByText('Nobody here has the address “jose@nowhere”.').waitFor();
  await search.fill(jose.email.toUpperCase());
  await page.getByRole('heading', { name: 'People you have not written to' }).waitFor();
  await page.getByRole('link', { name: /José O’Neil/ }).click();
  await typeAndSend(page, 'José O’Neil', 'Hello José!');
  await log(page).getByText('Hello José!').waitFor();
  await showList(page);

  await search.fill('oneil jose');
  await page.getByRole('heading', { name: 'Conversations', level: 2 }).waitFor();
  await page.getByRole('heading', { name: 'People you have not written to' }).waitFor({ state: 'detached' });
  expect(await page.getByRole('link', { name: /José O’Neil/ }).count()).toBe(1);

  await page.goto('/');
  await page.getByRole('heading', { name: 'Pick up where you left off' }).waitFor();
  await search.fill(jose.email);
  await page.getByRole('link', { name: /José O’Neil.*Hello José!/ }).click();
  await composer(page, 'José O’Neil').waitFor();
  await log(page).getByText('Hello José!').waitFor();
  expect(page.url()).toContain('/c/');

  await page.keyboard.press('Control+k');
  const switcher = page.getByRole('dialog');
  await switcher.getByRole('combobox').fill("o'neil");
  await switcher.getByRole('option', { name: /José O’Neil/ }).waitFor();
  expect(await switcher.getByRole('option').count()).toBe(1);
});

it('"Show more people" loads the next page of search results', async () => {
  const ana = await register(suite.server, 'Ana');
  const people = [];
  for (let n = 10; n < 42; n += 1) people.push(await register(suite.server, `Benedikt ${n}`));
  await sendMessages(ana, people[0]!, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await page.getByRole('textbox', { name: 'Search people and conversations' }).fill('bened');

  await page.getByRole('link', { name: /Benedikt 39/ }).waitFor();
  expect(await page.getByRole('link', { name: /Benedikt/ }).count()).toBe(30);
  await page.getByRole('button', { name: 'Show more people' }).click();
  await page.getByRole('link', { name: /Benedikt 41/ }).waitFor();
  expect(await page.getByRole('link', { name: /Benedikt/ }).count()).toBe(32);
  await page.getByRole('button', { name: 'Show more people' }).waitFor({ state: 'detached' });

  await page.keyboard.press('Control+k');
  const switcher = page.getByRole('dialog');
  await switcher.getByRole('combobox').fill('bened');
  await switcher.getByRole('option', { name: /Benedikt 39/ }).waitFor();
  expect(await switcher.getByRole('option').count()).toBe(30);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await switcher.getByRole('option', { name: /Benedikt 41/ }).waitFor();
  expect(await switcher.getByRole('option').count()).toBe(32);
});

it('new people appear in the open list and in open search results, and people who are no longer listed disappear', async () => {
  const [ana, hiding] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Aaaron Hiding')]);
  const page = await suite.browser.logIn(ana);
  const people = page.getByRole('navigation').getByRole('link');
  await people.filter({ hasText: 'Aaaron Hiding' }).waitFor();
  await hiding.client.changePrivacy({ listed: false });
  const aaron = await register(suite.server, 'Aaron Late');
  await connect(aaron);
  await people.filter({ hasText: aaron.name }).waitFor();
  expect(await people.filter({ hasText: 'Aaaron Hiding' }).count()).toBe(0);

  await page.getByRole('textbox', { name: 'Search people and conversations' }).fill(aaron.name);
  await people.filter({ hasText: aaron.name }).waitFor();
  const second = await register(suite.server, `${aaron.name} Second`);
  await connect(second);
  await people.filter({ hasText: second.name }).waitFor();
  expect(await people.count()).toBe(2);
});

it('a user without conversations sees all people, one page after the other', async () => {
  const page = await suite.browser.logIn(await register(suite.server, 'Ana'));
  const people = page.getByRole('navigation').getByRole('listitem');
  await people.nth(29).waitFor();
  expect(await people.count()).toBe(30);
  const more = page.getByRole('button', { name: 'Show more people' });
  await people.first().getByRole('link').focus();
  await page.keyboard.press('Tab');
  await more.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Enter');
  await people.nth(30).waitFor();
  await more.waitFor({ state: 'detached' });
  await people.nth(30).getByRole('link').and(page.locator(':focus')).waitFor();
  const paths = await people.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(new Set(paths).size).toBe(paths.length);
});
