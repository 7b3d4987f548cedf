import { createHmac } from 'node:crypto';
import { commands, type CommandName } from '@smart-hub/contract/events';
import { io, type Socket } from 'socket.io-client';
import { EndedSessions } from '../src/realtime/ended-sessions.js';
import { connectionsOf } from '../src/realtime/socket-io-internals.js';
import { SocketServer } from '../src/realtime/socket-server.js';
import { cluster } from './support/cluster.js';
import {
  closeHubs,
  closeSockets,
  register,
  settings,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { PollingClient } from './support/polling.js';
import { waitForOnlineUsers } from './support/presence.js';
import { RawSocket } from './support/raw-socket.js';

afterEach(closeSockets);
afterAll(closeHubs);

describe('a command', () => {
  let hub: TestHub;
  let ana: TestPerson;
  let ben: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
    [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  });

  it('is acknowledged exactly once: with its result, or with a problem', async () => {
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    const good = JSON.stringify({ receiverId: ben.id, content: 'Hello' });
    const sent = [
      `421["send_message",${good}]`,
      '422["send_message",{"content":"x"}]',
      '423["send_message"]',
      '424["send_message",null]',
      '425["no_such_command",{}]',
      '426["error",{}]',
      `427["send_message",${good},"and more",[],{}]`,
      `428["send_message",{"receiverId":"${ana.id}","content":"x"}]`,
      // Without an acknowledgement, and the last one to come.
      '42["no_such_command"]',
      `429["send_message",${good}]`,
    ];
    for (const frame of sent) raw.send(frame);
    await raw.waitForFrame('439');
    const answers = raw.frames
      .filter((frame) => frame.startsWith('43'))
      .map((frame) => [frame.slice(2, 3), codeIn(frame)]);
    expect(answers.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
      ['1', undefined],
      ['2', 'request.invalid'],
      ['3', 'request.invalid'],
      ['4', 'request.invalid'],
      ['5', 'command.unknown'],
      ['6', 'command.unknown'],
      ['7', undefined],
      ['8', 'message.to_oneself'],
      ['9', undefined],
    ]);
    const events = raw.frames.filter((frame) => frame.startsWith('42')).map((frame) => frame.split('"')[1]);
    expect(events.filter((name) => name !== 'presence_state').toSorted()).toEqual([
      'command_failed',
      'message_sent',
      'message_sent',
      'message_sent',
    ]);
    raw.close();
  });

  it('without acknowledgement is told of by command_failed, to the socket that sent it alone, and when it fails alone', async () => {
    const [laptop, phone, his] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);
    laptop.emit('send_message', { receiverId: ben.id, content: '' });
    expect(await laptop.next('command_failed')).toMatchObject({
      command: 'send_message',
      error: {
        type: 'urn:smart-hub:problem:request.invalid',
        status: 400,
        code: 'request.invalid',
        message: ['content must be 1 to 8000 characters long'],
        retryable: false,
      },
    });
    laptop.emit('x'.repeat(5000));
    expect(await laptop.next('command_failed')).toMatchObject({
      command: 'x'.repeat(100),
      error: { code: 'command.unknown' },
    });
    // An acknowledgement that is not last is none.
    laptop.emit('send_message', () => undefined, { receiverId: ben.id, content: 'x' });
    expect(await laptop.next('command_failed')).toMatchObject({ error: { message: ['payload must be an object'] } });

    laptop.emit('send_message', { receiverId: ben.id, content: 'Hello' });
    const told = await phone.next('message_sent');
    expect(await laptop.next('message_sent')).toEqual(told);
    expect(await his.next('new_message')).toEqual(told);
    expect(laptop.payloads('command_failed')).toHaveLength(3);
    expect([...phone.receivedNames(), ...his.receivedNames()]).not.toContain('command_failed');
  });

  it.each<[CommandName, (conversationId: string) => object]>([
    ['send_message', (conversationId) => ({ conversationId, content: 'x' })],
    ['mark_read', (conversationId) => ({ conversationId, seq: 1 })],
    ['mark_delivered', (conversationId) => ({ conversationId, seq: 1 })],
    ['typing', (conversationId) => ({ conversationId, active: false })],
    ['sync', () => ({ conversations: {} })],
  ])('%s ignores fields that it does not know', async (name, payload) => {
    const socket = await ana.connect();
    const { conversation } = await socket.send({ receiverId: ben.id, content: 'x' });
    const answer = await socket.emitRaw(name, { ...payload(conversation.id), createdAt: 'today', more: { x: 1 } });
    expect(answer).toEqual(commands[name].result.parse(answer));
  });

  it.each([
    ...['nothing', 'error', '__proto__', 'constructor', 'hasOwnProperty', '', 'message_sent', 'SEND_MESSAGE'].map(
      (name) => [`"${name}"`, name] as const,
    ),
    ['200 kB of text', 'x'.repeat(200_000)] as const,
  ])('called %s does not exist, and is refused in words', async (_, name) => {
    const socket = await ana.connect();
    const { error } = await socket.emitRaw(name, { receiverId: ben.id, content: 'x' });
    expect(error).toMatchObject({ code: 'command.unknown', status: 404, retryable: false });
    expect(await socket.send({ receiverId: ben.id, content: 'x' })).toHaveProperty('seq');
    expect(socket.payloads('message_sent')).toHaveLength(1);
  });

  it('tells nothing of the inside when the server fails, and works again after it', async () => {
    const socket = await ana.connect();
    const message = { receiverId: ben.id, content: 'Hello' };
    await hub.sql.rows('alter table messages rename column content to gone');
    const { error } = await socket.emitRaw('send_message', message);
    await hub.sql.rows('alter table messages rename column gone to content');
    expect(error).toMatchObject({ status: 500, code: 'server.error', retryable: true, requestId: expect.any(String) });
    expect(JSON.stringify(error)).not.toMatch(/column|select|insert|content|\.ts|\.js/i);
    expect(await socket.send(message)).toHaveProperty('seq');
  });
});

describe('a handshake', () => {
  let hub: TestHub;
  let ana: TestPerson;
  beforeAll(async () => {
    hub = await startHub();
    ana = await register(hub, 'Ana');
  });

  it.each<[string, () => object]>([
    ['auth.token', () => ({ auth: { token: ana.token } })],
    ['the header', () => ({ extraHeaders: { Authorization: `Bearer ${ana.token}` } })],
    [
      'the header, over polling',
      () => ({ transports: ['polling'], extraHeaders: { authorization: `bearer ${ana.token}` } }),
    ],
    ['auth.token, over polling', () => ({ transports: ['polling'], auth: { token: ana.token } })],
    ['auth.token, whatever else is there', () => ({ auth: { token: ana.token, id: 1, user: null } })],
  ])('with a good token in %s is let in', async (_, options) => {
    const socket = plain(options());
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    socket.disconnect();
  });

  it.each<[string, () => object, string]>([
    ['no token', () => ({}), 'auth.token_missing'],
    ['no token, but other things', () => ({ auth: { user: ana.id } }), 'auth.token_missing'],
    ['a token that is a number', () => ({ auth: { token: 1 } }), 'auth.token_missing'],
    ['a token that is an object', () => ({ auth: { token: { toString: 'x' } } }), 'auth.token_missing'],
    ['an empty token', () => ({ auth: { token: '' } }), 'auth.token_invalid'],
    ['words', () => ({ auth: { token: 'let me in' } }), 'auth.token_invalid'],
    ['a token that was changed', () => ({ auth: { token: `${ana.token.slice(0, -2)}xx` } }), 'auth.token_invalid'],
    ['a token of another secret', () => ({ auth: { token: forge({}, 'another secret') } }), 'auth.token_invalid'],
    ['a token without algorithm', () => ({ auth: { token: forge({}, '', 'none') } }), 'auth.token_invalid'],
    ['a token without end', () => ({ auth: { token: forge({ exp: undefined }) } }), 'auth.token_invalid'],
    ['a token for somebody else', () => ({ auth: { token: forge({ aud: 'other' }) } }), 'auth.token_invalid'],
    [
      'a token of nobody',
      () => ({ auth: { token: forge({ sub: '018f3b1c-7a00-7000-8000-000000000001' }) } }),
      'auth.token_invalid',
    ],
    ['an expired token', () => ({ auth: { token: forge({ exp: 1_700_000_000 }) } }), 'auth.token_expired'],
    [
      'an expired token in the header',
      () => ({ extraHeaders: { authorization: `Bearer ${forge({ exp: 1 })}` } }),
      'auth.token_expired',
    ],
    ['another scheme', () => ({ extraHeaders: { authorization: `Basic ${ana.token}` } }), 'auth.token_missing'],
  ])('with %s is refused with a problem; with a good one then let in', async (_, options, code) => {
    const socket = plain(options());
    const refusal = await new Promise<Error & { data?: unknown }>((resolve) => socket.once('connect_error', resolve));
    expect(refusal.data).toMatchObject({
      type: `urn:smart-hub:problem:${code}`,
      code,
      status: 401,
      detail: refusal.message,
      requestId: expect.any(String),
    });
    expect(socket.connected).toBe(false);
    socket.auth = { token: forge({}) };
    await new Promise<void>((resolve) => socket.once('connect', resolve).connect());
    socket.disconnect();
  });

  it('of a deleted account is refused', async () => {
    const ben = await register(hub);
    (await ben.connect()).close();
    await hub.sql.rows('delete from users where id = $1', [ben.id]);
    const refused = ben.client.connect({ forceNew: true });
    await expect(refused.ready()).rejects.toMatchObject({ code: 'auth.token_invalid' });
    refused.close();
  });

  it('of another namespace is refused, and the first one goes on', async () => {
    const socket = await ana.connect();
    const stray = (socket.hub.io.io as unknown as { socket(name: string, options: object): Socket }).socket('/admin', {
      auth: { token: ana.token },
    });
    const refusal = await new Promise<Error>((resolve) => stray.once('connect_error', resolve));
    expect(refusal.message).toBe('Invalid namespace');
    expect(await socket.emitRaw('nothing')).toMatchObject({ error: { code: 'command.unknown' } });
  });

  function plain(options: object): Socket {
    return io(hub.url, { transports: ['websocket'], forceNew: true, ...options });
  }

  /** A token of Ana's as the server signs them, but for what is given. */
  function forge(claims: object, secret = settings.JWT_SECRET, alg = 'HS256'): string {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const body = `${part({ alg, typ: 'JWT' })}.${part({ sub: ana.id, exp, aud: 'smart-hub', typ: 'access', ...claims })}`;
    return `${body}.${alg === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url')}`;
  }
});

describe('a socket whose token expires', () => {
  it('gets session_expired, is disconnected, and does nothing more', async () => {
    const hub = await startHub({ JWT_EXPIRES_IN: '8s' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const expiresAt = JSON.parse(Buffer.from(ana.token.split('.')[1]!, 'base64url').toString()).exp * 1000;
    const [laptop, phone] = await Promise.all([ana.connect(), ana.connect({ transports: ['polling'] })]);
    const ends = Promise.all([laptop.waitForDisconnect(), phone.waitForDisconnect()]);
    const sent: number[] = [];
    // As fast as the answers come, until there are none.
    const sending = (async () => {
      while (phone.hub.io.connected) {
        const askedAt = Date.now();
        const answer = await Promise.race([phone.send({ receiverId: ben.id, content: 'x' }), phone.waitForDisconnect()]);
        if (typeof answer === 'string') break;
        sent.push(askedAt);
      }
    })().catch((error: { code?: string }) => expect(error.code).toBe('auth.token_expired'));

    expect(await ends).toEqual(['io server disconnect', 'io server disconnect']);
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt - 5);
    expect(Date.now()).toBeLessThan(expiresAt + 30_000);
    for (const socket of [laptop, phone]) {
      expect(await socket.next('session_expired')).toMatchObject({
        error: { code: 'auth.token_expired', status: 401 },
      });
      expect(socket.payloads('session_expired')).toHaveLength(1);
    }
    await sending;
    expect(sent.length).toBeGreaterThan(0);
    expect(Math.max(...sent)).toBeLessThanOrEqual(expiresAt);
    const again = ana.client.connect({ forceNew: true });
    await expect(again.ready()).rejects.toMatchObject({ code: 'auth.token_expired' });
    again.close();
  });

  it('is refused what it asks for after the end, however late the server is to disconnect it', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    // Nobody disconnects it in time.
    for (const ends of hub.providers(EndedSessions)) await ends.beforeApplicationShutdown();
    // By hand: the clock is the client's, too, which would think the server gone.
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    const message = JSON.stringify({ receiverId: ben.id, content: 'Hello' });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    raw.send(`421["send_message",${message}]`);
    await raw.waitForFrame('431').finally(() => clock.mockRestore());
    raw.send(`422["send_message",${message}]`);
    await raw.waitForFrame('432');
    const answers = raw.frames.filter((frame) => frame.startsWith('43'));
    expect(answers.map(codeIn)).toEqual(['auth.token_expired', undefined]);
    raw.close();
  });
});

describe('a socket whose account is deleted', () => {
  it('gets session_expired and is disconnected, and its user is offline for the others', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [laptop, phone, his] = [
      await ana.connect(),
      await ana.connect({ transports: ['polling'] }),
      await ben.connect(),
    ];

    await waitForOnlineUsers(hub, ana, ben);
    const ends = Promise.all([laptop.waitForDisconnect(), phone.waitForDisconnect()]);

    await hub.sql.rows('delete from users where id = $1', [ana.id]);

    expect(await ends).toEqual(['io server disconnect', 'io server disconnect']);
    for (const socket of [laptop, phone]) {
      expect(await socket.next('session_expired')).toMatchObject({
        error: { code: 'auth.token_invalid', status: 401 },
      });
    }
    expect(await his.next('user_left')).toMatchObject({ id: ana.id });
    await his.hub.command('ping', {});
    expect(his.receivedNames()).not.toContain('session_expired');
  });
});

describe('a socket that leaves', () => {
  it('has its connection closed, which would outlive its token', async () => {
    const hub = await startHub();
    const ana = await register(hub);
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    raw.send('41');
    await raw.waitForClose();
    const session = await PollingClient.openAuthenticated(hub.url, ana.token);
    await session.post('41');
    const connections = () => hub.providers(SocketServer).flatMap(({ io }) => Object.keys(connectionsOf(io)));
    await waitUntil('the session has ended', () => connections().length === 0);
  });
});

describe('events', () => {
  it('reach every socket of a user once and in order, over every transport', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const ways = [['websocket'], ['polling'], ['polling', 'websocket']];
    const hers = await Promise.all(ways.map((transports) => ana.connect({ transports })));
    const his = await Promise.all(ways.map((transports) => ben.connect({ transports })));
    const sent = await Promise.all(
      Array.from({ length: 90 }, (_, index) => hers[index % 3]!.send({ receiverId: ben.id, content: `${index}` })),
    );
    const ordered = sent.toSorted((a, b) => a.seq - b.seq);
    for (const [sockets, name] of [
      [hers, 'message_sent'],
      [his, 'new_message'],
    ] as const) {
      await Promise.all(sockets.map((socket) => socket.waitForCount(name, 90)));
      for (const socket of sockets) expect(socket.messages()).toEqual(ordered);
    }
  });
});

describe('the command limit', () => {
  it('is a user’s on all of their sockets together, with a burst of five times, and nobody else’s', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '1' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [laptop, phone, his] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);
    const start = performance.now();
    const burst = Array.from({ length: 30 }, (_, index) =>
      (index % 2 ? laptop : phone).emitRaw('send_message', { receiverId: ben.id, content: `${index}` }),
    );
    // What has no acknowledgement, and what does not exist, is counted, too.
    laptop.emit('no_such_command');
    phone.emit('send_message', { receiverId: ben.id, content: 'x' });
    const answers = await Promise.all(burst);
    const earned = Math.ceil((performance.now() - start) / 1000);
    const through = answers.filter(({ error }) => !error);
    expect(through.length).toBeGreaterThanOrEqual(5);
    // What comes to two nodes before they have heard of each other passes twice, and is paid off.
    const ahead = cluster().nodes === 1 ? 0 : 5;
    expect(through.length).toBeLessThanOrEqual(5 + ahead + earned);
    for (const { error } of answers.filter((answer) => answer.error)) {
      expect(error).toMatchObject({ code: 'rate.limited', status: 429, retryable: true });
      const { retryAfter } = error as unknown as { retryAfter: number };
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(1 + ahead);
    }
    const failures = await Promise.all([laptop.next('command_failed'), phone.next('command_failed')]);
    expect(failures.map(({ error }) => error.code)).toContain('rate.limited');

    const later = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000 * (1 + ahead));
    const afterwards = await laptop.emitRaw('send_message', { receiverId: ben.id, content: 'now I may' });
    later.mockRestore();
    expect(afterwards).toMatchObject({ content: 'now I may' });

    const answer = await his.send({ receiverId: ana.id, content: 'I may' });
    expect(await laptop.next('new_message')).toEqual(answer);
    const stored = await hub.sql.rows('select 1 from messages where sender_id = $1', [ana.id]);
    expect(stored).toHaveLength(through.length + 1);
  });
});

function codeIn(frame: string): string | undefined {
  return frame.match(/"code":"([^"]+)"/)?.[1];
}
