import type { Session } from '@smart-hub/contract/sessions';
import { sessionsRoutes } from '@smart-hub/contract/sessions';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient, memoryLogins, type LoginStore } from '@smart-hub/sdk';
import { closeDevices, openOnlineDevice, waitForDevice } from './support/devices.js';
import { closeHubs, PASSWORD, register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { mustNotBeLogged } from './support/suite-log.js';

/** The lifetime of an access token, in seconds: so short that tokens expire several times during a test. */
const TOKEN_S = 2;

let hub: TestHub;
let ana: TestPerson;
beforeAll(async () => {
  hub = await startHub({ JWT_EXPIRES_IN: `${TOKEN_S}s` });
});
beforeEach(async () => {
  ana = await register(hub, 'Ana');
});
afterEach(closeDevices);
afterAll(closeHubs);

async function clientOf(logins?: LoginStore): Promise<HubClient> {
  const client = new HubClient({ url: hub.url, refresh: 'body', logins });
  const login = await client.login({ email: ana.email, password: PASSWORD });
  mustNotBeLogged([login.refresh_token]);
  return client;
}

/** Resolves when the client has replaced its access token `count` times from now on. */
function renewals(client: HubClient, count: number): Promise<void> {
  return new Promise((resolve) => {
    let replaced = 0;
    const stop = client.onToken(() => {
      replaced += 1;
      if (replaced < count) return;
      stop();
      resolve();
    });
  });
}

describe('a client with refresh tokens', () => {
  it('stays online on the same connection while its access tokens expire one after the other', async () => {
    const client = await clientOf();
    const device = await openOnlineDevice({ id: ana.id, client });
    const { id } = device.socket.io;
    const statuses = new Set<string>();
    device.subscribe(() => statuses.add(device.status));

    await renewals(client, 3);

    expect([...statuses].filter((status) => status !== 'online')).toEqual([]);
    expect(device.socket.io.id).toBe(id);
    expect((await client.call(usersRoutes.profile, {})).id).toBe(ana.id);
  });

  it('sends one renewal request for all clients that share its login store', async () => {
    const logins = memoryLogins();
    const first = await clientOf(logins);
    const second = new HubClient({ url: hub.url, refresh: 'body', logins });
    const devices = [
      await openOnlineDevice({ id: ana.id, client: first }),
      await openOnlineDevice({ id: ana.id, client: second }),
    ];

    await renewals(first, 2);

    expect(second.accessToken).toBe(first.accessToken);
    const sessions: Session[] = await second.call(sessionsRoutes.list, {});
    expect(sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(devices.map(({ status }) => status)).toEqual(['online', 'online']);
  });

  it('is logged out with the reason when another client ends its session, and reconnects after a new login', async () => {
    const [client, other] = [await clientOf(), await clientOf()];
    const device = await openOnlineDevice({ id: ana.id, client });

    await other.call(sessionsRoutes.endOthers, {});
    await waitForDevice(device, () => device.status === 'logged out', 'the end of the session');

    expect(client.renewalRefusal).toBe('auth.session_ended');
    await client.login({ email: ana.email, password: PASSWORD });
    await waitForDevice(device, () => device.status === 'online', 'the connection');
  });

  it('renews a token that has expired while no requests were sent before the next request', async () => {
    const client = await clientOf();
    const login = { expiresAt: Date.now() + TOKEN_S * 1000 };
    while (Date.now() <= login.expiresAt) await new Promise(setImmediate);

    expect((await client.call(usersRoutes.profile, {})).id).toBe(ana.id);
    const device = await openOnlineDevice({ id: ana.id, client });
    expect(device.status).toBe('online');
  });

  it('ends its session on the server and discards its login when it logs out', async () => {
    const logins = memoryLogins();
    const client = await clientOf(logins);
    const token = client.accessToken!;

    await client.logout();

    expect([client.accessToken, logins.load()]).toEqual([undefined, undefined]);
    await expect(client.call(usersRoutes.profile, {})).rejects.toMatchObject({ code: 'auth.token_missing' });
    const copied = new HubClient({ url: hub.url, token });
    await expect(copied.call(usersRoutes.profile, {})).rejects.toMatchObject({ code: 'auth.token_invalid' });
  });

  it('stays logged in after it changes the password, and the other sessions end', async () => {
    const [client, other] = [await clientOf(), await clientOf()];
    const [kept, ended] = [
      await openOnlineDevice({ id: ana.id, client }),
      await openOnlineDevice({ id: ana.id, client: other }),
    ];
    const newPassword = 'correct horse battery staple';
    mustNotBeLogged([newPassword]);

    await client.changePassword({ currentPassword: PASSWORD, newPassword });

    await waitForDevice(ended, () => ended.status === 'logged out', 'the end of the other session');
    await renewals(client, 1);
    expect(kept.status).toBe('online');
  });
});

it('a client without refresh tokens is logged out when its access token expires', async () => {
  const client = new HubClient({ url: hub.url });
  await client.login({ email: ana.email, password: PASSWORD });
  const device = await openOnlineDevice({ id: ana.id, client });

  await waitForDevice(device, () => device.status === 'logged out', 'the expiry of the token');
});
