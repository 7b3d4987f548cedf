import { accessibilityViolations } from '../support/axe.js';
import { composer, log, openChat, takeScreenshots, showList, typeAndSend } from '../support/browser.js';
import { isPhone } from '../support/device.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite();

it('rows of conversations with unread messages are bold, but not higher than others', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  const conversationId = await sendMessages(ben, ana, ['Hello']);
  await (await connect(ana)).command('mark_read', { conversationId, seq: 1 });
  const page = await suite.browser.logIn(ana);
  const row = page.getByRole('link', { name: /Ben/ });
  await row.waitFor();
  const measure = () =>
    row.evaluate((link) => ({
      height: link.getBoundingClientRect().height,
      weight: getComputedStyle(link.querySelector('bdi')!).fontWeight,
    }));
  const read = await measure();

  await sendMessages(ben, ana, ['Are you there?']);
  await page.getByRole('link', { name: /Ben.*1 unread message/ }).waitFor();

  const unread = await measure();
  expect(unread.height).toBe(read.height);
  expect(Number(unread.weight)).toBeGreaterThan(Number(read.weight));
  await takeScreenshots(page, 'unread-row');
});

it('only the avatars of people who are online have a dot', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  const row = page.getByRole('link', { name: /Ben/ });
  await row.waitFor();
  expect(await row.getByRole('img').count()).toBe(0);
  await connect(ben);
  await row.getByRole('img', { name: 'online', exact: true }).waitFor();
});

it('bubbles, avatars and the selected row are visible in forced colours', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana, { forcedColors: 'active' });
  await openChat(page, 'Ben');
  await typeAndSend(page, 'Ben', 'Hello, Ben');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
  const borders = await log(page)
    .getByRole('article')
    .evaluateAll((bubbles) => bubbles.map((bubble) => getComputedStyle(bubble).borderTopWidth));
  expect(borders).toEqual(['1px', '1px']);
  await takeScreenshots(page, 'forced-colours');
  expect(await accessibilityViolations(page)).toEqual([]);

  await showList(page);
  const row = page.getByRole('navigation').getByRole('link', { name: /Ben/ });
  const picture = row.locator('[data-initials]');
  expect(await picture.evaluate((element) => getComputedStyle(element).borderTopWidth)).toBe('1px');
  // On a phone the list shows no conversation as open.
  if (isPhone) return;
  const background = (element: Element) => getComputedStyle(element).backgroundColor;
  expect(await row.evaluate(background)).not.toBe(await page.getByRole('navigation').evaluate(background));
});

it('dropping or pasting a file shows a note, and does not leave the page', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');
  const note = page.getByRole('status').getByText('Files and pictures cannot be sent yet.');
  /**
   * Dispatches an event with a file.
   *
   * @returns whether the browser then performs its default action, e.g. opens the file
   */
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
  await takeScreenshots(page, 'no-files');
});
