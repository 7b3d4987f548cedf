import type { Page } from 'playwright-core';
import { log, openChat, waitForTokenRenewal, typeAndSend } from '../support/browser.js';
import { register, sendMessages } from '../support/people.js';
import { setUpSuite } from '../support/suite.js';
import { TlsProxy } from '../support/tls-proxy.js';

/**
 * A host name of this machine. Over plain HTTP it is an insecure context for browsers, as is an address of a local
 * network.
 */
const LAN = 'hub.lan';
const suite = setUpSuite(
  () => ({ JWT_EXPIRES_IN: '6s', TRUST_PROXY: '1' }),
  [],
  [`--host-resolver-rules=MAP ${LAN} 127.0.0.1`],
);

const refreshCookies = async (page: Page) =>
  (await page.context().cookies()).filter(({ name }) => name.includes('refresh'));

/** Checks that the user is still logged in after two renewals of the token and a reload. */
async function expectLoginToLast(page: Page): Promise<void> {
  await openChat(page, 'Ben');
  for (let round = 1; round <= 2; round += 1) await waitForTokenRenewal(page);
  await page.reload();
  await typeAndSend(page, 'Ben', 'Still here');
  await log(page).getByRole('img', { name: 'Sent' }).waitFor();
}

it('the login lasts over plain HTTP on a local network', async () => {
  const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
  await sendMessages(ben, ana, ['Hello']);
  // Browsers ignore this header in an insecure context, and report that.
  suite.browser.expectError(/Cross-Origin-Opener-Policy/);

  const page = await suite.browser.logIn(ana, { baseURL: suite.server.url.replace('127.0.0.1', LAN) });

  expect(await page.evaluate(() => [isSecureContext, 'locks' in navigator])).toEqual([false, false]);
  expect(await refreshCookies(page)).toEqual([
    expect.objectContaining({ name: 'hub_refresh', domain: LAN, httpOnly: true, secure: false, sameSite: 'Strict' }),
  ]);
  await expectLoginToLast(page);
});

it('the login lasts over HTTPS behind nginx with a cookie that is bound to the host', async () => {
  const proxy = await TlsProxy.to(suite.server.url);
  try {
    const [ana, ben] = await Promise.all([register(suite.server, 'Ana'), register(suite.server, 'Ben')]);
    await sendMessages(ben, ana, ['Hello']);

    const page = await suite.browser.logIn(ana, { baseURL: proxy.url, ignoreHTTPSErrors: true });

    expect(await refreshCookies(page)).toEqual([
      expect.objectContaining({
        name: '__Host-hub_refresh',
        path: '/',
        httpOnly: true,
        secure: true,
        sameSite: 'Strict',
      }),
    ]);
    await expectLoginToLast(page);
    await page.context().close();
  } finally {
    await proxy.close();
  }
});
