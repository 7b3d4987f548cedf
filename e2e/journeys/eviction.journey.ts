import { violations } from '../support/axe.js';
import { log, openChat, shoot } from '../support/browser.js';
import { connect, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

const on = stage(() => ({ CONNECTIONS_PER_USER: '2' }));

it('says that it was disconnected because of too many others, and connects again when it is asked to', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Before']);
  const page = await on.visitors.logIn(ana);
  await openChat(page, 'Ben');

  const others = [await connect(ana), await connect(ana)];
  const bar = page.getByRole('status').filter({ hasText: 'open in too many places' });
  await bar.waitFor();
  await say(ben, ana, ['Meanwhile']);
  await shoot(page, 'evicted');
  expect(await violations(page)).toEqual([]);
  // It stays away, or it would evict one of the others.
  expect(others.map((socket) => socket.io.connected)).toEqual([true, true]);
  expect(await log(page).getByText('Meanwhile').count()).toBe(0);

  const evicted = new Promise((resolve) => others[0]!.on('connection_evicted', resolve));
  await bar.getByRole('button', { name: 'Connect here' }).press('Enter');
  await log(page).getByText('Meanwhile').waitFor();
  await bar.waitFor({ state: 'detached' });
  await evicted;
});
