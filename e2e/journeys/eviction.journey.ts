import { accessibilityViolations } from '../support/axe.js';
import { log, openChat, takeScreenshots } from '../support/browser.js';
import { connect, register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';

const suite = setUpSuite(() => ({ CONNECTIONS_PER_USER: '2' }));

it('a page that is disconnected because the user has too many connections says so, and reconnects on request', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Before']);
  const page = await suite.browser.logIn(ana);
  await openChat(page, 'Ben');

  const others = [await connect(ana), await connect(ana)];
  const bar = page.getByRole('status').filter({ hasText: 'open in too many tabs or devices' });
  await bar.waitFor();
  await sendMessages(ben, ana, ['Meanwhile']);
  await takeScreenshots(page, 'evicted');
  expect(await accessibilityViolations(page)).toEqual([]);
  // The page does not reconnect by itself, because that would evict another connection.
  expect(others.map((socket) => socket.io.connected)).toEqual([true, true]);
  expect(await log(page).getByText('Meanwhile').count()).toBe(0);

  const evicted = new Promise((resolve) => others[0]!.on('connection_evicted', resolve));
  await bar.getByRole('button', { name: 'Connect here' }).press('Enter');
  await log(page).getByText('Meanwhile').waitFor();
  await bar.waitFor({ state: 'detached' });
  await evicted;
});
