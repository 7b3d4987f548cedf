import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Counters } from '../src/platform/health/counters.js';
import { OpenResponses } from '../src/platform/http/open-responses.js';
import { sendRequest, expectProblem } from './support/http.js';
import {
  closeHubs,
  closeSockets,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { WAIT_TIMEOUT_MS } from './support/wait-timeout.js';

/** The number of bytes that a slow client reads. The socket buffers of server and client hold more, so all of them arrive. */
const SLOW_READ_BYTES = 2_000_000;

describe('responses that a client does not read', () => {
  const clients = new Set<Socket>();
  afterEach(async () => {
    for (const client of clients) client.destroy();
    clients.clear();
    closeSockets();
    await closeHubs();
  });

  const start = (environment: Record<string, string>) => startHub(environment, undefined, { nodes: 1 });
  const counted = (hub: TestHub) => hub.providers(Counters)[0]!.all();
  const profile = (hub: TestHub, { token }: TestPerson) => sendRequest(hub, 'GET /api/users/profile', { token });
  const LIST = 'GET /api/conversations';

  /** Registers a person whose list of conversations is as long as a response may be. */
  async function registerWithLongList(hub: TestHub): Promise<TestPerson> {
    const ana = await register(hub);
    const socket = await ana.connect();
    const others: TestPerson[] = [];
    for (let count = 0; count < 16; count += 1) others.push(await register(hub));
    await Promise.all(others.map(({ id }) => socket.send({ receiverId: id, content: '\u{1F600}'.repeat(8000) })));
    return ana;
  }

  /** Sends requests on a new connection, from which nothing is read. */
  function sendWithoutReading(hub: TestHub, lines: string[], headers: Record<string, string> = {}): Socket {
    const { hostname, port } = new URL(hub.url);
    const client = connect({ host: hostname, port: Number(port) });
    client.on('error', () => undefined);
    client.pause().write(lines.map((line) => requestOf(line, headers)).join(''));
    clients.add(client);
    return client;
  }

  const requestOf = (line: string, headers: Record<string, string>) => {
    const fields = Object.entries({ Host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    return `${line} HTTP/1.1\r\n${fields.join('')}\r\n`;
  };

  /** Requests lists on one connection, from which nothing is read, until the socket buffers are full and a response waits. */
  async function openStalledClient(hub: TestHub, headers: Record<string, string>): Promise<Socket> {
    const client = sendWithoutReading(hub, [LIST], headers);
    await once(client, 'connect');
    const serverSide = () =>
      [...hub.providers(OpenResponses)[0]!['connections']].find(([socket]) => socket.remotePort === client.localPort);
    const isWaiting = () => (serverSide()?.[0].writableLength ?? 0) > 0;
    for (;;) {
      await waitUntil('the response has begun', () => serverSide() !== undefined);
      await waitUntil('the response was sent, or waits', () => serverSide()![1].open.size === 0 || isWaiting());
      for (let turn = 0; turn < 10; turn += 1) await sendRequest(hub, 'GET /api/health/live');
      if (isWaiting()) return client;
      client.write(requestOf(LIST, headers));
      await waitUntil('the next response has begun', () => serverSide()![1].open.size > 0 || isWaiting());
    }
  }

  const bearer = ({ token }: TestPerson) => ({ Authorization: `Bearer ${token}` });

  it('count towards the limit of concurrent requests of their user until they are read or the connection ends', async () => {
    const hub = await start({ REQUESTS_IN_FLIGHT_PER_USER: '3' });
    const [ana, ben] = [await registerWithLongList(hub), await register(hub)];

    for (let count = 0; count < 3; count += 1) await openStalledClient(hub, bearer(ana));

    expect(expectProblem(await profile(hub, ana), 'rate.concurrent')).toMatchObject({ status: 429, retryAfter: 1 });
    expect(counted(hub)['requests.refused']).toBe(1);
    expect((await profile(hub, ben)).status).toBe(200);
    expect((await sendRequest(hub, 'GET /api/health', { token: ana.token })).status).toBe(200);
    const [first, ...others] = clients;
    first!.resume();
    await waitUntil('one response is read', async () => (await profile(hub, ana)).status === 200);
    for (const client of others) client.destroy();
    await waitUntil('the connections are closed', async () => (await profile(hub, ana)).status === 200);
  });

  it('count towards the limit of concurrent requests of their address; the limit does not apply to health requests', async () => {
    const hub = await start({ REQUESTS_IN_FLIGHT_PER_ADDRESS: '2', TRUST_PROXY: '1' });
    const [ana, ben] = [await registerWithLongList(hub), await register(hub)];
    const from = (address: string) => ({ 'X-Forwarded-For': address });
    const people = (address: string) =>
      sendRequest(hub, 'GET /api/users', { token: ben.token, headers: from(address) });

    for (let count = 0; count < 2; count += 1) await openStalledClient(hub, { ...bearer(ana), ...from('192.0.2.1') });

    expectProblem(await people('192.0.2.1'), 'rate.concurrent');
    expectProblem(await sendRequest(hub, 'GET /nowhere', { headers: from('192.0.2.1') }), 'rate.concurrent');
    expect((await sendRequest(hub, 'GET /api/health', { headers: from('192.0.2.1') })).status).toBe(200);
    expect((await people('192.0.2.2')).status).toBe(200);
    for (const client of clients) client.destroy();
    await waitUntil('the connections are closed', async () => (await people('192.0.2.1')).status === 200);
  });

  it('are ended with their connections after WRITE_TIMEOUT, unlike a poll that waits for events and a response that is read slowly', async () => {
    const hub = await start({ WRITE_TIMEOUT: '2', REQUESTS_IN_FLIGHT_PER_USER: '1' });
    const [ana, ben] = [await registerWithLongList(hub), await registerWithLongList(hub)];
    const polling = await ben.connect({ transports: ['polling'], upgrade: false });
    const read = readSlowly(await openStalledClient(hub, bearer(ben)));
    await openStalledClient(hub, bearer(ana));

    await waitUntil('one response is ended', () => counted(hub)['responses.timed_out'] === 1);

    expect((await profile(hub, ana)).status).toBe(200);
    expect(await read).toBeGreaterThan(SLOW_READ_BYTES);
    expect(counted(hub)['responses.timed_out']).toBe(1);
    expect(await polling.emitRaw('sync', { conversations: {} })).not.toHaveProperty('error');
  });

  /** Reads a chunk every 40 ms, in total for longer than WRITE_TIMEOUT. Returns the number of bytes. */
  function readSlowly(client: Socket): Promise<number> {
    const { promise, resolve } = Promise.withResolvers<number>();
    let length = 0;
    client.on('data', (chunk) => {
      length += chunk.length;
      client.pause();
      if (length > SLOW_READ_BYTES) resolve(length);
      else setTimeout(() => client.resume(), 40);
    });
    client.on('close', () => resolve(length));
    client.resume();
    return promise;
  }

  it(
    'are limited on one connection: the connection is closed when more requests wait than a client that reads would send',
    async () => {
      const hub = await start({});
      const received = (client: Socket) => {
        let text = '';
        client.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        client.resume();
        return () => text.match(/HTTP\/1\.1 200/g)?.length ?? 0;
      };
      const health = (count: number) => Array.from({ length: count }, () => 'GET /api/health');

      const receivedOfFew = received(sendWithoutReading(hub, health(16)));
      await waitUntil('all of a few requests have a response', () => receivedOfFew() === 16);
      const flood = sendWithoutReading(hub, health(500));
      const receivedOfFlood = received(flood);
      await new Promise((resolve) => flood.once('close', resolve));

      expect(receivedOfFlood()).toBeLessThanOrEqual(16);
      expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
    },
    WAIT_TIMEOUT_MS,
  );

  it('are detected by an undocumented property of Node: writeQueueSize, the number of bytes still to be written', async () => {
    const { hostname, port } = new URL((await start({})).url);
    const client = connect({ host: hostname, port: Number(port) });
    clients.add(client);

    const { _handle: handle } = client as unknown as { _handle: { writeQueueSize: unknown } };
    expect(handle.writeQueueSize).toBe(0);
  });
});
