import type { Locator, Page } from 'playwright-core';
import { composer, log, openChat, shoot, toList, write } from '../support/browser.js';
import { onPhone } from '../support/device.js';
import { connect, newEmail, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

/** How far the history is from its end, in pixels, once nothing moves any more. */
const distanceFromEnd = (page: Page) =>
  log(page).evaluate(async (list) => {
    for (let frame = 0; frame < 10; frame += 1) await new Promise(requestAnimationFrame);
    return list.scrollHeight - list.scrollTop - list.clientHeight;
  });

it('opens a conversation at its end where motion is reduced', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const long = (n: number) => `${n} ${'Messages of different lengths. '.repeat((n % 7) * 6)}`;
  const conversationId = await say(
    ben,
    ana,
    Array.from({ length: 120 }, (_, n) => long(n)),
  );
  await (await connect(ana)).command('mark_read', { conversationId, seq: 120 });
  const page = await on.visitors.logIn(ana, { reducedMotion: 'reduce' });
  await openChat(page, 'Ben');
  await log(page).getByText(long(119)).waitFor();

  expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
  await say(ben, ana, ['The next one']);
  await log(page).getByText('The next one').waitFor();
  expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
});

it('shows the messages of today under Yesterday after midnight', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Good night']);
  const page = await on.visitors.logIn(ana);
  await page.clock.install();
  await page.reload();
  await openChat(page, 'Ben');
  await log(page).getByRole('heading', { name: 'Today' }).waitFor();

  await page.clock.fastForward('24:00:00');

  await log(page).getByRole('heading', { name: 'Yesterday' }).waitFor();
  expect(await log(page).getByRole('heading').count()).toBe(1);
  await toList(page);
  await page.getByRole('link', { name: /Ben.*Yesterday/ }).waitFor();
});

it('shows times in the current time zone of the device', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Where are you?']);
  const page = await on.visitors.logIn(ana, { timezoneId: undefined } as object);
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

onPhone('Enter breaks the line, and the button sends', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  const field = composer(page, 'Ben');
  await field.tap();
  await page.keyboard.type('first');
  await page.keyboard.press('Enter');
  await page.keyboard.type('second');
  expect(await field.inputValue()).toBe('first\nsecond');
  // iOS Safari zooms in on fields with smaller text.
  expect(
    await field.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize)),
  ).toBeGreaterThanOrEqual(16);
  await shoot(page, 'writing');
  await page.getByRole('button', { name: 'Send' }).tap();
  await log(page).getByRole('article').filter({ hasText: 'first\nsecond' }).waitFor();
  expect(await field.inputValue()).toBe('');
});

onPhone('the back button leads to the list, and adds no history entry', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const id = await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  const entry = () => page.evaluate(() => navigation.currentEntry!.index);
  const before = await entry();
  const back = page.getByRole('button', { name: 'Back to conversations' });

  await openChat(page, 'Ben');
  expect(await entry()).toBe(before + 1);
  await back.tap();
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  expect(await entry()).toBe(before);

  // Where a link has led, the list takes its place.
  await page.goto(`/c/${id}`);
  const linked = await entry();
  await back.tap();
  await page.getByRole('link', { name: /Ben/ }).waitFor();
  expect({ entry: await entry(), path: new URL(page.url()).pathname }).toEqual({ entry: linked, path: '/' });
});

onPhone('keeps the list, a conversation, insights and the login clear of the safe-area insets', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  for (let n = 1; n <= 12; n += 1) await say(await register(on.server, `Person ${n}`), ana, ['Hello']);
  await say(ben, ana, ['Hello']);
  const insets = { top: 20, left: 47, right: 47, bottom: 34 };
  const isClear = async (shown: Locator) => {
    await shown.scrollIntoViewIfNeeded();
    const { x, y, width, height } = (await shown.boundingBox())!;
    const view = page.viewportSize()!;
    expect(x).toBeGreaterThanOrEqual(insets.left);
    expect(y).toBeGreaterThanOrEqual(insets.top);
    expect(x + width).toBeLessThanOrEqual(view.width - insets.right);
    // Rows begin between two pixels.
    expect(Math.floor(y + height)).toBeLessThanOrEqual(view.height - insets.bottom);
  };
  /** Scrolls to the end of what scrolls around an element. */
  const toEndOf = (inside: Locator) =>
    inside.evaluate((element) => {
      for (let around = element.parentElement; around; around = around.parentElement)
        around.scrollTop = around.scrollHeight;
    });
  const page = await on.visitors.logIn(ana);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setSafeAreaInsetsOverride', { insets });
  const rows = page.getByRole('navigation').getByRole('listitem');
  await isClear(page.getByRole('heading', { name: 'Conversations', exact: true }));
  await toEndOf(rows.last());
  await isClear(rows.last());

  await openChat(page, 'Ben');
  await isClear(page.getByRole('button', { name: 'Back to conversations' }));
  await isClear(composer(page, 'Ben'));
  await page.getByRole('button', { name: 'Insights' }).click();
  await isClear(page.getByRole('button', { name: 'Close insights' }));
  await page.getByRole('button', { name: 'Close insights' }).click();
  // On its side there is room for the list, too.
  await page.setViewportSize({ width: 844, height: 390 });
  await toEndOf(rows.last());
  await isClear(rows.last());
  await isClear(composer(page, 'Ben'));
  await shoot(page, 'insets');

  await page.context().clearCookies();
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  const toLogin = page.getByRole('button', { name: 'Have an account? Log in' });
  await toLogin.waitFor();
  await toEndOf(toLogin);
  await isClear(toLogin);
});

onPhone('stays at the newest message when the keyboard takes half of the screen', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const conversationId = await say(
    ben,
    ana,
    Array.from({ length: 40 }, (_, n) => `Message ${n + 1}`),
  );
  await (await connect(ana)).command('mark_read', { conversationId, seq: 40 });
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  await log(page).getByText('Message 40').waitFor();
  for (const height of [430, 844]) {
    await page.setViewportSize({ width: 390, height });
    expect(await distanceFromEnd(page)).toBeLessThanOrEqual(1);
  }
});

it('says in the title who the conversation is with and what is unread, and marks the icon', async () => {
  const [ana, ben, cem] = await Promise.all([
    register(on.server, 'Ana'),
    register(on.server, 'نور (Ben)'),
    register(on.server, 'Cem'),
  ]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  const icon = () => page.locator('link[rel=icon]').getAttribute('href');
  await page.waitForFunction(() => document.title === '(1) Hub');
  expect(await icon()).toBe('/favicon-unread.svg');
  await openChat(page, 'نور (Ben)');
  // The name is isolated: its direction does not move the brackets around the count.
  await page.waitForFunction(() => document.title === '\u2068نور (Ben)\u2069 · Hub');
  expect(await icon()).toBe('/favicon.svg');
  await say(cem, ana, ['Hi']);
  await page.waitForFunction(() => document.title === '(1) \u2068نور (Ben)\u2069 · Hub');
  await write(page, 'نور (Ben)', 'Hello');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  for (const href of ['/favicon.svg', '/favicon-unread.svg'])
    expect((await page.request.get(href)).headers()['content-type']).toContain('image/svg+xml');
});

it('isolates names from the sentences and lists in which they stand', async () => {
  const name = 'نور (1)';
  const [ana, noor] = await Promise.all([register(on.server, 'Ana'), register(on.server, name)]);
  const conversationId = await say(noor, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await page.getByRole('navigation').locator('bdi', { hasText: name }).waitFor();
  await openChat(page, name);
  expect(await page.getByRole('heading', { name }).locator('bdi').innerText()).toBe(name);
  await (await connect(noor)).command('typing', { conversationId, active: true });
  const sentence = page.getByRole('status').filter({ hasText: 'is typing' });
  expect(await sentence.locator('bdi').innerText()).toBe(name);
});

it('sets theme-color to the colour of the chosen theme', async () => {
  const page = await on.visitors.logIn(await register(on.server, 'Ana'));
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
  await page.getByRole('menuitemradio', { name: 'As the system' }).click();
  expect(await active()).toEqual(['#f6f5f1']);
});

it('keeps the e-mail address that was typed when another form is shown', async () => {
  const page = await (await on.visitors.open()).newPage();
  await page.goto('/');
  const email = newEmail('Ana');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Have an account? Log in' }).click();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  await page.getByLabel('E-mail').fill(`x${email}`);
  await page.getByRole('button', { name: 'New here? Create an account' }).click();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(`x${email}`);
});
