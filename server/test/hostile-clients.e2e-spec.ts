import { connect as connectTcp } from 'node:net';
import { closeSockets, register, type TestPerson } from './support/hub.js';
import { RawSocket } from './support/raw-socket.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';
import type { TestSocket } from './support/test-socket.js';

/** Of the built server in a process of its own: what ends it, ends it here, too. */
describe('whatever a client sends, the others go on', () => {
  let server: TestServerProcess;
  let ana: TestPerson;
  let ben: TestPerson;
  let mallory: TestPerson;
  let hers: TestSocket;
  let his: TestSocket;
  let ids: string[];
  beforeAll(async () => {
    server = await startTestServer();
    [ana, ben, mallory] = await Promise.all([register(server), register(server), register(server, 'Mallory')]);
    [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    ids = [hers.id, his.id];
  });
  afterAll(async () => {
    closeSockets();
    await stopTestServers();
  });

  /** The process lives, the others have never lost their connection, and whoever did it may come back. */
  async function expectUnharmed(): Promise<void> {
    const sent = await hers.send({ receiverId: ben.id, content: 'Are you there?' });
    expect(await his.next('new_message')).toEqual(sent);
    expect([hers.id, his.id]).toEqual(ids);
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
  ])('an event called "%s"', async (name) => {
    await attack(`42["${name}",{}]`, `421["${name}",{}]`);
  });

  it.each([
    ['an event whose name is a number', '42[1,{}]'],
    ['the same with an acknowledgement', '421[1,{}]'],
    ['an event whose name is null', '42[null,{}]'],
    ['an event whose name is an object', '42[{},{}]'],
    ['an event without anything', '42[]'],
    ['an event that is an object', '42{}'],
    ['an event that is text', '42"x"'],
    ['an event that is nothing', '42'],
    ['an event that is cut off', '42["send_message",{"content":"'],
    ['an event with a name of a megabyte', `42["${'x'.repeat(1_000_000)}"]`],
    ['an event with ten thousand arguments', `42["send_message"${',null'.repeat(10_000)}]`],
    ['an event as deep as it is long', `42["send_message",${'['.repeat(100_000)}${']'.repeat(100_000)}]`],
    ['an object as deep as it is long', `42["send_message",${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}]`],
    ['an event with the prototype in its payload', '421["send_message",{"__proto__":{"content":"x"}}]'],
    ['an acknowledgement with a huge number', '4299999999999999999999999["send_message",{}]'],
    ['an acknowledgement with a negative number', '42-1["send_message",{}]'],
    ['an answer to nothing', '43123["x"]'],
    ['an answer without a number', '43["x"]'],
    ['an error of a connection', '44{"message":"x"}'],
    ['a second connection on the same', '40{}'],
    ['a connection with null', '40null'],
    ['a connection with an array', '40[]'],
    ['a connection to another namespace', '40/admin,{}'],
    ['an event of another namespace', '42/admin,["send_message",{}]'],
    ['a namespace with the prototype', '40/__proto__,{}'],
    ['a disconnect', '41'],
    ['a packet of no type', '4'],
    ['a packet of an unknown type', '49["x"]'],
    ['a packet that is none', '4x'],
    ['an empty frame', ''],
    ['an unknown frame', '9'],
    ['an open frame', '0{}'],
    ['a close frame', '1'],
    ['an upgrade frame', '5'],
    ['a probe', '2probe'],
    ['bytes in base64', 'bAAAA'],
    ['a binary event that says it has no bytes', '450-["send_message",{"_placeholder":true,"num":0}]'],
    ['a binary event that says it has very many', '459999999999-["send_message"]'],
    ['a binary event that does not say', '45["send_message"]'],
    ['a binary event that is followed by text', '451-["send_message",{"_placeholder":true,"num":0}]'],
  ])('%s', async (_, frame) => {
    await attack(frame);
  });

  it.each([
    ['bytes that nobody announced', [new Uint8Array([1, 2, 3])]],
    ['an event of bytes', ['451-["send_message",{"_placeholder":true,"num":0}]', new Uint8Array([1, 2, 3])]],
    ['bytes in an unknown place', ['451-["send_message",{"_placeholder":true,"num":"splice"}]', new Uint8Array([1])]],
    ['bytes as the name', ['451-[{"_placeholder":true,"num":0}]', new Uint8Array([1])]],
    ['a frame over the limit', [`42["send_message","${'x'.repeat(6_000_000)}"]`]],
    ['bytes over the limit', [new Uint8Array(6_000_000)]],
  ])('%s', async (_, frames) => {
    await attack(...frames);
  });

  it('a stranger, who sends the same without a token', async () => {
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
      expect(raw.frames.filter((came) => came.startsWith('42') || came.startsWith('40'))).toEqual([]);
    }
    await expectUnharmed();
  });

  it('requests that speak the transport wrongly', async () => {
    const queries = ['', 'EIO=4', 'EIO=3&transport=polling', 'EIO=x&transport=polling', 'EIO=4&transport=__proto__'];
    for (const query of [...queries, 'EIO=4&transport=polling&sid=nobody', 'EIO=4&transport=websocket&sid=__proto__']) {
      expect((await fetch(`${server.url}/socket.io/?${query}`)).status).toBe(400);
      expect((await fetch(`${server.url}/socket.io/?${query}`, { method: 'POST', body: 'x' })).status).toBe(400);
    }
    const opened = await fetch(`${server.url}/socket.io/?EIO=4&transport=polling`);
    const { sid } = JSON.parse((await opened.text()).slice(1)) as { sid: string };
    const session = `${server.url}/socket.io/?EIO=4&transport=polling&sid=${sid}`;
    await fetch(session, { method: 'POST', body: '\u001e\u001e42[1]\u001ex' });
    await expectUnharmed();
  });

  it('connections that are cut in the middle of a handshake, or of a frame', async () => {
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
    await expectUnharmed();
  });

  /** Sends frames as somebody who is logged in; one more that is good shows that they have been read. */
  async function attack(...frames: (string | Uint8Array<ArrayBuffer>)[]): Promise<void> {
    const raw = await RawSocket.openAuthenticated(server.url, mallory.token);
    for (const frame of frames) raw.send(frame);
    raw.send('4277["send_message",null]');
    await raw.waitForFrame('4377[{"error":');
    raw.close();
    await expectUnharmed();
  }
});
