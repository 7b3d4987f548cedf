import type { Page } from 'playwright-core';
import { log, openChat, tokenRenewed, write } from '../support/browser.js';
import { register, say } from '../support/people.js';
import { stage } from '../support/stage.js';
import { TlsProxy } from '../support/tls-proxy.js';

/** A name of this machine that browsers do not trust without TLS, as they do not trust addresses of a local network. */
const LAN = 'hub.lan';
const on = stage(
  () => ({ JWT_EXPIRES_IN: '6s', TRUST_PROXY: '1' }),
  [],
  [`--host-resolver-rules=MAP ${LAN} 127.0.0.1`],
);

const refreshCookies = async (page: Page) =>
  (await page.context().cookies()).filter(({ name }) => name.includes('refresh'));

async function chatsOn(page: Page): Promise<void> {
  await openChat(page, 'Ben');
  for (let round = 1; round <= 2; round += 1) await tokenRenewed(page);
  await page.reload();
  await write(page, 'Ben', 'Still here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
}

it('stays logged in over plain HTTP at an address of the local network', async () => {
  const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
  await say(ben, ana, ['Hello']);
  // Browsers apply it to pages that they trust alone.
  on.visitors.expect(/Cross-Origin-Opener-Policy/);

  const page = await on.visitors.logIn(ana, { baseURL: on.server.url.replace('127.0.0.1', LAN) });

  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
  expect(await refreshCookies(page)).toEqual([
    expect.objectContaining({ name: 'hub_refresh', domain: LAN, httpOnly: true, secure: false, sameSite: 'Strict' }),
  ]);
  await chatsOn(page);
});

it('stays logged in over HTTPS behind nginx, with a cookie that is bound to the host', async () => {
  const proxy = await TlsProxy.to(on.server.url);
  try {
    const [ana, ben] = await Promise.all([register(on.server, 'Ana'), register(on.server, 'Ben')]);
    await say(ben, ana, ['Hello']);

    const page = await on.visitors.logIn(ana, { baseURL: proxy.url, ignoreHTTPSErrors: true });

    expect(await refreshCookies(page)).toEqual([
      expect.objectContaining({
        name: '__Host-hub_refresh',
        path: '/',
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
      }),
    ]);
    await chatsOn(page);
    await page.context().close();
  } finally {
    await proxy.close();
  }
});
