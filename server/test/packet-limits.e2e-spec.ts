import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { WebSocket } from 'ws';
import { closeHubs, closeSockets, register, startHub, waitUntil, type TestHub, type TestPerson } from './support/hub.js';
import { PollingClient, SEPARATOR } from './support/polling.js';
import { connectionCount, admittedSockets } from './support/presence.js';
import { RawSocket } from './support/raw-socket.js';

const CONNECT = '40';
const times = (count: number, packet: string) => Array.from({ length: count }, () => packet).join(SEPARATOR);
/** A packet of so many bytes that asks for an acknowledgement, with Engine.IO's `4` before it. */
const commandOf = (bytes: number, id: number) => {
  const start = `42${id}["send_message",{"content":"`;
  return `${start}${'x'.repeat(bytes + 1 - start.length - 3)}"}]`;
};
const starting = (frames: readonly string[], start: string) => frames.filter((frame) => frame.startsWith(start));

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
  ])('a CONNECT %s is refused, and the connection is closed after the answer', async (_, connect) => {
    const raw = await RawSocket.connect(hub.url);
    for (let count = 0; count < 100; count += 1) raw.send(connect);
    await raw.waitForClose();
    expect(starting(raw.frames, '4').length).toBeLessThanOrEqual(1);

    const polite = await RawSocket.connect(hub.url);
    polite.send(connect);
    await polite.waitForClose();
    expect(starting(polite.frames, '44')).toHaveLength(1);
    expect(starting(polite.frames, '40')).toEqual([]);
  });

  it('a polling payload of many CONNECTs is not answered many times', async () => {
    const session = await PollingClient.open(hub.url);
    // As many as fit into what is read before authentication, and far more.
    for (const count of [1000, 20_000]) {
      const other = await PollingClient.open(hub.url);
      expect([200, 413]).toContain(await other.post(times(count, CONNECT)));
      expect(starting(await other.pollUntil('never'), '4').length).toBeLessThanOrEqual(1);
    }
    expect(await session.post(CONNECT)).toBe(200);
    expect(starting(await session.pollUntil('never'), '44')).toHaveLength(1);
    await waitUntil('it is closed', () => connectionCount(hub) === 0);
  });

  it('a valid token gives one socket, however often it is sent', async () => {
    const connect = `40${JSON.stringify({ token: ana.token })}`;
    const session = await PollingClient.open(hub.url);
    await session.post(times(10, connect));
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
    ['bytes', new Uint8Array([1, 2, 3])],
  ])('%s closes it without an answer', async (_, packet) => {
    const raw = await RawSocket.connect(hub.url);
    raw.send(packet);
    await raw.waitForClose();
    expect(starting(raw.frames, '4')).toEqual([]);
  });

  it('a message in fragments of one byte closes it', async () => {
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

  it('payloads that are announced and never come leave room for those of others', async () => {
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

  it('probes without end close a WebSocket that asks to take over a session', async () => {
    const session = await PollingClient.open(hub.url);
    const probing = new WebSocket(hub.url.replace('http', 'ws') + session.path('websocket'));
    await once(probing, 'open');
    const closed = once(probing, 'close');
    for (let count = 0; count < 50; count += 1) probing.send('2probe');
    await closed;
    expect(await session.post(CONNECT)).toBe(200);
    expect(starting(await session.pollUntil('never'), '44')).toHaveLength(1);
  });

  it('pongs without end close it', async () => {
    const raw = await RawSocket.connect(hub.url);
    for (let count = 0; count < 1000; count += 1) raw.send('3');
    await raw.waitForClose();
  });

  it('a payload of more than 8 kB is refused, and its session ends', async () => {
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

  it('a payload of 500 packets is answered whole, and one of more closes the connection', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    expect(await session.post(Array.from({ length: 500 }, (_, id) => `42${id}["ping"]`).join(SEPARATOR))).toBe(200);
    const packets = await session.pollUntil('43499[');
    expect(starting(packets, '43')).toEqual(Array.from({ length: 500 }, (_, id) => `43${id}[{}]`));

    await session.post(times(501, '42["ping"]'));
    await waitUntil('it is closed', () => connectionCount(hub) === 0);
  });

  it.each([
    ['commands', '42["ping"]'],
    ['commands that are too long', commandOf(300_001, 1)],
    ['acknowledgements', '431[]'],
    ['connections to another namespace', '40/admin,{}'],
  ])('%s beyond the limit are refused, and then the connection is closed', async (_, packet) => {
    const hub = await startHub({ COMMAND_LIMIT: '1' });
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    for (let count = 0; count < 300; count += 1) raw.send(packet);
    await raw.waitForClose();
    // A burst is five commands, and ten times as many refusals.
    expect(raw.frames.length).toBeLessThan(100);
  });

  it('a command of more than 300 kB is answered with request.too_large, and the third of them closes the connection', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(commandOf(300_000, 1));
    await raw.waitForFrame('431[');
    expect(starting(raw.frames, '431[')[0]).toContain('"request.invalid"');
    raw.send(commandOf(300_001, 2));
    await raw.waitForFrame('432[');
    expect(starting(raw.frames, '432[')[0]).toContain('"request.too_large"');
    raw.send(commandOf(1_400_000, 3).replace('423[', '42['));
    await raw.waitForFrame('42["command_failed"');
    expect(starting(raw.frames, '42["command_failed"')[0]).toMatch(/"send_message".*"request\.too_large"/);
    expect(raw.isClosed).toBe(false);
    raw.send(commandOf(300_001, 4));
    await raw.waitForClose();
    expect(starting(raw.frames, '434[')[0]).toContain('"request.too_large"');
  });

  it('three commands of almost 1.5 MB are answered under the default limits, before the connection is closed', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '20' });
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    for (const id of [1, 2, 3]) raw.send(commandOf(1_490_000, id));
    await raw.waitForClose();
    expect(starting(raw.frames, '43').map((frame) => /"code":"[^"]*"/.exec(frame)?.[0])).toEqual(
      Array<string>(3).fill('"code":"request.too_large"'),
    );
  });

  it('a frame of more than 1.5 MB closes the connection at once', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(commandOf(1_500_000, 1));
    await raw.waitForClose();
    expect(starting(raw.frames, '43')).toEqual([]);

    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    expect(await session.post(commandOf(1_500_000, 1))).toBe(413);
    expect((await session.poll()).status).toBe(400);
  });

  it('a connection ends with its socket, and takes no second one', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const connect = `40${JSON.stringify({ token: ana.token })}`;
    for (const packets of ['41', connect]) {
      const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
      raw.send(packets);
      raw.send(connect);
      await raw.waitForClose();
      expect(starting(raw.frames, '40')).toHaveLength(1);
    }
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    await session.post(['41', connect, connect].join(SEPARATOR));
    await waitUntil('no socket is left', () => admittedSockets(hub).length === 0);
  });

  it.each([
    ['keys', `421["sync",{"conversations":{${Array.from({ length: 20_000 }, (_, id) => `"${id}":1`).join()}}}]`],
    ['lists', `421["sync",${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
  ])('a command of very many %s is refused before it is parsed', async (_, packet) => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send(packet);
    await raw.waitForFrame('431[');
    expect(starting(raw.frames, '431[')[0]).toMatch(/"request\.invalid".*payload has too many fields/);
    expect(raw.isClosed).toBe(false);
  });

  it('long commands of many clients are all answered, also while one of another client does not come whole', async () => {
    const hub = await startHub({}, undefined, { nodes: 1 });
    const ana = await register(hub, 'Ana');
    const half = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    const joined = new Promise((resolve) =>
      half.on('message', (data: Buffer) => data.toString().startsWith('40') && resolve(undefined)),
    );
    await once(half, 'open');
    half.send(`40${JSON.stringify({ token: ana.token })}`);
    await joined;
    half.send('x'.repeat(200_000), { fin: false });

    const sockets = await Promise.all(Array.from({ length: 10 }, () => RawSocket.openAuthenticated(hub.url, ana.token)));
    for (const raw of sockets) for (const id of [1, 2]) raw.send(commandOf(290_000, id));

    await Promise.all(sockets.flatMap((raw) => [raw.waitForFrame('431['), raw.waitForFrame('432[')]));
    expect(sockets.filter(({ isClosed }) => isClosed)).toEqual([]);
    half.terminate();
    for (const raw of sockets) raw.close();
  });

  it('no long command is read of a user who was refused too many, on no connection, until some time has passed', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '10' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const [first, second] = [await RawSocket.openAuthenticated(hub.url, ana.token), await RawSocket.openAuthenticated(hub.url, ana.token)];
    for (const id of [1, 2]) {
      first.send(commandOf(1_400_000, id));
      await first.waitForFrame(`43${id}[`);
      expect(starting(first.frames, `43${id}[`)[0]).toContain('"request.too_large"');
    }

    second.send(commandOf(200_000, 3));
    await second.waitForClose();
    expect(starting(second.frames, '433[')).toEqual([]);
    const his = await RawSocket.openAuthenticated(hub.url, ben.token);
    his.send(commandOf(200_000, 4));
    await his.waitForFrame('434[');
    expect(his.isClosed).toBe(false);

    // Each attempt on a connection of its own: one that is not read is closed.
    await waitUntil('long commands are read again', async () => {
      const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
      raw.send(commandOf(200_000, 5));
      await raw.waitForFrame('435[');
      raw.close();
      return starting(raw.frames, '435[').length > 0;
    });
  });

  it('half-sent messages beyond what all may have end the connections of the user with most of them', async () => {
    const hub = await startHub({ INCOMPLETE_BYTES: '1000000' }, undefined, { nodes: 1 });
    const [ana, ben] = [await register(hub, 'Ana'), await register(hub, 'Ben')];
    const half = async (person: TestPerson) => {
      const socket = new WebSocket(`${hub.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      const frames: string[] = [];
      socket.on('message', (data: Buffer) => frames.push(data.toString()));
      await once(socket, 'open');
      socket.send(`40${JSON.stringify({ token: person.token })}`);
      await waitUntil('it is let in', () => frames.some((frame) => frame.startsWith('40')));
      // A part of a message that is not the last one.
      socket.send('x'.repeat(200_000), { fin: false });
      return socket;
    };
    const his = await half(ben);
    const hers: WebSocket[] = [];
    for (let count = 0; count < 5; count += 1) hers.push(await half(ana));
    await waitUntil('hers are gone', () => hers.every(({ readyState }) => readyState === WebSocket.CLOSED));
    expect(his.readyState).toBe(WebSocket.OPEN);
    expect(admittedSockets(hub).map(({ data }) => data.actor.id)).toEqual([ben.id]);
    his.terminate();
  });

  it('a session that is upgraded to a WebSocket keeps its limits', async () => {
    const hub = await startHub();
    const ana = await register(hub, 'Ana');
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    const raw = await RawSocket.upgrade(hub.url, session.path('websocket'));
    raw.send(commandOf(200_000, 1));
    await raw.waitForFrame('431[');
    expect(starting(raw.frames, '431[')[0]).toContain('"request.invalid"');
    raw.send(commandOf(1_500_000, 2));
    await raw.waitForClose();
    expect(starting(raw.frames, '432[')).toEqual([]);
  });

  it('one sync is answered at a time, and others wait', async () => {
    const hub = await startHub();
    const ana = await (await register(hub, 'Ana')).connect();
    const { rollback: release } = await hub.openTransaction('lock table conversations in access exclusive mode', []);
    const answers = Array.from({ length: 20 }, () => ana.emitRaw('sync', { conversations: {} }));
    const refused = await Promise.race(answers);
    expect(refused.error?.code).toBe('rate.concurrent');
    await release();
    const codes = (await Promise.all(answers)).map(({ error }) => error?.code);
    expect(codes.filter((code) => code === undefined)).toHaveLength(9);
    expect(codes.filter((code) => code === 'rate.concurrent')).toHaveLength(11);
  });
});
