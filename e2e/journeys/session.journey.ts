import { violations } from '../support/axe.js';
import { composer, log, openChat, shoot, write } from '../support/browser.js';
import { PASSWORD, register, say } from '../support/people.js';
import { stage } from '../support/stage.js';

/** Long enough to open a conversation on a busy machine, and short enough to be waited for. */
const LOGIN_S = 25;
const on = stage(() => ({ JWT_EXPIRES_IN: `${LOGIN_S}s` }));

it('asks for the password when a login ends, and goes on where it was', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  on.visitors.expect(/status of 401/);
  const anas = await on.visitors.logIn(ana);
  await openChat(anas, 'Ben');
  await composer(anas, 'Ben').fill('Half a sentence');

  const dialog = anas.getByRole('dialog', { name: 'Your login has ended' });
  await dialog.waitFor({ timeout: 2 * LOGIN_S * 1000 });
  await shoot(anas, 'login-ended');
  expect(await violations(anas)).toEqual([]);
  await dialog.getByLabel('Password', { exact: true }).fill('Wrong-1234');
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.getByText(/e-mail or (the )?password/i).waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  await dialog.waitFor({ state: 'detached' });

  expect(await composer(anas, 'Ben').inputValue()).toBe('Half a sentence');
  await write(anas, 'Ben', 'A whole one');
  await log(anas).getByRole('img', { name: 'Sent' }).waitFor();
});
