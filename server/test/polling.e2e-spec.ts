import { HubClient } from '@smart-hub/sdk';
import { randomUUID } from 'node:crypto';
import {
  closeHubs,
  closeSockets,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { RawSocket } from './support/raw-socket.js';

type Headers = Record<string, string>;

const NO_HEADERS: Headers = {};

describe('a polling client', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  /** The address of a single node: polling sessions live on the node that opened them. */
  let url: string;
  beforeAll(async () => {
    hub = await startHub({}, undefined, { nodes: 1 });
    ({ url } = hub);
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  });
  afterEach(closeSockets);
  afterAll(closeHubs);

  const credentials: [string, () => Promise<{ session: PollingClient; own: Headers; others: Headers[] }>][] = [
    [
      'the Authorization header that opened the session',
      async () => {
        const authorization = { authorization: `Bearer ${ana.token}` };
        const session = await PollingClient.openAuthenticated(url, ana.token, authorization);
        return { session, own: authorization, others: [NO_HEADERS, { authorization: `Bearer ${ben.token}` }] };
      },
    ],
    [
      'the cookie of the session',
      async () => {
        const first = await PollingClient.open(url);
        const set = first.openingHeaders.get('set-cookie')!;
        expect(set).toMatch(/; Path=\/socket\.io\/; HttpOnly; SameSite=Strict$/);
        const cookie = { cookie: `theme=dark; ${set.split(';')[0]}; other=1` };
        const session = await PollingClient.openAuthenticated(url, ana.token, cookie);
        expect(session.openingHeaders.get('set-cookie')).toBeNull();
        return { session, own: cookie, others: [NO_HEADERS, { cookie: `hub_polling=${'x'.repeat(22)}` }] };
      },
    ],
    [
      'the user agent that opened the session',
      async () => {
        const session = await PollingClient.openAuthenticated(url, ana.token, { 'user-agent': 'Phone' });
        return { session, own: { 'user-agent': 'Phone' }, others: [{ 'user-agent': 'Other' }] };
      },
    ],
  ];

  it.each(credentials)('can use its session only by requests with %s', async (_, open) => {
    const { session, own, others } = await open();
    const benSocket = await ben.connect();
    const sent = await benSocket.send({ receiverId: ana.id, content: 'For Ana alone.' });

    for (const headers of others) {
      expect(await session.poll(headers)).toEqual({ status: 400, packets: ['{"code":3,"message":"Bad request"}'] });
      expect(await session.post('42["ping"]', headers)).toBe(400);
    }
    const packets = await session.pollUntil('42["new_message"');
    expect(packets.some((packet) => packet.includes(sent.id))).toBe(true);
    expect(await session.post('42["ping"]', own)).toBe(200);
  });

  it('keeps its session when another client requests an upgrade with the session id alone', async () => {
    const authorization = { authorization: `Bearer ${ana.token}` };
    const session = await PollingClient.openAuthenticated(url, ana.token, authorization);
    const thief = await RawSocket.connect(url, session.path('websocket').split('?')[1]);
    expect([thief.isClosed, thief.frames]).toEqual([true, []]);
    expect(await session.post('1')).toBe(200);
  });

  it('gets no JSONP response', async () => {
    const response = await fetch(`${url}/socket.io/?EIO=4&transport=polling&j=0`);
    expect([response.status, await response.text()]).toEqual([400, '{"code":3,"message":"Bad request"}']);
  });

  it('gets status 400 when it requests a WebSocket without an upgrade, and its connection stays open', async () => {
    const session = await PollingClient.openAuthenticated(url, ana.token);
    const raw = await RawSocket.upgrade(url, session.path('websocket'));
    raw.send('421["ping"]');
    await raw.waitForFrame('431[{}]');
    expect((await fetch(url + session.path('websocket'))).status).toBe(400);
    expect((await fetch(url + session.path())).status).toBe(400);
    raw.send('422["ping"]');
    await raw.waitForFrame('432[{}]');
    raw.close();
  });

  it('gets the security headers with every response', async () => {
    const session = await PollingClient.open(url);
    const paths = [
      '/socket.io/?EIO=4&transport=polling',
      '/socket.io/?EIO=9&transport=polling',
      session.path('webtransport'),
    ];
    for (const path of paths) {
      const { headers } = await fetch(url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
    }
  });

  it('that uses socket.io-client sends, receives and upgrades to a WebSocket', async () => {
    const benSocket = await ben.connect({ transports: ['polling'] });
    const anaSocket = await ana.connect({ transports: ['polling', 'websocket'] });
    const socket = anaSocket.hub.io;
    await waitUntil('the connection is upgraded', () => socket.io.engine.transport.name === 'websocket');
    const content = '\u{1F600}'.repeat(2000);
    for (let count = 0; count < 30; count += 1) {
      const sent = await benSocket.send({ receiverId: ana.id, content, clientMessageId: randomUUID() });
      expect(await anaSocket.next('new_message')).toEqual(sent);
      const reply = await anaSocket.send({ receiverId: ben.id, content });
      expect(await benSocket.next('new_message')).toEqual(reply);
    }
  });

  it('that keeps cookies, as a browser does, is recognized as the same client', async () => {
    const client = new HubClient({ url, token: ana.token });
    const socket = client.connect({ transports: ['polling'], forceNew: true, withCredentials: true });
    await socket.ready();
    expect(await socket.command('ping', {})).toEqual({});
    socket.close();
  });
});
