import type { Locator, Page } from 'playwright-core';
import { composer, log, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { onPhone } from '../support/device.js';
import { connect, newEmail, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

/** Returns how far the history is scrolled from its end, in pixels, after ten frames. */
const distanceFromEnd = (page: Page) =>
  log(page).evaluate(async (list) => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
    return list.scrollHeight - list.scrollTop - list.clientHeight;
  });

it('a conversation opens at its end with the setting for reduced motion', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const long = (n: number) => `${n} ${'Messages of different lengths. '.repeat((n % 7) * 6)}`;
  const conversationId = await sendMessages(
    ben,
    ana,
    Array.from({ length: 120 }, (_, n) => long(n)),
  );
  await (await connect(ana)).command('mark_read', { conversationId, seq: 120 });
  const page = await suite.browser.logIn(ana, { reducedMotion: 'reduce' });
  await openChat(page, 'Ben');
  await log(page).getByText(long(119)).waitFor();

  expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
  await sendMessages(ben, ana, ['The next one']);
  await log(page).getByText('The next one').waitFor();
  expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
});

it('at midnight, the heading of today\'s messages changes to "Yesterday"', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Good night']);
  const page = await suite.browser.logIn(ana);
  await page.clock.install();
  await page.reload();
  await openChat(page, 'Ben');
  await log(page).getByRole('heading', { name: 'Today' }).waitFor();

  await page.clock.fastForward('24:00:00');

  await log(page).getByRole('heading', { name: 'Yesterday' }).waitFor();
  expect(await log(page).getByRole('heading').count()).toBe(1);
  await showList(page);
  await page.getByRole('link', { name: /Ben.*Yesterday/ }).waitFor();
});

it('times are shown in the current time zone of the device', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Where are you?']);
  const page = await suite.browser.logIn(ana, { timezoneId: undefined } as object);
  await openChat(page, 'Ben');
  const time = log(page).getByRole('time');
  const at = new Date((await time.getAttribute('datetime'))!);
  const inZone = (timeZone: string) =>
    new Intl.DateTimeFormat('en-GB', { hour: 'numeric', minute: '2-digit', timeZone }).format(at);
  const devtools = await page.context().newCDPSession(page);
  for (const timezoneId of ['Asia/Kolkata', 'Asia/Tokyo']) {
    await devtools.send('Emulation.setTimezoneOverride', { timezoneId });
    await page.evaluate(() => window.dispatchEvent(new Event('focus')));
    await time.getByText(inZone(timezoneId)).waitFor();
  }
});

onPhone('Enter breaks the line, and the Send button sends the message', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  const field = composer(page, 'Ben');
  await field.tap();
  await page.keyboard.type('first');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second');
  expect(await field.inputValue()).toBe('first\nsecond');
  // iOS Safari zooms in on fields with text smaller than 16 px.
  expect(
    await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
  ).toBeGreaterThanOrEqual(16);
  await takeScreenshots(page, 'writing');
  await page.getByRole('button', { name: 'Send' }).tap();
  await log(page).getByRole('article').filter({ hasText: 'first\nsecond' }).waitFor();
  expect(await field.inputValue()).toBe('');
});

onPhone('the Back button of a conversation returns to the list without a new history entry', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const id = await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  const entry = () => page.evaluate(() => navigation.currentEntry!.index);
  const before = await entry();
  const back = page.getByRole('button', { name: 'Back to conversations' });

  await openChat(page, 'Ben');
  expect(await entry()).toBe(before + 1);
  await back.tap();
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  expect(await entry()).toBe(before);

  // A conversation that was opened by a link has no list before it: the list replaces the conversation in the history.
  await page.goto(`/c/${id}`);
  const linked = await entry();
  await back.tap();
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  expect({ entry: await entry(), path: new URL(page.url()).pathname }).toEqual({ entry: linked, path: '/' });
});

onPhone('the list, a conversation, the insights and the login stay clear of the safe-area insets', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  for (let n = 1; n <= 12; n += 1) await sendMessages(await register(suite.server, `Person ${n}`), ana, ['Hello']);
  await sendMessages(ben, ana, ['Hello']);
  const insets = { top: 20, left: 47, right: 47, bottom: 34 };
  const expectClear = async (shown: Locator) => {
    await shown.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await shown.boundingBox())!;
    const view = page.viewportSize()!;
    expect(x).toBeGreaterThanOrEqual(insets.left);
    expect(y).toBeGreaterThanOrEqual(insets.top);
    expect(x + width).toBeLessThanOrEqual(view.width - insets.right);
    // Rows have fractional positions.
    expect(Math.floor(y + height)).toBeLessThanOrEqual(view.height - insets.bottom);
  };
  /** Scrolls all ancestors of an element to their end. */
  const toEndOf = (inside: Locator) =>
    inside.evaluate((element) => {
      for (let ancestor = element.parentElement; ancestor; ancestor = ancestor.parentElement)
        ancestor.scrollTop = ancestor.scrollHeight;
    });
  const page = await suite.browser.logIn(ana);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
  const rows = page.getByRole('navigation').getByRole('listitem');
  await expectClear(page.getByRole('heading', { name: 'Conversations', exact: true }));
  await toEndOf(rows.last());
  await expectClear(rows.last());

  await openChat(page, 'Ben');
  await expectClear(page.getByRole('button', { name: 'Back to conversations' }));
  await expectClear(composer(page, 'Ben'));
  await page.getByRole('button', { name: 'Insights' }).click();
  await expectClear(page.getByRole('button', { name: 'Close insights' }));
  await page.getByRole('button', { name: 'Close insights' }).click();
  // In landscape the list is beside the conversation.
  await page.setViewportSize({ width: 844, height: 390 });
  await toEndOf(rows.last());
  await expectClear(rows.last());
  await expectClear(composer(page, 'Ben'));
  await takeScreenshots(page, 'insets');

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const toLogin = page.getByRole('button', { name: 'Have an account? Log in' });
  await toLogin.waitFor();
  await toEndOf(toLogin);
  await expectClear(toLogin);
});

onPhone('the newest message stays in view when the on-screen keyboard takes half of the screen', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const conversationId = await sendMessages(
    ben,
    ana,
    Array.from({ length: 40 }, (_, n) => `Message ${n + 1}`),
  );
  await (await connect(ana)).command('mark_read', { conversationId, seq: 40 });
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('Message 40').waitFor();
  for (const height of [430, 844]) {
    await page.setViewportSize({ width: 390, height });
    expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
  }
});

it('the page title has the name of the conversation and the number of unread messages, and the icon has a mark', async () => {
  const [ana, ben, cem] = await Promise.all([
    register(suite.server, 'Ana'),
    register(suite.server, 'نور (Ben)'),
    register(suite.server, 'Cem'),
  ]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  await page.waitForFunction(() => document.title === '(1) Hub');
  expect(await icon()).toBe('/favicon-unread.svg');
  await openChat(page, 'نور (Ben)');
  // The name is between isolating control characters, so that a right-to-left name does not move the brackets around
  // the count.
  await page.waitForFunction(() => document.title === '\u2068نور (Ben)\u2069 · Hub');
  expect(await icon()).toBe('/favicon.svg');
  await sendMessages(cem, ana, ['Hi']);
  await page.waitForFunction(() => document.title === '(1) \u2068نور (Ben)\u2069 · Hub');
  await typeAndSend(page, 'نور (Ben)', 'Hello');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  for (const href of ['/favicon.svg', '/favicon-unread.svg'])
    expect((await page.request.get(href)).headers()['content-type']).toContain('image/svg+xml');
});

it('names are isolated from the text direction of the sentences and lists around them', async () => {
  const name = 'نور (1)';
  const [ana, noor] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, name)]);
  const conversationId = await sendMessages(noor, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await page.getByRole('navigation').locator('bdi', { hasText: name }).waitFor();
  await openChat(page, name);
  expect(await page.getByRole('heading', { name }).locator('bdi').innerText()).toBe(name);
  await (await connect(noor)).command('typing', { conversationId, active: true });
  const sentence = page.getByRole('status').filter({ hasText: 'is typing' });
  expect(await sentence.locator('bdi').innerText()).toBe(name);
});

it('the meta element theme-color has the colour of the chosen theme', async () => {
  const page = await suite.browser.logIn(await register(suite.server, 'Ana'));
  const active = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLMetaElement>('meta[name=theme-color]')]
        .filter(({ media }) => matchMedia(media).matches)
        .map(({ content }) => content),
    );
  expect(await active()).toEqual(['#f6f5f1']);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  expect(await active()).toEqual(['#0f1a1e']);
  await page.reload();
  await page.getByRole('heading', { name: 'Conversations', exact: true }).waitFor();
  expect(await active()).toEqual(['#0f1a1e']);
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitemradio', { name: 'System' }).click();
  expect(await active()).toEqual(['#f6f5f1']);
});

it('a typed e-mail address is kept when the login and registration forms are switched', async () => {
  const page = await (await suite.browser.newContext()).newPage();
  await page.goto('/');
  const email = newEmail('Ana');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  await page.getByLabel('E-mail').fill(`x${email}`);
  await page.getByRole('button', { name: 'New here? Create an account' }).click();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(`x${email}`);
});
