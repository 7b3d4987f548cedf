import { connect as connectTcp } from 'node:net';
import { closeSockets, register, type TestPerson } from './support/hub.js';
import { RawSocket } from './support/raw-socket.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';
import type { TestSocket } from './support/test-socket.js';

/** The built server runs in its own process, so that the tests notice when that process ends. */
describe('other users are not affected by a client that sends', () => {
  let server: TestServerProcess;
  let ana: TestPerson;
  let ben: TestPerson;
  let mallory: TestPerson;
  let anaSocket: TestSocket;
  let benSocket: TestSocket;
  let ids: string[];
  beforeAll(async () => {
    server = await startTestServer();
    [ana, ben, mallory] = await Promise.all([register(server), register(server), register(server, 'Mallory')]);
    [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    ids = [anaSocket.id, benSocket.id];
  });
  afterAll(async () => {
    closeSockets();
    await stopTestServers();
  });

  /**
   * Checks that the server still runs and has logged no unexpected error, that Ana and Ben are still connected, and that the
   * hostile user can connect again.
   */
  async function expectUnaffected(): Promise<void> {
    const sent = await anaSocket.send({ receiverId: ben.id, content: 'Are you there?' });
    expect(await benSocket.next('new_message')).toEqual(sent);
    expect([anaSocket.id, benSocket.id]).toEqual(ids);
    const raw = await RawSocket.openAuthenticated(server.url, mallory.token);
    raw.close();
    expect(server.isAlive()).toBe(true);
    expect(server.output()).not.toMatch(/unhandled|uncaught|TypeError|RangeError/i);
  }

  it.each([
    'connect',
    'connect_error',
    'disconnect',
    'disconnecting',
    'newListener',
    'removeListener',
    'error',
    '__proto__',
    'constructor',
    'toString',
    'exception',
    'presence_state',
    '',
    '\\ud800',
    '\\u0000',
  ])('an event named "%s"', async (name) => {
    await sendHostileFrames(`42["${name}",{}]`, `421["${name}",{}]`);
  });

  it.each([
    ['an event whose name is a number', '42[1,{}]'],
    ['an event whose name is a number, with an acknowledgement id', '421[1,{}]'],
    ['an event whose name is null', '42[null,{}]'],
    ['an event whose name is an object', '42[{},{}]'],
    ['an event without a name', '42[]'],
    ['an event that is an object', '42{}'],
    ['an event that is a string', '42"x"'],
    ['an event without an array', '42'],
    ['an event whose JSON is cut off', '42["send_message",{"content":"'],
    ['an event with a name of one megabyte', `42["${'x'.repeat(1_000_000)}"]`],
    ['an event with ten thousand arguments', `42["send_message"${',null'.repeat(10_000)}]`],
    ['an event with 100,000 nested arrays', `42["send_message",${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
    ['an event with 100,000 nested objects', `42["send_message",${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`],
    ['an event with __proto__ in its payload', '421["send_message",{"__proto__":{"content":"x"}}]'],
    ['an event with a huge acknowledgement id', '4299999999999999999999999["send_message",{}]'],
    ['an event with a negative acknowledgement id', '42-1["send_message",{}]'],
    ['an acknowledgement of an event that the server did not send', '43123["x"]'],
    ['an acknowledgement without an id', '43["x"]'],
    ['a CONNECT_ERROR packet', '44{"message":"x"}'],
    ['a second CONNECT packet', '40{}'],
    ['a CONNECT packet with null', '40null'],
    ['a CONNECT packet with an array', '40[]'],
    ['a CONNECT packet for another namespace', '40/admin,{}'],
    ['an event for another namespace', '42/admin,["send_message",{}]'],
    ['a CONNECT packet for the namespace __proto__', '40/__proto__,{}'],
    ['a DISCONNECT packet', '41'],
    ['a packet without a type', '4'],
    ['a packet of an unknown type', '49["x"]'],
    ['a packet whose type is a letter', '4x'],
    ['an empty frame', ''],
    ['a frame of an unknown type', '9'],
    ['an open frame', '0{}'],
    ['a close frame', '1'],
    ['an upgrade frame', '5'],
    ['an upgrade probe', '2probe'],
    ['bytes in base64', 'bAAAA'],
    [
      'a binary event that announces no attachment but refers to one',
      '450-["send_message",{"_placeholder":true,"num":0}]',
    ],
    ['a binary event that announces billions of attachments', '459999999999-["send_message"]'],
    ['a binary event that announces no number of attachments', '45["send_message"]'],
    [
      'a binary event that is followed by text instead of its attachment',
      '451-["send_message",{"_placeholder":true,"num":0}]',
    ],
  ])('%s', async (_, frame) => {
    await sendHostileFrames(frame);
  });

  it.each([
    ['bytes that no event announced', [new Uint8Array([1, 2, 3])]],
    [
      'an event with bytes as its payload',
      ['451-["send_message",{"_placeholder":true,"num":0}]', new Uint8Array([1, 2, 3])],
    ],
    [
      'an event whose bytes have an invalid index',
      ['451-["send_message",{"_placeholder":true,"num":"splice"}]', new Uint8Array([1])],
    ],
    ['an event with bytes as its name', ['451-[{"_placeholder":true,"num":0}]', new Uint8Array([1])]],
    ['a text frame above the size limit', [`42["send_message","${'x'.repeat(6_000_000)}"]`]],
    ['a binary frame above the size limit', [new Uint8Array(6_000_000)]],
  ])('%s', async (_, frames) => {
    await sendHostileFrames(...frames);
  });

  it('frames without authentication, and receives no event', async () => {
    for (const frame of [
      '40',
      '40{"token":1}',
      '40{"token":"x"}',
      '40{"token":{}}',
      '42["send_message",{}]',
      '43',
      '451-["x"]',
      '',
    ]) {
      const raw = await RawSocket.connect(server.url);
      raw.send(frame);
      raw.send(new Uint8Array([0, 255]));
      raw.send('42["send_message",{}]');
      await raw.waitForFrame('never');
      expect(raw.frames.filter((received) => received.startsWith('42') || received.startsWith('40'))).toEqual([]);
    }
    await expectUnaffected();
  });

  it('polling requests that violate the protocol', async () => {
    const queries = ['', 'EIO=4', 'EIO=3&transport=polling', 'EIO=x&transport=polling', 'EIO=4&transport=__proto__'];
    for (const query of [...queries, 'EIO=4&transport=polling&sid=nobody', 'EIO=4&transport=websocket&sid=__proto__']) {
      expect((await fetch(`${server.url}/socket.io/?${query}`)).status).toBe(400);
      expect((await fetch(`${server.url}/socket.io/?${query}`, { method: 'POST', body: 'x' })).status).toBe(400);
    }
    const opened = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
    const session = `${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    await fetch(session, { method: 'POST', body: '\u001e\u001e42[1]\u001ex' });
    await expectUnaffected();
  });

  it('a partial handshake or frame and then resets the connection', async () => {
    const upgrade = (path: string, key = 'dGhlIHNhbXBsZSBub25jZQ==') =>
      `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\n\r\n`;
    const path = '/socket.io/?EIO=4&transport=websocket';
    const attempts = [
      upgrade(path).slice(0, 60),
      upgrade(path, 'short'),
      upgrade('/socket.io/?EIO=9&transport=websocket'),
      `${upgrade(path)}\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff`,
      `${upgrade(path)}\x81\xfe\x00`,
      upgrade(path),
    ];
    for (const bytes of attempts) {
      await new Promise<void>((resolve) => {
        const socket = connectTcp(Number(new URL(server.url).port), '127.0.0.1', () => {
          socket.write(bytes, 'latin1', () => socket.resetAndDestroy());
        });
        socket.on('error', () => undefined).on('close', () => resolve());
      });
    }
    await expectUnaffected();
  });

  /** Sends frames as an authenticated client. The response to a last, well-formed frame shows that all have been processed. */
  async function sendHostileFrames(...frames: (string | Uint8Array<ArrayBuffer>)[]): Promise<void> {
    const raw = await RawSocket.openAuthenticated(server.url, mallory.token);
    for (const frame of frames) raw.send(frame);
    raw.send('4277["send_message",null]');
    await raw.waitForFrame('4377[{"error":');
    raw.close();
    await expectUnaffected();
  }
});
