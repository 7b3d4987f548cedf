import { violations } from '../support/axe.js';
import { composer, log, openChat, shoot, toList, write } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage();

it('marks rows with unread messages without making them higher', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  const conversationId = await say(ben, ana, ['Hello']);
  await (await connect(ana)).command('mark_read', { conversationId, seq: 1 });
  const page = await on.visitors.logIn(ana);
  const row = page.getByRole('link', { name: /Ben/ });
  await row.waitFor();
  const look = () =>
    row.evaluate((link) => ({
      height: link.getBoundingClientRect().height,
      weight: getComputedStyle(link.querySelector('bdi')!).fontWeight,
    }));
  const read = await look();

  await say(ben, ana, ['Are you there?']);
  await page.getByRole('link', { name: /Ben.*1 unread message/ }).waitFor();

  const unread = await look();
  expect(unread.height).toBe(read.height);
  expect(Number(unread.weight)).toBeGreaterThan(Number(read.weight));
  await shoot(page, 'unread-row');
});

it('marks people who are online, and only them', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  const row = page.getByRole('link', { name: /Ben/ });
  await row.waitFor();
  expect(await row.getByRole('img').count()).toBe(0);
  await connect(ben);
  await row.getByRole('img', { name: 'online', exact: true }).waitFor();
});

it('keeps bubbles, the selection and avatars visible in high contrast', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana, { forcedColors: 'active' });
  await openChat(page, 'Ben');
  await write(page, 'Ben', 'Hello, Ben');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  const borders = await log(page)
    .getByRole('article')
    .evaluateAll((bubbles) => bubbles.map((bubble) => getComputedStyle(bubble).borderTopWidth));
  expect(borders).toEqual(['1px', '1px']);
  await shoot(page, 'forced-colours');
  expect(await violations(page)).toEqual([]);

  await toList(page);
  const row = page.getByRole('navigation').getByRole('link', { name: /Ben/ });
  const picture = row.locator('[data-initials]');
  expect(await picture.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
  // On a phone the list shows no conversation as open.
  if (isPhone) return;
  const background = (element: Element) => getComputedStyle(element).backgroundColor;
  expect(await row.evaluate(background)).not.toBe(await page.getByRole('navigation').evaluate(background));
});

it('answers a dropped or pasted file with a note, and stays on the page', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');
  const note = page.getByRole('status').getByText('Files and pictures cannot be sent yet.');
  /** @returns whether the browser performs its default action, such as opening the file */
  const dispatch = (type: 'drop' | 'dragover' | 'paste') =>
    composer(page, 'Ben').evaluate((field, name) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'picture.png', { type: 'image/png' }));
      const init = { bubbles: true, cancelable: true };
      return field.dispatchEvent(
        name === 'paste'
          ? new ClipboardEvent(name, { ...init, clipboardData: data })
          : new DragEvent(name, { ...init, dataTransfer: data }),
      );
    }, type);
  expect(await dispatch('dragover')).toBe(false);
  expect(await note.count()).toBe(0);
  expect(await dispatch('drop')).toBe(false);
  await note.waitFor();
  await note.waitFor({ state: 'detached' });
  await dispatch('paste');
  await note.waitFor();
  await shoot(page, 'no-files');
});
