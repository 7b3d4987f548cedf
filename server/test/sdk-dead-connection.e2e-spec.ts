import { HubClient, type Hub as Device, type HubOptions, type HubStatus } from '@smart-hub/sdk';
import {
  closeDevices,
  contents,
  dropConnection,
  openDevice,
  openOnline,
  until,
  untilCount,
} from './support/devices.js';
import { closeSockets, register, startHub, type Hub, type TestPerson } from './support/hub.js';
import { SilentProxy } from './support/silent-proxy.js';

/** A command may be unanswered for 6 s, a ping for 3 s; the rest is for a busy machine. */
const UNANSWERED_MS = 20_000;
/** How long a device may take to show what it missed, once it was given a reason to look. */
const WAKE_MS = 10_000;

/** The statuses of a device from now on. */
function statusesOf(device: Device): HubStatus[] {
  const statuses = [device.status];
  device.subscribe(() => {
    if (device.status !== statuses.at(-1)) statuses.push(device.status);
  });
  return statuses;
}

/** How many pings a device sends from now on. */
function countPings(device: Device): () => number {
  let count = 0;
  device.socket.io.onAnyOutgoing((name) => {
    if (name === 'ping') count += 1;
  });
  return () => count;
}

describe('a connection that went silent', () => {
  let hub: Hub;
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

  /** Ana behind the proxy and Ben beside it, after a first message. */
  async function twoPeople(options?: Partial<HubOptions>) {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const [hers, his] = await Promise.all([openOnline(throughProxy(ana), options), openOnline(ben)]);
    await hers.send({ receiverId: ben.id, content: 'before' });
    await Promise.all([untilCount(hers, ben.id, 1), untilCount(his, ana.id, 1)]);
    await until(hers, () => hers.messages(ben.id)[0]?.state === 'delivered', 'the first message to be delivered');
    return { ana, ben, hers, his };
  }

  it.each(['both', 'answers'] as const)(
    'is replaced when a message is not acknowledged, which is stored and shown once (silent: %s)',
    async (silence) => {
      const { ana, ben, hers, his } = await twoPeople();
      const dead = hers.socket.io.id;
      const shown: string[][] = [];
      his.subscribe(() => shown.push(contents(his, ana.id)));
      const statuses = statusesOf(hers);

      proxy.silence(silence);
      await hers.send({ receiverId: ben.id, content: 'into the silence' });
      await hers.send({ receiverId: ben.id, content: 'after the silence' });
      await until(hers, () => hers.unsent === 0, 'everything to be acknowledged', UNANSWERED_MS);

      expect(hers.socket.io.id).not.toBe(dead);
      expect(statuses.slice(0, 3)).toEqual(['online', 'connecting', 'catching up']);
      await untilCount(his, ana.id, 3);
      const wanted = ['before', 'into the silence', 'after the silence'];
      expect((await storedOf(ana)).map(({ content }) => content)).toEqual(wanted);
      expect([contents(hers, ben.id), contents(his, ana.id)]).toEqual([wanted, wanted]);
      for (const list of shown) expect(list).toEqual(wanted.slice(0, list.length));
    },
  );

  it.each([
    ['WebSocket', ['websocket']],
    ['a WebSocket that was upgraded to', ['polling', 'websocket']],
    ['polling', ['polling']],
  ])('is replaced when the machine woke up, and what others sent meanwhile is shown (by %s)', async (_, transports) => {
    const { ana, ben, hers, his } = await twoPeople({ socket: { transports } });
    const statuses = statusesOf(hers);

    proxy.silence();
    // Polling opens connections all the time.
    proxy.hold();
    for (const content of ['1', '2', '3']) await his.send({ receiverId: ana.id, content });
    await until(his, () => his.unsent === 0, 'everything to be stored');
    expect(contents(hers, ben.id)).toEqual(['before']);
    hers.wake();
    await until(hers, ({ status }) => status === 'connecting', 'to open a new connection', WAKE_MS);
    proxy.release();

    await until(hers, () => contents(hers, ben.id).length === 4, 'what was missed', WAKE_MS);
    expect(contents(hers, ben.id)).toEqual(['before', '1', '2', '3']);
    await until(hers, ({ status }) => status === 'online', 'to be online');
    expect(statuses).toEqual(['online', 'connecting', 'catching up', 'online']);
  });

  it('is replaced while the conversations are being listed beside it', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    await (await ben.connect()).send({ receiverId: ana.id, content: 'Hello' });
    const silent = proxy.silenceAt('GET /api/conversations');
    const hers = await openDevice(throughProxy(ana));
    await silent;

    hers.wake();

    await until(hers, ({ status }) => status === 'online', 'to be online', WAKE_MS);
    expect(contents(hers, ben.id)).toEqual(['Hello']);
  });

  it('is told from a server that is slow: as long as it answers pings, its clients stay', async () => {
    const { ben, hers } = await twoPeople();
    const { id } = hers.socket.io;
    const statuses = statusesOf(hers);
    const pings = countPings(hers);
    const lock = await hub.hold('select 1 from conversations where id = $1 for update', [hers.conversations[0]!.id]);

    await hers.send({ receiverId: ben.id, content: 'slow' });
    hers.wake();
    // Commands are answered in any order: this one reads, and the send still waits.
    await hers.socket.command('sync', { conversations: {} });
    expect([pings(), hers.unsent]).toEqual([1, 1]);
    await lock.release();
    await until(hers, () => hers.unsent === 0, 'the message to be acknowledged', UNANSWERED_MS);

    expect(hers.socket.io.id).toBe(id);
    expect(statuses).toEqual(['online']);
  });
});

describe('a hub that is woken', () => {
  let hub: Hub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterEach(closeDevices);
  afterAll(() => hub.close());

  const patient = { socket: { reconnectionDelay: 60_000, reconnectionDelayMax: 60_000 } };

  it('sends one ping however often, and keeps a connection that is alive', async () => {
    const hers = await openOnline(await register(hub, 'Ana'));
    const { id } = hers.socket.io;
    const pings = countPings(hers);
    const statuses = statusesOf(hers);

    for (let times = 0; times < 5; times += 1) hers.wake();
    await hers.socket.command('sync', { conversations: {} });

    expect([pings(), hers.socket.io.id, statuses]).toEqual([1, id, ['online']]);
  });

  it('tries at once while it waits for its next attempt', async () => {
    const hers = await openOnline(await register(hub, 'Ana'), patient);
    const pings = countPings(hers);
    dropConnection(hers);
    await until(hers, ({ status }) => status === 'offline', 'to be offline');

    hers.wake();

    expect([hers.status, hers.retryAt]).toEqual(['connecting', undefined]);
    await until(hers, ({ status }) => status === 'online', 'to be online');
    expect(pings()).toBe(0);
  });

  it('asks for a new token at once while it waits for asking again', async () => {
    const { id, token } = await register(hub, 'Ana');
    let asked = 0;
    const renewToken = async () => {
      asked += 1;
      // By itself it would wait for more than half a minute until then.
      if (asked < 9) throw new Error('It cannot be had now.');
      return token;
    };
    const hers = await openDevice({ id, client: new HubClient({ url: hub.url, token: 'expired' }) }, { renewToken });
    await until(hers, ({ retryAt }) => asked > 0 && retryAt !== undefined, 'to wait');

    for (let times = asked; times < 9; times += 1) {
      hers.wake();
      await until(hers, ({ retryAt, status }) => retryAt !== undefined || status === 'online', 'an answer');
    }
    await until(hers, ({ status }) => status === 'online', 'to be online');
    expect(asked).toBe(9);
  });

  it('stays as it is when it was closed by hand or has to log in', async () => {
    const ana = await register(hub, 'Ana');
    const [closed, loggedOut] = [
      await openOnline(ana),
      await openDevice({ id: ana.id, client: new HubClient({ url: hub.url, token: 'expired' }) }),
    ];
    closed.socket.close();
    await until(loggedOut, ({ status }) => status === 'logged out', 'to be logged out');

    closed.wake();
    loggedOut.wake();
    // Whatever they had begun would be over before another one is online.
    await openOnline(ana);

    expect([closed.status, loggedOut.status]).toEqual(['offline', 'logged out']);
  });
});
