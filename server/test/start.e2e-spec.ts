import { messagesRoutes } from '@smart-hub/contract/messages';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { healthRoutes } from '@smart-hub/contract/health';
import { usersRoutes } from '@smart-hub/contract/users';
import { HubClient, type HubSocket } from '@smart-hub/sdk';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { closeSockets, register, type TestPerson } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, pollUntil } from './support/installation.js';
import type { TestSocket } from './support/test-socket.js';

// These tests start real processes, and send them signals.

jest.setTimeout(180_000);

let installation: Installation;
const sockets: Socket[] = [];
const hubSockets: HubSocket[] = [];

beforeEach(() => {
  installation = new Installation();
});

afterEach(async () => {
  closeSockets();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const socket of hubSockets.splice(0)) socket.close();
  await installation.remove();
});

function openSocket(client: HubClient): HubSocket {
  const socket = client.connect({ transports: ['websocket'] });
  hubSockets.push(socket);
  return socket;
}

async function openRaw(url: string, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  sockets.push(socket.on('error', () => {}));
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

function isRefused(url: string): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

describe('a started server', () => {
  it('prints its URL once it serves, and leaves no process running after any signal to stop', async () => {
    const stops: ((hub: HubProcess) => void)[] = [
      (hub) => hub.kill('SIGTERM'),
      (hub) => hub.killGroup('SIGINT'),
      (hub) => hub.killGroup('SIGTERM'),
      (hub) => {
        hub.killGroup('SIGINT');
        hub.kill('SIGINT');
      },
    ];
    for (const stop of stops) {
      const hub = installation.start();
      const url = await hub.ready();
      expect(await new HubClient({ url }).call(healthRoutes.ready, {})).toMatchObject({ status: 'up' });
      expect(hub.stdout).toContain(`API documents   ${url}/api/docs`);
      expect(hub.stdout).toContain(`data in ${join(installation.dataDir, 'postgres')}`);
      stop(hub);
      expect(await hub.exit()).toEqual(CLEAN_EXIT);
      expect(hub.stderr).toBe('');
      expect(installation.runningProcesses()).toEqual([]);
      expect(await isRefused(url)).toBe(true);
    }
  });

  describe('on the network', () => {
    const externalAddresses = Object.values(networkInterfaces())
      .flatMap((all) => all!.filter(({ family, internal }) => family === 'IPv4' && !internal))
      .map(({ address }) => address);

    /** Starts the server, stops it, and returns what it printed and the hosts at which it accepted connections. */
    async function startAndProbe(environment: Record<string, string>, args: string[] = []) {
      const hub = installation.start(environment, args);
      const { port } = new URL(await hub.ready());
      const reached: string[] = [];
      for (const host of ['127.0.0.1', '[::1]', ...externalAddresses])
        if (!(await isRefused(`http://${host}:${port}/api/health`))) reached.push(host);
      hub.kill('SIGTERM');
      expect(await hub.exit()).toEqual(CLEAN_EXIT);
      return { printed: hub.stdout, reached };
    }

    it('listens only on the address in HOST', async () => {
      const { reached, printed } = await startAndProbe({ HOST: '127.0.0.1' });
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).not.toContain('Not safe');
      expect(printed).not.toContain('Without TLS');
    });

    it('listens only on loopback, and says so, if its token secret is a published example', async () => {
      writeFileSync(join(installation.folder, '.env'), 'JWT_SECRET="some_secret"\nPORT=0\n');
      const { reached, printed } = await startAndProbe({});
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).toMatch(
        /Not safe +JWT_SECRET is a published example, with which anyone can forge tokens: choose one with `openssl rand -base64 32`\n +Until then only this machine can connect\./,
      );
    });

    it('listens on the HOST that is set, and warns, if its token secret is too short', async () => {
      const { reached, printed } = await startAndProbe({ HOST: '0.0.0.0', JWT_SECRET: 'short' });
      expect(reached).toEqual(['127.0.0.1', ...externalAddresses]);
      expect(printed).toMatch(
        /Not safe +JWT_SECRET is shorter than 32 bytes: choose one with `openssl rand -base64 32`\n +HOST is 0\.0\.0\.0, so other machines can connect\./,
      );
    });

    it('listens only on loopback, and says so, with the accounts of --demo, whose passwords are published', async () => {
      const { reached, printed } = await startAndProbe({ JWT_SECRET: '' }, ['--demo']);
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).toMatch(
        /Not safe +--demo creates accounts with published passwords: start without it, on other data, to serve others\n +Until then only this machine can connect\./,
      );
    });

    it('listens on the HOST that is set, and warns, with the accounts of --demo', async () => {
      const { reached, printed } = await startAndProbe({ HOST: '0.0.0.0', JWT_SECRET: '' }, ['--demo']);
      expect(reached).toEqual(['127.0.0.1', ...externalAddresses]);
      expect(printed).toMatch(
        /Not safe +--demo creates accounts .*\n +HOST is 0\.0\.0\.0, so other machines can connect\./,
      );
    });

    it('listens on all addresses with a generated token secret', async () => {
      const { reached, printed } = await startAndProbe({ JWT_SECRET: '' });
      expect(reached).toEqual(expect.arrayContaining(['127.0.0.1', ...externalAddresses]));
      expect(printed).not.toContain('Not safe');
      expect(printed).toMatch(
        /Without TLS +over plain HTTP others on the network can read passwords, messages and the cookie /,
      );
    });

    it('prints no warning about TLS behind a proxy', async () => {
      const { printed } = await startAndProbe({ JWT_SECRET: '', TRUST_PROXY: '1' });
      expect(printed).not.toContain('Without TLS');
    });
  });

  it('stops within a time limit, whatever connections are still open', async () => {
    const hub = installation.start();
    const url = await hub.ready();
    const ana = await register({ url }, 'Ana');
    const ws = await ana.connect();
    await ana.connect({ transports: ['polling'] });
    await openRaw(url, '');
    await openRaw(url, 'GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n').then((kept) => once(kept, 'data'));
    await openRaw(url, 'GET /api/health HTTP/1.1\r\nHost: ');
    await openRaw(url, 'POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{');
    await openRaw(
      url,
      'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n\r\n',
    ).then((upgraded) => once(upgraded, 'data'));
    const ended = ws.waitForDisconnect();

    const signalledAt = Date.now();
    hub.kill('SIGTERM');

    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(Date.now() - signalledAt).toBeLessThan(25_000);
    expect(installation.runningProcesses()).toEqual([]);
    // The server has closed the transport: after a disconnect packet of Socket.IO, the client would not reconnect.
    expect(await ended).toMatch(/^transport/);
  });

  it('stops while a query waits for a lock that is never released', async () => {
    const hub = installation.start();
    const ana = await register({ url: await hub.ready() }, 'Ana');
    await ana.connect();
    const operator = await installation.connect();
    await operator.query('begin; lock table users');
    const stuck = ana.client.call(usersRoutes.profile, {}).catch(() => 'cut off');
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
    while ((await operator.query(waiting)).rowCount === 0);

    hub.kill('SIGTERM');

    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(installation.runningProcesses()).toEqual([]);
    expect(await stuck).toBe('cut off');
  });

  it('serves again after its PostgreSQL was killed', async () => {
    const hub = installation.start();
    const ana = await register({ url: await hub.ready() }, 'Ana');
    const postmaster = Number(
      readFileSync(join(installation.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0],
    );

    process.kill(postmaster, 'SIGKILL');

    const deadline = Date.now() + 20_000;
    const profile = async () => (await ana.client.request(usersRoutes.profile, {})).status;
    while ((await profile()) !== 200) expect(Date.now()).toBeLessThan(deadline);
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(installation.runningProcesses()).toEqual([]);
  });
});

describe('a signal during the start', () => {
  const isUnfinished = (name: string) => name.startsWith('postgres.new-');
  const moments: [moment: string, isReached: () => boolean][] = [
    ['before anything is created', () => installation.runningProcesses().length > 0],
    [
      'while the database is created',
      () => readdirSync(installation.folder).includes('.data') && readdirSync(installation.dataDir).some(isUnfinished),
    ],
    ['while PostgreSQL starts', () => existsSync(join(installation.dataDir, 'postgres/postmaster.pid'))],
    ['while the application starts', () => existsSync(join(installation.dataDir, 'jwt-secret'))],
  ];

  it.each(moments)('leaves no process running when it arrives %s', async (moment, isReached) => {
    const hub = installation.start();
    await pollUntil(moment, isReached);

    hub.killGroup('SIGINT');

    // Before Node has started, the signal ends the process by default.
    const possibleExits =
      moment === 'before anything is created' ? [CLEAN_EXIT, { code: null, signal: 'SIGINT' }] : [CLEAN_EXIT];
    expect(possibleExits).toContainEqual(await hub.exit());
    expect(hub.stderr).toBe('');
    // The last of these moments can be over, and the URL printed, before the test sends the signal.
    if (moment !== 'while the application starts') expect(hub.stdout).toBe('');
    expect(installation.runningProcesses()).toEqual([]);
  });
});

describe('a server that is killed during 200 sends', () => {
  interface Send {
    readonly sender: TestPerson;
    readonly clientMessageId: string;
    readonly receiverId: string;
  }
  type Sent = Awaited<ReturnType<TestSocket['send']>>;

  it('has every acknowledged message once and in order after a restart, shows no user as online, and accepts the tokens issued before', async () => {
    const hub = installation.start();
    const url = await hub.ready();
    const people = await Promise.all(['Ana', 'Ben', 'Cleo', 'Dan'].map((name) => register({ url }, name)));
    const [ana, ben, cleo, dan] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
    const sends: Send[] = Array.from({ length: 50 }, (_, n) => [
      { sender: ana, clientMessageId: `a${n}`, receiverId: ben.id },
      { sender: ben, clientMessageId: `b${n}`, receiverId: ana.id },
      { sender: cleo, clientMessageId: `c${n}`, receiverId: ana.id },
      { sender: dan, clientMessageId: `d${n}`, receiverId: cleo.id },
    ]).flat();
    const acknowledged = new Map<string, Sent>();

    const socketOf = new Map(
      await Promise.all(people.map(async (person) => [person.id, await person.connect()] as const)),
    );
    const killed = Promise.withResolvers<void>();
    const send = async ({ sender, ...message }: Send) => {
      const sent = await socketOf.get(sender.id)!.send({ ...message, content: message.clientMessageId });
      hub.kill('SIGKILL');
      killed.resolve();
      acknowledged.set(message.clientMessageId, sent);
    };
    // Half of the messages are sent after the kill, before the clients notice it: not even a fast server acknowledges those.
    await Promise.allSettled([
      ...sends.slice(0, 100).map(send),
      ...sends.slice(100).map((late) => killed.promise.then(() => send(late))),
    ]);
    closeSockets();
    expect(await hub.exit()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(acknowledged.size).toBeLessThan(200);

    const restarted = installation.start();
    const restartedUrl = await restarted.ready();
    const clients = new Map(people.map(({ id, token }) => [id, new HubClient({ url: restartedUrl, token })]));
    const database = await installation.connect();
    const rows = async <T>(statement: string) => (await database.query(statement)).rows as T[];
    const stored = () =>
      rows<{ conversation_id: string; seq: number; id: string; client_message_id: string }>(
        'select conversation_id, seq, id, client_message_id from messages order by conversation_id, seq',
      );

    // No user is connected: all are offline when the lease of the killed server has expired.
    const deadline = Date.now() + 30_000;
    while ((await rows('select id from users where online')).length > 0) expect(Date.now()).toBeLessThan(deadline);
    const conversations = await clients.get(ana.id)!.call(conversationsRoutes.list, {});
    expect(conversations.map(({ user }) => user?.online)).not.toContain(true);

    const before = await stored();
    const ids = new Map(before.map((row) => [row.client_message_id, row.id]));
    for (const [clientMessageId, sent] of acknowledged) expect(ids.get(clientMessageId)).toBe(sent.id);
    expect(ids.size).toBe(before.length);
    expectNoGaps(before);

    const retries = new Map(people.map(({ id }) => [id, openSocket(clients.get(id)!)]));
    const results = await Promise.all(
      sends.map(({ sender, ...message }) =>
        retries.get(sender.id)!.command('send_message', { ...message, content: message.clientMessageId }),
      ),
    );
    results.forEach((result, index) => {
      const storedId = ids.get(sends[index]!.clientMessageId);
      expect(result.deduplicated).toBe(storedId === undefined ? undefined : true);
      if (storedId !== undefined) expect(result.id).toBe(storedId);
    });
    const after = await stored();
    expect(after).toHaveLength(200);
    expect(new Set(after.map((row) => row.client_message_id)).size).toBe(200);
    expectNoGaps(after);
    const [{ conversation }] = results as [Sent];
    const page = await clients
      .get(ben.id)!
      .call(messagesRoutes.list, { params: { conversationId: conversation.id }, query: { limit: 200 } });
    expect(page.map(({ seq }) => seq)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1));

    restarted.kill('SIGTERM');
    expect(await restarted.exit()).toEqual(CLEAN_EXIT);
    expect(installation.runningProcesses()).toEqual([]);
  });

  /** Checks that the sequence numbers of each conversation are 1, 2, 3 and so on. */
  function expectNoGaps(messages: { conversation_id: string; seq: number }[]): void {
    const lengths = new Map<string, number>();
    for (const { conversation_id: id, seq } of messages) {
      expect(seq).toBe((lengths.get(id) ?? 0) + 1);
      lengths.set(id, seq);
    }
  }
});
