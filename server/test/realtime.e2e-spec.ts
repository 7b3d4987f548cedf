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

  it('is acknowledged exactly once, either with its result or with a problem', async () => {
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    const message = JSON.stringify({ receiverId: ben.id, content: 'Hello' });
    const frames = [
      `421["send_message",${message}]`,
      '422["send_message",{"content":"x"}]',
      '423["send_message"]',
      '424["send_message",null]',
      '425["no_such_command",{}]',
      '426["error",{}]',
      `427["send_message",${message},"and more",[],{}]`,
      `428["send_message",{"receiverId":"${ana.id}","content":"x"}]`,
      // Without an acknowledgement id.
      '42["no_such_command"]',
      // The last command: the test waits for its acknowledgement.
      `429["send_message",${message}]`,
    ];
    for (const frame of frames) raw.send(frame);
    await raw.waitForFrame('439');
    const acknowledgements = raw.frames
      .filter((frame) => frame.startsWith('43'))
      .map((frame) => [frame.slice(2, 3), codeIn(frame)]);
    expect(acknowledgements.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual([
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

  it('without an acknowledgement causes a command_failed event only if the command fails, and only on the socket that sent it', async () => {
    const [laptop, phone, benSocket] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);
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
    // A function counts as the acknowledgement only if it is the last argument.
    laptop.emit('send_message', () => undefined, { receiverId: ben.id, content: 'x' });
    expect(await laptop.next('command_failed')).toMatchObject({ error: { message: ['payload must be an object'] } });

    laptop.emit('send_message', { receiverId: ben.id, content: 'Hello' });
    const message = await phone.next('message_sent');
    expect(await laptop.next('message_sent')).toEqual(message);
    expect(await benSocket.next('new_message')).toEqual(message);
    expect(laptop.payloads('command_failed')).toHaveLength(3);
    expect([...phone.receivedNames(), ...benSocket.receivedNames()]).not.toContain('command_failed');
  });

  it.each<[CommandName, (conversationId: string) => object]>([
    ['send_message', (conversationId) => ({ conversationId, content: 'x' })],
    ['mark_read', (conversationId) => ({ conversationId, seq: 1 })],
    ['mark_delivered', (conversationId) => ({ conversationId, seq: 1 })],
    ['typing', (conversationId) => ({ conversationId, active: false })],
    ['sync', () => ({ conversations: {} })],
  ])('named %s ignores unknown fields', async (name, payload) => {
    const socket = await ana.connect();
    const { conversation } = await socket.send({ receiverId: ben.id, content: 'x' });
    const result = await socket.emitRaw(name, { ...payload(conversation.id), createdAt: 'today', more: { x: 1 } });
    expect(result).toEqual(commands[name].result.parse(result));
  });

  it.each([
    ...['nothing', 'error', '__proto__', 'constructor', 'hasOwnProperty', '', 'message_sent', 'SEND_MESSAGE'].map(
      (name) => [`"${name}"`, name] as const,
    ),
    ['200 kB of text', 'x'.repeat(200_000)] as const,
  ])('with the unknown name %s fails with command.unknown, and the next command succeeds', async (_, name) => {
    const socket = await ana.connect();
    const { error } = await socket.emitRaw(name, { receiverId: ben.id, content: 'x' });
    expect(error).toMatchObject({ code: 'command.unknown', status: 404, retryable: false });
    expect(await socket.send({ receiverId: ben.id, content: 'x' })).toHaveProperty('seq');
    expect(socket.payloads('message_sent')).toHaveLength(1);
  });

  it('that fails with a server error reveals no internals, and a later command succeeds', async () => {
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
    ['the Authorization header', () => ({ extraHeaders: { Authorization: `Bearer ${ana.token}` } })],
    [
      'the Authorization header, over polling',
      () => ({ transports: ['polling'], extraHeaders: { authorization: `bearer ${ana.token}` } }),
    ],
    ['auth.token, over polling', () => ({ transports: ['polling'], auth: { token: ana.token } })],
    ['auth.token, next to other fields of auth', () => ({ auth: { token: ana.token, id: 1, user: null } })],
  ])('with a valid token in %s is accepted', async (_, options) => {
    const socket = connectWith(options());
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
    socket.disconnect();
  });

  it.each<[string, () => object, string]>([
    ['no token', () => ({}), 'auth.token_missing'],
    ['no token, but other fields of auth', () => ({ auth: { user: ana.id } }), 'auth.token_missing'],
    ['a token that is a number', () => ({ auth: { token: 1 } }), 'auth.token_missing'],
    ['a token that is an object', () => ({ auth: { token: { toString: 'x' } } }), 'auth.token_missing'],
    ['an empty token', () => ({ auth: { token: '' } }), 'auth.token_invalid'],
    ['a token that is not a JWT', () => ({ auth: { token: 'let me in' } }), 'auth.token_invalid'],
    [
      'a token with a changed signature',
      () => ({ auth: { token: `${ana.token.slice(0, -2)}xx` } }),
      'auth.token_invalid',
    ],
    [
      'a token signed with another secret',
      () => ({ auth: { token: forge({}, 'another secret') } }),
      'auth.token_invalid',
    ],
    ['a token with the algorithm none', () => ({ auth: { token: forge({}, '', 'none') } }), 'auth.token_invalid'],
    ['a token without an expiry', () => ({ auth: { token: forge({ exp: undefined }) } }), 'auth.token_invalid'],
    ['a token for another audience', () => ({ auth: { token: forge({ aud: 'other' }) } }), 'auth.token_invalid'],
    [
      'a token of a user who does not exist',
      () => ({ auth: { token: forge({ sub: '018f3b1c-7a00-7000-8000-000000000001' }) } }),
      'auth.token_invalid',
    ],
    ['an expired token', () => ({ auth: { token: forge({ exp: 1_700_000_000 }) } }), 'auth.token_expired'],
    [
      'an expired token in the Authorization header',
      () => ({ extraHeaders: { authorization: `Bearer ${forge({ exp: 1 })}` } }),
      'auth.token_expired',
    ],
    [
      'another authentication scheme',
      () => ({ extraHeaders: { authorization: `Basic ${ana.token}` } }),
      'auth.token_missing',
    ],
  ])('with %s is refused with a problem, and a retry with a valid token is accepted', async (_, options, code) => {
    const socket = connectWith(options());
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

  it('with the token of a deleted account is refused', async () => {
    const ben = await register(hub);
    (await ben.connect()).close();
    await hub.sql.rows('delete from users where id = $1', [ben.id]);
    const retry = ben.client.connect({ forceNew: true });
    await expect(retry.ready()).rejects.toMatchObject({ code: 'auth.token_invalid' });
    retry.close();
  });

  it('for another namespace is refused, and the default namespace stays connected', async () => {
    const socket = await ana.connect();
    const stray = (socket.hub.io.io as unknown as { socket(name: string, options: object): Socket }).socket('/admin', {
      auth: { token: ana.token },
    });
    const refusal = await new Promise<Error>((resolve) => stray.once('connect_error', resolve));
    expect(refusal.message).toBe('Invalid namespace');
    expect(await socket.emitRaw('nothing')).toMatchObject({ error: { code: 'command.unknown' } });
  });

  function connectWith(options: object): Socket {
    return io(hub.url, { transports: ['websocket'], forceNew: true, ...options });
  }

  /** Signs a token for Ana as the server does, except for the given claims, secret and algorithm. */
  function forge(claims: object, secret = settings.JWT_SECRET, alg = 'HS256'): string {
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const exp = Math.floor(Date.now() / 1000) + 60;
    const body = `${encode({ alg, typ: 'JWT' })}.${encode({ sub: ana.id, exp, aud: 'smart-hub', typ: 'access', ...claims })}`;
    return `${body}.${alg === 'none' ? '' : createHmac('sha256', secret).update(body).digest('base64url')}`;
  }
});

describe('a socket whose token expires', () => {
  it('receives session_expired, is disconnected, and has no command accepted after the expiry', async () => {
    const hub = await startHub({ JWT_EXPIRES_IN: '8s' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const expiresAt = JSON.parse(Buffer.from(ana.token.split('.')[1]!, 'base64url').toString()).exp * 1000;
    const [laptop, phone] = await Promise.all([ana.connect(), ana.connect({ transports: ['polling'] })]);
    const ends = Promise.all([laptop.waitForDisconnect(), phone.waitForDisconnect()]);
    const acceptedAt: number[] = [];
    // Sends the next message as soon as one is acknowledged, until the socket is disconnected.
    const sending = (async () => {
      while (phone.hub.io.connected) {
        const sentAt = Date.now();
        const outcome = await Promise.race([
          phone.send({ receiverId: ben.id, content: 'x' }),
          phone.waitForDisconnect(),
        ]);
        if (typeof outcome === 'string') break;
        acceptedAt.push(sentAt);
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
    expect(acceptedAt.length).toBeGreaterThan(0);
    expect(Math.max(...acceptedAt)).toBeLessThanOrEqual(expiresAt);
    const reconnected = ana.client.connect({ forceNew: true });
    await expect(reconnected.ready()).rejects.toMatchObject({ code: 'auth.token_expired' });
    reconnected.close();
  });

  it('has each command refused after the expiry, even if the server has not disconnected the socket yet', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    // Stops the service that disconnects sockets whose tokens have expired.
    for (const endedSessions of hub.providers(EndedSessions)) await endedSessions.beforeApplicationShutdown();
    // A raw socket: a Socket.IO client would use the same mocked clock and consider the server unreachable.
    const raw = await RawSocket.openAuthenticated(hub.url, ana.token);
    const message = JSON.stringify({ receiverId: ben.id, content: 'Hello' });
    const clock = jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_600_000);
    raw.send(`421["send_message",${message}]`);
    await raw.waitForFrame('431').finally(() => clock.mockRestore());
    raw.send(`422["send_message",${message}]`);
    await raw.waitForFrame('432');
    const acknowledgements = raw.frames.filter((frame) => frame.startsWith('43'));
    expect(acknowledgements.map(codeIn)).toEqual(['auth.token_expired', undefined]);
    raw.close();
  });
});

describe('a socket whose account is deleted', () => {
  it('receives session_expired and is disconnected, and its user goes offline for the other users', async () => {
    const hub = await startHub();
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [laptop, phone, benSocket] = [
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
    expect(await benSocket.next('user_left')).toMatchObject({ id: ana.id });
    await benSocket.hub.command('ping', {});
    expect(benSocket.receivedNames()).not.toContain('session_expired');
  });
});

describe('a socket that sends a disconnect packet', () => {
  it('has its transport connection closed, because that connection would outlive the token', async () => {
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
    const transportLists = [['websocket'], ['polling'], ['polling', 'websocket']];
    const anaSockets = await Promise.all(transportLists.map((transports) => ana.connect({ transports })));
    const benSockets = await Promise.all(transportLists.map((transports) => ben.connect({ transports })));
    const sent = await Promise.all(
      Array.from({ length: 90 }, (_, index) =>
        anaSockets[index % 3]!.send({ receiverId: ben.id, content: `${index}` }),
      ),
    );
    const ordered = sent.toSorted((a, b) => a.seq - b.seq);
    for (const [sockets, name] of [
      [anaSockets, 'message_sent'],
      [benSockets, 'new_message'],
    ] as const) {
      await Promise.all(sockets.map((socket) => socket.waitForCount(name, 90)));
      for (const socket of sockets) expect(socket.messages()).toEqual(ordered);
    }
  });
});

describe('the command limit', () => {
  it('applies to all sockets of a user together, allows a burst of five times the rate, and does not affect other users', async () => {
    const hub = await startHub({ COMMAND_LIMIT: '1' });
    const [ana, ben] = await Promise.all([register(hub), register(hub)]);
    const [laptop, phone, benSocket] = await Promise.all([ana.connect(), ana.connect(), ben.connect()]);
    const start = performance.now();
    const burst = Array.from({ length: 30 }, (_, index) =>
      (index % 2 ? laptop : phone).emitRaw('send_message', { receiverId: ben.id, content: `${index}` }),
    );
    // Commands without an acknowledgement and unknown commands count towards the limit, too.
    laptop.emit('no_such_command');
    phone.emit('send_message', { receiverId: ben.id, content: 'x' });
    const responses = await Promise.all(burst);
    const refilled = Math.ceil((performance.now() - start) / 1000);
    const accepted = responses.filter(({ error }) => !error);
    expect(accepted.length).toBeGreaterThanOrEqual(5);
    // Two nodes can both accept a burst before they exchange their counts; the excess is deducted later.
    const excess = cluster().nodes === 1 ? 0 : 5;
    expect(accepted.length).toBeLessThanOrEqual(5 + excess + refilled);
    for (const { error } of responses.filter((response) => response.error)) {
      expect(error).toMatchObject({ code: 'rate.limited', status: 429, retryable: true });
      const { retryAfter } = error as unknown as { retryAfter: number };
      expect(retryAfter).toBeGreaterThan(0);
      expect(retryAfter).toBeLessThanOrEqual(1 + excess);
    }
    const failures = await Promise.all([laptop.next('command_failed'), phone.next('command_failed')]);
    expect(failures.map(({ error }) => error.code)).toContain('rate.limited');

    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1000 * (1 + excess));
    const afterwards = await laptop.emitRaw('send_message', { receiverId: ben.id, content: 'after the wait' });
    clock.mockRestore();
    expect(afterwards).toMatchObject({ content: 'after the wait' });

    const message = await benSocket.send({ receiverId: ana.id, content: 'from another user' });
    expect(await laptop.next('new_message')).toEqual(message);
    const stored = await hub.sql.rows('select 1 from messages where sender_id = $1', [ana.id]);
    expect(stored).toHaveLength(accepted.length + 1);
  });
});

function codeIn(frame: string): string | undefined {
  return frame.match(/"code":"([^"]+)"/)?.[1];
}
