import { connect, type Socket } from 'node:net';
import { Counters } from '../src/platform/health/counters.js';
import { ask, problemOf } from './support/http.js';
import { closeHubs, closeSockets, register, startHub, until, type Hub, type TestPerson } from './support/hub.js';
import { PATIENCE_MS } from './support/patience.js';

/** In bytes: more than the buffers of two systems take for a client that does not read. */
const ANSWER = 6_000_000;

describe('answers that a client does not read', () => {
  const clients = new Set<Socket>();
  afterEach(async () => {
    for (const client of clients) client.destroy();
    clients.clear();
    closeSockets();
    await closeHubs();
  });

  const start = (environment: Record<string, string>) => startHub(environment, undefined, { nodes: 1 });
  const counted = (hub: Hub) => hub.parts(Counters)[0]!.all();
  const profile = (hub: Hub, { token }: TestPerson) => ask(hub, 'GET /api/users/profile', { token });

  /** Somebody with a conversation whose page is large. */
  async function withHistory(hub: Hub): Promise<{ ana: TestPerson; ben: TestPerson; path: string }> {
    const [ana, ben] = [await register(hub), await register(hub)];
    const socket = await ana.connect();
    const sent = await Promise.all(
      Array.from({ length: 200 }, () => socket.send({ receiverId: ben.id, content: '😀'.repeat(8000) })),
    );
    return { ana, ben, path: `/api/messages/${sent[0]!.conversation.id}?limit=200` };
  }

  /** Sends requests on a connection of its own, from which nothing is read. */
  function askWithoutReading(hub: Hub, lines: string[], headers: Record<string, string> = {}): Socket {
    const { hostname, port } = new URL(hub.url);
    const fields = Object.entries({ Host: hostname, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    const client = connect({ host: hostname, port: Number(port) });
    client.on('error', () => undefined);
    client.pause().write(lines.map((line) => `${line} HTTP/1.1\r\n${fields.join('')}\r\n`).join(''));
    clients.add(client);
    return client;
  }

  const bearer = ({ token }: TestPerson) => ({ Authorization: `Bearer ${token}` });

  it('keep their places among the requests of their user, until they are read or the connection ends', async () => {
    const hub = await start({ REQUESTS_IN_FLIGHT_PER_USER: '8' });
    const { ana, ben, path } = await withHistory(hub);

    for (let i = 0; i < 150; i += 1) askWithoutReading(hub, [`GET ${path}`], bearer(ana));
    await until('all but 8 are refused', () => counted(hub)['requests.refused'] === 142);

    expect(problemOf(await profile(hub, ana), 'rate.concurrent')).toMatchObject({ status: 429, retryAfter: 1 });
    expect((await profile(hub, ben)).status).toBe(200);
    expect((await ask(hub, 'GET /api/health', { token: ana.token })).status).toBe(200);
    for (const client of clients) client.resume();
    await until('they are read', async () => (await profile(hub, ana)).status === 200);
    for (const client of clients) client.destroy();
    await until('they are gone', async () => (await profile(hub, ana)).status === 200);
  });

  it('keep their places among the requests of their address; health is for all', async () => {
    const hub = await start({ REQUESTS_IN_FLIGHT_PER_ADDRESS: '4', TRUST_PROXY: '1' });
    const { ana, ben, path } = await withHistory(hub);
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    const people = (address: string) => ask(hub, 'GET /api/users', { token: ben.token, headers: from(address) });

    for (let i = 0; i < 6; i += 1) askWithoutReading(hub, [`GET ${path}`], { ...bearer(ana), ...from('192.0.2.1') });
    await until('all but 4 are refused', () => counted(hub)['requests.refused'] === 2);

    problemOf(await people('192.0.2.1'), 'rate.concurrent');
    problemOf(await ask(hub, 'GET /nowhere', { headers: from('192.0.2.1') }), 'rate.concurrent');
    expect((await ask(hub, 'GET /api/health', { headers: from('192.0.2.1') })).status).toBe(200);
    expect((await people('192.0.2.2')).status).toBe(200);
    for (const client of clients) client.destroy();
    await until('they are gone', async () => (await people('192.0.2.1')).status === 200);
  });

  it('end after a time with their connections; what waits for its content does not, nor what is read slowly', async () => {
    const hub = await start({ WRITE_TIMEOUT: '2', REQUESTS_IN_FLIGHT_PER_USER: '1' });
    const { ana, ben, path } = await withHistory(hub);
    const polling = await ben.connect({ transports: ['polling'], upgrade: false });
    const slow = askWithoutReading(hub, [`GET ${path}`], bearer(ben));
    const read = readSlowly(slow);
    askWithoutReading(hub, [`GET ${path}`], bearer(ana));

    await until('one is ended', () => counted(hub)['responses.timed_out'] === 1);

    expect((await profile(hub, ana)).status).toBe(200);
    expect(await read).toBeGreaterThan(ANSWER);
    expect(counted(hub)['responses.timed_out']).toBe(1);
    expect(await polling.emitRaw('sync', { conversations: {} })).not.toHaveProperty('error');
  });

  /** Takes a chunk every 40 ms: for some time longer than a client may take nothing. */
  function readSlowly(client: Socket): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    let length = 0;
    client.on('data', (chunk) => {
      length += chunk.length;
      client.pause();
      if (length > ANSWER) resolve(length);
      else setTimeout(() => client.resume(), 40);
    });
    client.on('close', () => resolve(length));
    client.resume();
    return promise;
  }

  it(
    'are few on one connection: it ends when more requests wait on it than any client sends that reads',
    async () => {
      const hub = await start({});
      const received = (client: Socket) => {
        let text = '';
        client.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        client.resume();
        return () => text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
      };
      const health = (count: number) => Array.from({ length: count }, () => 'GET /api/health');

      const some = received(askWithoutReading(hub, health(16)));
      await until('all of a few are answered', () => some() === 16);
      const flood = askWithoutReading(hub, health(500));
      const answered = received(flood);
      await new Promise((resolve) => flood.once('close', resolve));

      expect(answered()).toBeLessThanOrEqual(16);
      expect((await ask(hub, 'GET /api/health')).status).toBe(200);
    },
    PATIENCE_MS,
  );

  it('are known by a part of Node that is not documented: how much of a write is left', async () => {
    const { hostname, port } = new URL((await start({})).url);
    const client = connect({ host: hostname, port: Number(port) });
    clients.add(client);

    const { _handle: handle } = client as unknown as { _handle: { writeQueueSize: unknown } };
    expect(handle.writeQueueSize).toBe(0);
  });
});
