import { HubClient, type Hub as Device, type HubOptions, type HubStatus } from '@smart-hub/sdk';
import {
  closeDevices,
  messageContents,
  dropConnection,
  openDevice,
  openOnlineDevice,
  waitForDevice,
  waitForMessageCount,
} from './support/devices.js';
import { closeSockets, register, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { SilentProxy } from './support/silent-proxy.js';

/**
 * The time limit for a message that is sent on a dead connection to be acknowledged, in milliseconds. The SDK detects a
 * dead connection 9 s after the command: it sends a ping after 6 s, and waits 3 s for a packet. The rest allows for a
 * busy machine.
 */
const UNANSWERED_MS = 20_000;
/** The time limit for a device to show missed messages after a call of `wake()`, in milliseconds. */
const WAKE_MS = 10_000;

/** Returns a list to which each new status of a device is added. */
function statusesOf(device: Device): HubStatus[] {
  const statuses = [device.status];
  device.subscribe(() => {
    if (device.status !== statuses.at(-1)) statuses.push(device.status);
  });
  return statuses;
}

/** Counts the pings that a device sends from now on. @returns a function that returns the count */
function countPings(device: Device): () => number {
  let count = 0;
  device.socket.io.onAnyOutgoing((name) => {
    if (name === 'ping') count += 1;
  });
  return () => count;
}

describe('a connection that went silent', () => {
  let hub: TestHub;
  let proxy: SilentProxy;
  beforeAll(async () => {
    hub = await startHub();
  });
  beforeEach(async () => {
    proxy = await SilentProxy.to(hub.url);
  });
  afterEach(() => {
    closeDevices();
    closeSockets();
    proxy.close();
  });
  afterAll(() => hub.close());

  const throughProxy = ({ id, token }: TestPerson) => ({ id, client: new HubClient({ url: proxy.url, token }) });
  const storedOf = ({ id }: TestPerson) =>
    hub.sql.rows<{ content: string }>('select content from messages where sender_id = $1 order by seq', [id]);

  /** Connects Ana through the proxy and Ben directly, and sends a first message from Ana to Ben. */
  async function twoPeople(options?: Partial<HubOptions>) {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [anaDevice, benDevice] = await Promise.all([
      openOnlineDevice(throughProxy(ana), options),
      openOnlineDevice(ben),
    ]);
    await anaDevice.send({ receiverId: ben.id, content: 'before' });
    await Promise.all([waitForMessageCount(anaDevice, ben.id, 1), waitForMessageCount(benDevice, ana.id, 1)]);
    await waitForDevice(
      anaDevice,
      () => anaDevice.messages(ben.id)[0]?.state === 'delivered',
      'the first message to be delivered',
    );
    return { ana, ben, anaDevice, benDevice };
  }

  it.each(['both', 'responses'] as const)(
    'is replaced when a message is not acknowledged, which is then stored and shown once (silent direction: %s)',
    async (silence) => {
      const { ana, ben, anaDevice, benDevice } = await twoPeople();
      const dead = anaDevice.socket.io.id;
      const shown: string[][] = [];
      benDevice.subscribe(() => shown.push(messageContents(benDevice, ana.id)));
      const statuses = statusesOf(anaDevice);

      proxy.silence(silence);
      await anaDevice.send({ receiverId: ben.id, content: 'into the silence' });
      await anaDevice.send({ receiverId: ben.id, content: 'after the silence' });
      await waitForDevice(anaDevice, () => anaDevice.unsent === 0, 'everything to be acknowledged', UNANSWERED_MS);

      expect(anaDevice.socket.io.id).not.toBe(dead);
      expect(statuses.slice(0, 3)).toEqual(['online', 'connecting', 'catching up']);
      await waitForMessageCount(benDevice, ana.id, 3);
      const wanted = ['before', 'into the silence', 'after the silence'];
      expect((await storedOf(ana)).map(({ content }) => content)).toEqual(wanted);
      expect([messageContents(anaDevice, ben.id), messageContents(benDevice, ana.id)]).toEqual([wanted, wanted]);
      for (const list of shown) expect(list).toEqual(wanted.slice(0, list.length));
    },
  );

  it.each([
    ['WebSocket', ['websocket']],
    ['a WebSocket after polling', ['polling', 'websocket']],
    ['polling', ['polling']],
  ])('over %s is replaced after a call of wake(), and missed messages are shown', async (_, transports) => {
    const { ana, ben, anaDevice, benDevice } = await twoPeople({ socket: { transports } });
    const statuses = statusesOf(anaDevice);

    proxy.silence();
    // Polling opens connections all the time, so the new ones must be silent as well.
    proxy.pauseNewConnections();
    for (const content of ['1', '2', '3']) await benDevice.send({ receiverId: ana.id, content });
    await waitForDevice(benDevice, () => benDevice.unsent === 0, 'everything to be stored');
    expect(messageContents(anaDevice, ben.id)).toEqual(['before']);
    anaDevice.wake();
    await waitForDevice(
      anaDevice,
      ({ status }) => status === 'connecting',
      'the device to open a new connection',
      WAKE_MS,
    );
    proxy.resumeNewConnections();

    await waitForDevice(
      anaDevice,
      () => messageContents(anaDevice, ben.id).length === 4,
      'the missed messages',
      WAKE_MS,
    );
    expect(messageContents(anaDevice, ben.id)).toEqual(['before', '1', '2', '3']);
    await waitForDevice(anaDevice, ({ status }) => status === 'online', 'the device to be online');
    expect(statuses).toEqual(['online', 'connecting', 'catching up', 'online']);
  });

  it('is replaced after a call of wake() while the HTTP request for the list of conversations hangs', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    await (await ben.connect()).send({ receiverId: ana.id, content: 'Hello' });
    const silent = proxy.silenceAt('GET /api/conversations');
    const anaDevice = await openDevice(throughProxy(ana));
    await silent;

    anaDevice.wake();

    await waitForDevice(anaDevice, ({ status }) => status === 'online', 'the device to be online', WAKE_MS);
    expect(messageContents(anaDevice, ben.id)).toEqual(['Hello']);
  });

  it('is distinguished from a connection to a slow server, which is kept because the server responds to pings', async () => {
    const { ben, anaDevice } = await twoPeople();
    const { id } = anaDevice.socket.io;
    const statuses = statusesOf(anaDevice);
    const pings = countPings(anaDevice);
    const lock = await hub.openTransaction('select 1 from conversations where id = $1 for update', [
      anaDevice.conversations[0]!.id,
    ]);

    await anaDevice.send({ receiverId: ben.id, content: 'slow' });
    anaDevice.wake();
    // The acknowledgement of `sync` arrives before that of the message, because `sync` does not wait for the lock.
    await anaDevice.socket.command('sync', { conversations: {} });
    expect([pings(), anaDevice.unsent]).toEqual([1, 1]);
    await lock.rollback();
    await waitForDevice(anaDevice, () => anaDevice.unsent === 0, 'the message to be acknowledged', UNANSWERED_MS);

    expect(anaDevice.socket.io.id).toBe(id);
    expect(statuses).toEqual(['online']);
  });
});

describe('hub.wake()', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeDevices);
  afterAll(() => hub.close());

  const patient = { socket: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } };

  it('sends one ping for several calls, and keeps a connection that is alive', async () => {
    const anaDevice = await openOnlineDevice(await register(hub, 'Ana'));
    const { id } = anaDevice.socket.io;
    const pings = countPings(anaDevice);
    const statuses = statusesOf(anaDevice);

    for (let times = 0; times < 5; times += 1) anaDevice.wake();
    await anaDevice.socket.command('sync', { conversations: {} });

    expect([pings(), anaDevice.socket.io.id, statuses]).toEqual([1, id, ['online']]);
  });

  it('connects at once if the hub is waiting for its next attempt to connect', async () => {
    const anaDevice = await openOnlineDevice(await register(hub, 'Ana'), patient);
    const pings = countPings(anaDevice);
    dropConnection(anaDevice);
    await waitForDevice(anaDevice, ({ status }) => status === 'offline', 'the device to be offline');

    anaDevice.wake();

    expect([anaDevice.status, anaDevice.retryAt]).toEqual(['connecting', undefined]);
    await waitForDevice(anaDevice, ({ status }) => status === 'online', 'the device to be online');
    expect(pings()).toBe(0);
  });

  it('requests a new token at once if the hub is waiting for its next request for a token', async () => {
    const { id, token } = await register(hub, 'Ana');
    let requests = 0;
    const renewToken = async () => {
      requests += 1;
      // Without `wake` the ninth request would come after more than half a minute of backoff.
      if (requests < 9) throw new Error('The token cannot be renewed now.');
      return token;
    };
    const anaDevice = await openDevice(
      { id, client: new HubClient({ url: hub.url, token: 'expired' }) },
      { renewToken },
    );
    await waitForDevice(anaDevice, ({ retryAt }) => requests > 0 && retryAt !== undefined, 'a scheduled retry');

    for (let times = requests; times < 9; times += 1) {
      anaDevice.wake();
      await waitForDevice(
        anaDevice,
        ({ retryAt, status }) => retryAt !== undefined || status === 'online',
        'the result of the request',
      );
    }
    await waitForDevice(anaDevice, ({ status }) => status === 'online', 'the device to be online');
    expect(requests).toBe(9);
  });

  it('does nothing after the app has closed the socket or the user was logged out', async () => {
    const ana = await register(hub, 'Ana');
    const [closed, loggedOut] = [
      await openOnlineDevice(ana),
      await openDevice({ id: ana.id, client: new HubClient({ url: hub.url, token: 'expired' }) }),
    ];
    closed.socket.close();
    await waitForDevice(loggedOut, ({ status }) => status === 'logged out', 'the device to be logged out');

    closed.wake();
    loggedOut.wake();
    // If they had started an attempt to connect, it would be finished before another device is online.
    await openOnlineDevice(ana);

    expect([closed.status, loggedOut.status]).toEqual(['offline', 'logged out']);
  });
});
