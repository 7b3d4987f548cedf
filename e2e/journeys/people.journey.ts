import { composer, log, toList, write } from '../support/browser.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

it('somebody is found by e-mail and by name without accents, also when one talks to them already', async () => {
  const [ana, jose] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'José O’Neil')]);
  const page = await on.visitors.logIn(ana);
  const search = page.getByRole('textbox', { name: 'Search people and conversations' });

  await search.fill('jose@nowhere');
  await page.getByText('Nobody here has the address “jose@nowhere”.').waitFor();
  await search.fill(jose.email.toUpperCase());
  await page.getByRole('heading', { name: 'People you have not written to' }).waitFor();
  await page.getByRole('link', { name: /José O’Neil/ }).click();
  await write(page, 'José O’Neil', 'Hello José!');
  await log(page).getByText('Hello José!').waitFor();
  await toList(page);

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

it('more people than fit a page are shown when asked for', async () => {
  const ana = await register(on.server, 'Ana');
  const bens = [];
  for (let n = 10; n < 42; n += 1) bens.push(await register(on.server, `Benedikt ${n}`));
  await say(ana, bens[0]!, ['Hello']);
  const page = await on.visitors.logIn(ana);
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

it('people who are new appear on a page that is open, in a list and in a search', async () => {
  const [ana, hiding] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Aaaron Hiding')]);
  const page = await on.visitors.logIn(ana);
  const people = page.getByRole('navigation').getByRole('link');
  await people.filter({ hasText: 'Aaaron Hiding' }).waitFor();
  await hiding.client.changePrivacy({ listed: false });
  const aaron = await register(on.server, 'Aaron Late');
  await connect(aaron);
  await people.filter({ hasText: aaron.name }).waitFor();
  expect(await people.filter({ hasText: 'Aaaron Hiding' }).count()).toBe(0);

  await page.getByRole('textbox', { name: 'Search people and conversations' }).fill(aaron.name);
  await people.filter({ hasText: aaron.name }).waitFor();
  const second = await register(on.server, `${aaron.name} Second`);
  await connect(second);
  await people.filter({ hasText: second.name }).waitFor();
  expect(await people.count()).toBe(2);
});

it('a person without conversations sees all people, in pages', async () => {
  const page = await on.visitors.logIn(await register(on.server, 'Ana'));
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
  const places = await people.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  expect(new Set(places).size).toBe(places.length);
});
