import { Hub as HubView, HubClient } from '@smart-hub/sdk';
import { Counters } from '../src/platform/health/counters.js';
import { closeHubs, closeSockets, register, startHub, until, type Hub } from './support/hub.js';
import { Polling } from './support/polling.js';
import { connections, socketsOf } from './support/presence.js';

describe('connections', () => {
  afterEach(async () => {
    closeSockets();
    await closeHubs();
  });
  const counted = (hub: Hub, name: string) => hub.parts(Counters)[0]!.all()[name];

  it('of a user beyond the limit end the oldest, which is told why and does not reconnect', async () => {
    const hub = await startHub({ CONNECTIONS_PER_USER: '2' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const [first, second, his] = [await ana.connect(), await ana.connect(), await ben.connect()];
    const ended = new Promise((resolve) => first.hub.io.once('disconnect', resolve));

    const third = await ana.connect();

    const { error } = await first.next('connection_evicted');
    expect(error).toMatchObject({ code: 'connection.evicted', status: 429, retryable: false });
    expect(await ended).toBe('io server disconnect');
    expect(first.hub.io.active).toBe(false);
    const sent = await his.send({ receiverId: ana.id, content: 'To those who are left.' });
    for (const socket of [second, third]) expect(await socket.next('new_message')).toEqual(sent);
    expect(second.all('connection_evicted')).toEqual([]);
    expect(socketsOf(hub)).toHaveLength(3);
    expect(counted(hub, 'connections.evicted')).toBe(1);
  });

  it('that are evicted leave the SDK offline until it is asked to connect', async () => {
    const hub = await startHub({ CONNECTIONS_PER_USER: '1' }, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const view = await HubView.connect(new HubClient({ url: hub.url, token: ana.token }), { userId: ana.id });
    await until('it is online', () => view.status === 'online');

    const other = await ana.connect();
    await until('it was evicted', () => view.status === 'evicted');
    expect(view.retryAt).toBeUndefined();
    view.wake();
    expect(view.status).toBe('evicted');

    view.resume();
    await until('it is back', () => view.status === 'online');
    await other.next('connection_evicted');
    view.close();
  });

  it('of an address beyond the limit are refused with status 503, and their clients retry', async () => {
    const hub = await startHub({ CONNECTIONS_PER_ADDRESS: '2', TRUST_PROXY: '1' }, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const from = (address: string) => ({ extraHeaders: { 'x-forwarded-for': address } });
    const open = (address: string) =>
      fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`, { headers: from(address).extraHeaders });
    const [first] = [await ana.connect(from('192.0.2.1')), await ana.connect(from('192.0.2.1'))];

    const refused = await open('192.0.2.1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await open('192.0.2.2')).status).toBe(200);
    expect(counted(hub, 'connections.refused')).toBe(1);
    const client = new HubClient({ url: hub.url, token: ana.token });
    const waiting = client.connect({ ...from('192.0.2.1'), transports: ['websocket'], reconnectionDelay: 10 });
    await new Promise((resolve) => waiting.io.once('connect_error', resolve));
    expect(waiting.io.active).toBe(true);
    first.close();
    await new Promise<void>((resolve) => waiting.io.once('connect', resolve));
    waiting.close();
  });

  it('that are refused later in their handshake do not count', async () => {
    const hub = await startHub({ CONNECTIONS_PER_ADDRESS: '2' }, undefined, { nodes: 1 });
    for (let count = 0; count < 10; count += 1) {
      expect((await fetch(`${hub.url}/socket.io/?EIO=3&transport=polling`)).status).toBe(400);
      await (await Polling.open(hub.url)).post('1');
    }
    await until('all are gone', () => connections(hub) === 0);
    expect((await fetch(`${hub.url}/socket.io/?EIO=4&transport=polling`)).status).toBe(200);
  });
});
