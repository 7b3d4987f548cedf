import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { WebSocket } from 'ws';
import {
  closeHubs,
  closeSockets,
  register,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { PollingClient, SEPARATOR } from './support/polling.js';
import { connectionCount, admittedSockets } from './support/presence.js';
import { RawSocket } from './support/raw-socket.js';

const CONNECT = '40';
const repeat = (count: number, packet: string) => Array.from({ length: count }, () => packet).join(SEPARATOR);
/** Returns `4` (an Engine.IO message) and a packet of `bytes` bytes that requests the acknowledgement `id`. */
const commandOf = (bytes: number, id: number) => {
  const start = `42${id}["send_message",{"content":"`;
  return `${start}${'x'.repeat(bytes + 1 - start.length - 3)}"}]`;
};
const framesStartingWith = (frames: readonly string[], start: string) =>
  frames.filter((frame) => frame.startsWith(start));

describe('before a connection is authenticated', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
    ana = await register(hub, 'Ana');
  });
  afterEach(async () => {
    closeSockets();
    await waitUntil('no connection is left', () => connectionCount(hub) === 0);
  });
  afterAll(closeHubs);

  it.each([
    ['without a token', CONNECT],
    ['with a token that is not valid', '40{"token":"x"}'],
    ['of more than 4 kB', `40{"token":"${'x'.repeat(4096)}"}`],
    ['to another namespace', '40/admin,{}'],
  ])('a CONNECT packet %s is refused, and the connection is closed after the response', async (_, connect) => {
    const raw = await RawSocket.connect(hub.url);
    for (let count = 0; count < 100; count += 1) raw.send(connect);
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '4').length).toBeLessThanOrEqual(1);

    const single = await RawSocket.connect(hub.url);
    single.send(connect);
    await single.waitForClose();
    expect(framesStartingWith(single.frames, '44')).toHaveLength(1);
    expect(framesStartingWith(single.frames, '40')).toEqual([]);
  });

  it('a polling payload of many CONNECT packets gets at most one response', async () => {
    const session = await PollingClient.open(hub.url);
    // 1000 packets fit into the payload limit before authentication, 20,000 do not.
    for (const count of [1000, 20_000]) {
      const other = await PollingClient.open(hub.url);
      expect([200, 413]).toContain(await other.post(repeat(count, CONNECT)));
      expect(framesStartingWith(await other.pollUntil('never'), '4').length).toBeLessThanOrEqual(1);
    }
    expect(await session.post(CONNECT)).toBe(200);
    expect(framesStartingWith(await session.pollUntil('never'), '44')).toHaveLength(1);
    await waitUntil('the connection is closed', () => connectionCount(hub) === 0);
  });

  it('a valid token that is sent more than once closes the connection', async () => {
    const connect = `40${JSON.stringify({ token: ana.token })}`;
    const session = await PollingClient.open(hub.url);
    await session.post(repeat(10, connect));
    await session.pollUntil('never');
    expect(admittedSockets(hub)).toHaveLength(0);

    const raw = await RawSocket.connect(hub.url);
    raw.send(connect);
    raw.send(connect);
    await raw.waitForClose();
    expect(admittedSockets(hub)).toHaveLength(0);
  });

  it.each([
    ['a packet of more than 8 kB', `40{"token":"${'x'.repeat(8192)}"}`],
    ['a command', '420["ping",{}]'],
    ['a binary event', '451-["x",{"_placeholder":true,"num":0}]'],
    ['a binary frame', new Uint8Array([1, 2, 3])],
  ])('%s closes the connection without a response', async (_, packet) => {
    const raw = await RawSocket.connect(hub.url);
    raw.send(packet);
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '4')).toEqual([]);
  });

  it('a message in fragments of one byte closes the connection', async () => {
    const { port, hostname } = new URL(hub.url);
    const socket = connectTcp(Number(port), hostname);
    const ended = once(socket.resume(), 'close');
    socket.on('error', () => undefined);
    socket.write(
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
    );
    const fragment = (opcode: number) => Buffer.from([opcode, 0x81, 0, 0, 0, 0, 0x34]);
    socket.write(Buffer.concat([fragment(1), ...Array.from({ length: 100 }, () => fragment(0))]));
    await ended;
  });

  it('payloads that are announced and never sent do not block the payloads of other clients', async () => {
    const { port, hostname, host } = new URL(hub.url);
    const announcing = await Promise.all(
      Array.from({ length: 30 }, async () => {
        const session = await PollingClient.open(hub.url);
        const socket = connectTcp(Number(port), hostname);
        socket.on('error', () => undefined);
        socket.write(
          `POST ${session.path()} HTTP/1.1\r\nHost: ${host}\r\nUser-Agent: node\r\nContent-Length: 1500000\r\n\r\n`,
        );
        return socket;
      }),
    );
    const honest = await PollingClient.openAuthenticated(hub.url, ana.token);
    await honest.post('1');
    for (const socket of announcing) socket.destroy();
  });

  it('endless probe packets close a WebSocket that requests the upgrade of a polling session', async () => {
    const session = await PollingClient.open(hub.url);
    const probing = new WebSocket(hub.url.replace('http', 'ws') + session.path('websocket'));
    await once(probing, 'open');
    const closed = once(probing, 'close');
    for (let count = 0; count < 50; count += 1) probing.send('2probe');
    await closed;
    expect(await session.post(CONNECT)).toBe(200);
    expect(framesStartingWith(await session.pollUntil('never'), '44')).toHaveLength(1);
  });

  it('endless pong packets close the connection', async () => {
    const raw = await RawSocket.connect(hub.url);
    for (let count = 0; count < 1000; count += 1) raw.send('3');
    await raw.waitForClose();
  });

  it('a polling payload of more than 8 kB is refused, and ends the polling session', async () => {
    const session = await PollingClient.open(hub.url);
    expect(await session.post('x'.repeat(9000))).toBe(413);
    expect((await session.poll()).status).toBe(400);
  });
});

describe('after a connection was authenticated', () => {
  afterEach(async () => {
    closeSockets();
    await closeHubs();
  });

  it('a polling payload of 500 packets is processed completely, and one of 501 packets closes the connection', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    expect(await session.post(Array.from({ length: 500 }, (_, id) => `42${id}["ping"]`).join(SEPARATOR))).toBe(200);
    const packets = await session.pollUntil('43499[');
    expect(framesStartingWith(packets, '43')).toEqual(Array.from({ length: 500 }, (_, id) => `43${id}[{}]`));

    await session.post(repeat(501, '42["ping"]'));
    await waitUntil('the connection is closed', () => connectionCount(hub) === 0);
  });

  it.each([
    ['commands', '42["ping"]'],
    ['commands that are too long', commandOf(300_001, 1)],
    ['acknowledgements', '431[]'],
    ['connections to another namespace', '40/admin,{}'],
  ])('%s beyond the command limit are refused, and then the connection is closed', async (_, packet) => {
    const hub = await startHub({ COMMAND_LIMIT: '1' });
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    for (let count = 0; count < 300; count += 1) raw.send(packet);
    await raw.waitForClose();
    // The burst limit is 5 commands, and the connection is closed after 50 refusals.
    expect(raw.frames.length).toBeLessThan(100);
  });

  it('a command of more than 300 kB fails with request.too_large, and the third such command closes the connection', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(commandOf(300_000, 1));
    await raw.waitForFrame('431[');
    expect(framesStartingWith(raw.frames, '431[')[0]).toContain('"request.invalid"');
    raw.send(commandOf(300_001, 2));
    await raw.waitForFrame('432[');
    expect(framesStartingWith(raw.frames, '432[')[0]).toContain('"request.too_large"');
    raw.send(commandOf(1_400_000, 3).replace('423[', '42['));
    await raw.waitForFrame('42["command_failed"');
    expect(framesStartingWith(raw.frames, '42["command_failed"')[0]).toMatch(/"send_message".*"request\.too_large"/);
    expect(raw.isClosed).toBe(false);
    raw.send(commandOf(300_001, 4));
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '434[')[0]).toContain('"request.too_large"');
  });

  it('three commands of almost 1.5 MB each get a response with the default limits before the connection is closed', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '20' });
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    for (const id of [1, 2, 3]) raw.send(commandOf(1_490_000, id));
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '43').map((frame) => /"code":"[^"]*"/.exec(frame)?.[0])).toEqual(
      Array<string>(3).fill('"code":"request.too_large"'),
    );
  });

  it('a frame of more than 1.5 MB closes the connection at once', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(commandOf(1_500_000, 1));
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '43')).toEqual([]);

    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    expect(await session.post(commandOf(1_500_000, 1))).toBe(413);
    expect((await session.poll()).status).toBe(400);
  });

  it('a connection is closed when its Socket.IO socket disconnects or the client requests a second one', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const connect = `40${JSON.stringify({ token: ana.token })}`;
    for (const packets of ['41', connect]) {
      const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
      raw.send(packets);
      raw.send(connect);
      await raw.waitForClose();
      expect(framesStartingWith(raw.frames, '40')).toHaveLength(1);
    }
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    await session.post(['41', connect, connect].join(SEPARATOR));
    await waitUntil('no socket is left', () => admittedSockets(hub).length === 0);
  });

  it.each([
    ['keys', `421["sync",{"conversations":{${Array.from({ length: 20_000 }, (_, id) => `"${id}":1`).join()}}}]`],
    ['nested lists', `421["sync",${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
  ])('a command with very many %s is refused before it is parsed', async (_, packet) => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(packet);
    await raw.waitForFrame('431[');
    expect(framesStartingWith(raw.frames, '431[')[0]).toMatch(/"request\.invalid".*payload has too many fields/);
    expect(raw.isClosed).toBe(false);
  });

  it('long commands of many clients all get a response, even while another client sends an incomplete command', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const incomplete = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const admitted = new Promise((resolve) =>
      incomplete.on('message', (data: Buffer) => data.toString().startsWith('40') && resolve(undefined)),
    );
    await once(incomplete, 'open');
    incomplete.send(`40${JSON.stringify({ token: ana.token })}`);
    await admitted;
    incomplete.send('x'.repeat(200_000), { fin: false });

    const sockets = await Promise.all(
      Array.from({ length: 10 }, () => RawSocket.openAuthenticated(hub.url, ana.token)),
    );
    for (const raw of sockets) for (const id of [1, 2]) raw.send(commandOf(290_000, id));

    await Promise.all(sockets.flatMap((raw) => [raw.waitForFrame('431['), raw.waitForFrame('432[')]));
    expect(sockets.filter(({ isClosed }) => isClosed)).toEqual([]);
    incomplete.terminate();
    for (const raw of sockets) raw.close();
  });

  it('long commands of a user with too many refusals are not read on any connection until some time has passed', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '10' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const [first, second] = [
      await RawSocket.openAuthenticated(hub.url, ana.token),
      await RawSocket.openAuthenticated(hub.url, ana.token),
    ];
    for (const id of [1, 2]) {
      first.send(commandOf(1_400_000, id));
      await first.waitForFrame(`43${id}[`);
      expect(framesStartingWith(first.frames, `43${id}[`)[0]).toContain('"request.too_large"');
    }

    second.send(commandOf(200_000, 3));
    await second.waitForClose();
    expect(framesStartingWith(second.frames, '433[')).toEqual([]);
    const benSocket = await RawSocket.openAuthenticated(hub.url, ben.token);
    benSocket.send(commandOf(200_000, 4));
    await benSocket.waitForFrame('434[');
    expect(benSocket.isClosed).toBe(false);

    // Each attempt uses its own connection, because the server closes a connection whose command it does not read.
    await waitUntil('long commands are read again', async () => {
      const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
      raw.send(commandOf(200_000, 5));
      await raw.waitForFrame('435[');
      raw.close();
      return framesStartingWith(raw.frames, '435[').length > 0;
    });
  });

  it('incomplete messages of more than INCOMPLETE_BYTES in total close the connections of the user who sent the most', async () => {
    const hub = await startHub({ INCOMPLETE_BYTES: '1000000' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const openIncomplete = async (person: TestPerson) => {
      const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      const frames: string[] = [];
      socket.on('message', (data: Buffer) => frames.push(data.toString()));
      await once(socket, 'open');
      socket.send(`40${JSON.stringify({ token: person.token })}`);
      await waitUntil('the socket is admitted', () => frames.some((frame) => frame.startsWith('40')));
      // The first fragment of a message without the others, so that the message stays incomplete.
      socket.send('x'.repeat(200_000), { fin: false });
      return socket;
    };
    const benSocket = await openIncomplete(ben);
    const anaSockets: WebSocket[] = [];
    for (let count = 0; count < 5; count += 1) anaSockets.push(await openIncomplete(ana));
    await waitUntil('the connections of Ana are closed', () =>
      anaSockets.every(({ readyState }) => readyState === WebSocket.CLOSED),
    );
    expect(benSocket.readyState).toBe(WebSocket.OPEN);
    expect(admittedSockets(hub).map(({ data }) => data.actor.id)).toEqual([ben.id]);
    benSocket.terminate();
  });

  it('a polling session that is upgraded to a WebSocket keeps its size limits', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    const raw = await RawSocket.upgrade(hub.url, session.path('websocket'));
    raw.send(commandOf(200_000, 1));
    await raw.waitForFrame('431[');
    expect(framesStartingWith(raw.frames, '431[')[0]).toContain('"request.invalid"');
    raw.send(commandOf(1_500_000, 2));
    await raw.waitForClose();
    expect(framesStartingWith(raw.frames, '432[')).toEqual([]);
  });

  it('a socket runs one sync command at a time, queues eight more, and refuses any others', async () => {
    const hub = await startHub();
    const ana = await (await register(hub, 'Ana')).connect();
    const { rollback: release } = await hub.openTransaction('lock table conversations in access exclusive mode', []);
    const responses = Array.from({ length: 20 }, () => ana.emitRaw('sync', { conversations: {} }));
    const refused = await Promise.race(responses);
    expect(refused.error?.code).toBe('rate.concurrent');
    await release();
    const codes = (await Promise.all(responses)).map(({ error }) => error?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(9);
    expect(codes.filter((code) => code === 'rate.concurrent')).toHaveLength(11);
  });
});
