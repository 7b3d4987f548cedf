import { Hub as HubView, HubClient } from '@smart-hub/sdk';
import { Counters } from '../src/platform/health/counters.js';
import { closeHubs, closeSockets, register, startHub, waitUntil, type TestHub } from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { connectionCount, admittedSockets } from './support/presence.js';

describe('connection limits', () => {
  afterEach(async () => {
    closeSockets();
    await closeHubs();
  });
  const counter = (hub: TestHub, name: string) => hub.providers(Counters)[0]!.all()[name];

  it("a connection beyond the limit per user ends the user's oldest connection, which receives the reason and does not reconnect", async () => {
    const hub = await startHub({ CONNECTIONS_PER_USER: '2' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const [first, second, benSocket] = [await ana.connect(), await ana.connect(), await ben.connect()];
    const ended = new Promise((resolve) => first.hub.io.once('disconnect', resolve));

    const third = await ana.connect();

    const { error } = await first.next('connection_evicted');
    expect(error).toMatchObject({ code: 'connection.evicted', status: 429, retryable: false });
    expect(await ended).toBe('io server disconnect');
    expect(first.hub.io.active).toBe(false);
    const sent = await benSocket.send({ receiverId: ana.id, content: 'To the remaining connections.' });
    for (const socket of [second, third]) expect(await socket.next('new_message')).toEqual(sent);
    expect(second.payloads('connection_evicted')).toEqual([]);
    expect(admittedSockets(hub)).toHaveLength(3);
    expect(counter(hub, 'connections.evicted')).toBe(1);
  });

  it('an evicted SDK client stays offline until the application calls resume', async () => {
    const hub = await startHub({ CONNECTIONS_PER_USER: '1' }, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const view = await HubView.connect(new HubClient({ url: hub.url, token: ana.token }), { userId: ana.id });
    await waitUntil('the client is online', () => view.status === 'online');

    const other = await ana.connect();
    await waitUntil('the client is evicted', () => view.status === 'evicted');
    expect(view.retryAt).toBeUndefined();
    view.wake();
    expect(view.status).toBe('evicted');

    view.resume();
    await waitUntil('the client is online again', () => view.status === 'online');
    await other.next('connection_evicted');
    view.close();
  });

  it('a connection beyond the limit per address is refused with status 503, and its client retries', async () => {
    const hub = await startHub({ CONNECTIONS_PER_ADDRESS: '2', TRUST_PROXY: '1' }, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const from = (address: string) => ({ extraHeaders: { 'x-forwarded-for': address } });
    const open = (address: string) =>
      fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`, { headers: from(address).extraHeaders });
    const [first] = [await ana.connect(from('192.0.2.1')), await ana.connect(from('192.0.2.1'))];

    const refused = await open('192.0.2.1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await open('192.0.2.2')).status).toBe(200);
    expect(counter(hub, 'connections.refused')).toBe(1);
    const client = new HubClient({ url: hub.url, token: ana.token });
    const waiting = client.connect({ ...from('192.0.2.1'), transports: ['websocket'], reconnectionDelay: 10 });
    await new Promise((resolve) => waiting.io.once('connect_error', resolve));
    expect(waiting.io.active).toBe(true);
    first.close();
    await new Promise<void>((resolve) => waiting.io.once('connect', resolve));
    waiting.close();
  });

  it('connections whose handshake is refused do not count towards the limit per address', async () => {
    const hub = await startHub({ CONNECTIONS_PER_ADDRESS: '2' }, undefined, { nodes: 1 });
    for (let count = 0; count < 10; count += 1) {
      expect((await fetch(`${hub.url}/socket.io/?EIO=3&transport=polling`)).status).toBe(400);
      await (await PollingClient.open(hub.url)).post('1');
    }
    await waitUntil('all connections are closed', () => connectionCount(hub) === 0);
    expect((await fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(200);
  });
});
