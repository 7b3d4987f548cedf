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

// Real processes, signals and kills.

jest.setTimeout(180_000);

let here: Installation;
const sockets: Socket[] = [];
const hubSockets: HubSocket[] = [];

beforeEach(() => {
  here = new Installation();
});

afterEach(async () => {
  closeSockets();
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const socket of hubSockets.splice(0)) socket.close();
  await here.remove();
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
  it('says where it is once it serves, and leaves nothing behind when it stops, however it is told', async () => {
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
      const hub = here.start();
      const url = await hub.ready();
      expect(await new HubClient({ url }).call(healthRoutes.ready, {})).toMatchObject({ status: 'up' });
      expect(hub.stdout).toContain(`API documents   ${url}/api/docs`);
      expect(hub.stdout).toContain(`data in ${join(here.dataDir, 'postgres')}`);
      stop(hub);
      expect(await hub.exit()).toEqual(CLEAN_EXIT);
      expect(hub.stderr).toBe('');
      expect(here.runningProcesses()).toEqual([]);
      expect(await isRefused(url)).toBe(true);
    }
  });

  describe('listens', () => {
    const others = Object.values(networkInterfaces())
      .flatMap((all) => all!.filter(({ family, internal }) => family === 'IPv4' && !internal))
      .map(({ address }) => address);

    /** Starts the server, stops it, and returns what it printed and the hosts at which it accepted connections. */
    async function start(environment: Record<string, string>, args: string[] = []) {
      const hub = here.start(environment, args);
      const { port } = new URL(await hub.ready());
      const reached: string[] = [];
      for (const host of ['127.0.0.1', '[::1]', ...others])
        if (!(await isRefused(`http://${host}:${port}/api/health`))) reached.push(host);
      hub.kill('SIGTERM');
      expect(await hub.exit()).toEqual(CLEAN_EXIT);
      return { printed: hub.stdout, reached };
    }

    it('on HOST alone', async () => {
      const { reached, printed } = await start({ HOST: '127.0.0.1' });
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).not.toContain('Not safe');
      expect(printed).not.toContain('Without TLS');
    });

    it('on loopback alone, and says so, while others know the secret of its tokens', async () => {
      writeFileSync(join(here.folder, '.env'), 'JWT_SECRET="some_secret"\nPORT=0\n');
      const { reached, printed } = await start({});
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).toMatch(
        /Not safe +JWT_SECRET is a published example, with which anyone can forge tokens: choose one with `openssl rand -base64 32`\n +Until then only this machine can connect\./,
      );
    });

    it('on the HOST that is set, and warns, while others know the secret of its tokens', async () => {
      const { reached, printed } = await start({ HOST: '0.0.0.0', JWT_SECRET: 'short' });
      expect(reached).toEqual(['127.0.0.1', ...others]);
      expect(printed).toMatch(
        /Not safe +JWT_SECRET is shorter than 32 bytes: choose one with `openssl rand -base64 32`\n +HOST is 0\.0\.0\.0, so other machines can connect\./,
      );
    });

    it('on loopback alone, and says so, with the accounts of --demo, whose passwords everybody knows', async () => {
      const { reached, printed } = await start({ JWT_SECRET: '' }, ['--demo']);
      expect(reached).toEqual(['127.0.0.1']);
      expect(printed).toMatch(
        /Not safe +--demo creates accounts with published passwords: start without it, on other data, to serve others\n +Until then only this machine can connect\./,
      );
    });

    it('on the HOST that is set, and warns, with the accounts of --demo', async () => {
      const { reached, printed } = await start({ HOST: '0.0.0.0', JWT_SECRET: '' }, ['--demo']);
      expect(reached).toEqual(['127.0.0.1', ...others]);
      expect(printed).toMatch(
        /Not safe +--demo creates accounts .*\n +HOST is 0\.0\.0\.0, so other machines can connect\./,
      );
    });

    it('on all addresses with a secret that nobody knows', async () => {
      const { reached, printed } = await start({ JWT_SECRET: '' });
      expect(reached).toEqual(expect.arrayContaining(['127.0.0.1', ...others]));
      expect(printed).not.toContain('Not safe');
      expect(printed).toMatch(
        /Without TLS +over plain HTTP others on the network can read passwords, messages and the cookie /,
      );
    });

    it('without a warning about TLS behind a proxy', async () => {
      const { printed } = await start({ JWT_SECRET: '', TRUST_PROXY: '1' });
      expect(printed).not.toContain('Without TLS');
    });
  });

  it('stops in time, whoever still holds a connection', async () => {
    const hub = here.start();
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

    const told = Date.now();
    hub.kill('SIGTERM');

    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(Date.now() - told).toBeLessThan(25_000);
    expect(here.runningProcesses()).toEqual([]);
    // Not told to disconnect, after which it would not come back.
    expect(await ended).toMatch(/^transport/);
  });

  it('stops while a query waits for a lock that is never released', async () => {
    const hub = here.start();
    const ana = await register({ url: await hub.ready() }, 'Ana');
    await ana.connect();
    const operator = await here.connect();
    await operator.query('begin; lock table users');
    const stuck = ana.client.call(usersRoutes.profile, {}).catch(() => 'cut off');
    const waiting = `select 1 from pg_stat_activity where wait_event_type = 'Lock'`;
    while ((await operator.query(waiting)).rowCount === 0);

    hub.kill('SIGTERM');

    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(here.runningProcesses()).toEqual([]);
    expect(await stuck).toBe('cut off');
  });

  it('serves again after its PostgreSQL was killed', async () => {
    const hub = here.start();
    const ana = await register({ url: await hub.ready() }, 'Ana');
    const postmaster = Number(readFileSync(join(here.dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

    process.kill(postmaster, 'SIGKILL');

    const deadline = Date.now() + 20_000;
    const profile = async () => (await ana.client.request(usersRoutes.profile, {})).status;
    while ((await profile()) !== 200) expect(Date.now()).toBeLessThan(deadline);
    hub.kill('SIGTERM');
    expect(await hub.exit()).toEqual(CLEAN_EXIT);
    expect(here.runningProcesses()).toEqual([]);
  });
});

describe('a signal in the middle of the start', () => {
  const isMaking = (name: string) => name.startsWith('postgres.new-');
  const moments: [when: string, has: () => boolean][] = [
    ['before anything', () => here.runningProcesses().length > 0],
    [
      'while the database is made',
      () => readdirSync(here.folder).includes('.data') && readdirSync(here.dataDir).some(isMaking),
    ],
    ['while PostgreSQL starts', () => existsSync(join(here.dataDir, 'postgres/postmaster.pid'))],
    ['while the application starts', () => existsSync(join(here.dataDir, 'jwt-secret'))],
  ];

  it.each(moments)('leaves nothing running: %s', async (when, has) => {
    const hub = here.start();
    await pollUntil(when, has);

    hub.killGroup('SIGINT');

    // Node itself has to come up before it can take a signal.
    const ways = when === 'before anything' ? [CLEAN_EXIT, { code: null, signal: 'SIGINT' }] : [CLEAN_EXIT];
    expect(ways).toContainEqual(await hub.exit());
    expect(hub.stderr).toBe('');
    // The last of these moments may pass before it is seen.
    if (when !== 'while the application starts') expect(hub.stdout).toBe('');
    expect(here.runningProcesses()).toEqual([]);
  });
});

describe('a server that is killed in the middle of 200 sends', () => {
  interface Send {
    readonly sender: TestPerson;
    readonly clientMessageId: string;
    readonly receiverId: string;
  }
  type Sent = Awaited<ReturnType<TestSocket['send']>>;

  it('keeps every acknowledged message once and in order, shows nobody online, and knows its tokens', async () => {
    const hub = here.start();
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

    const lines = new Map(
      await Promise.all(people.map(async (person) => [person.id, await person.connect()] as const)),
    );
    const killed = Promise.withResolvers<void>();
    const send = async ({ sender, ...message }: Send) => {
      const sent = await lines.get(sender.id)!.send({ ...message, content: message.clientMessageId });
      hub.kill('SIGKILL');
      killed.resolve();
      acknowledged.set(message.clientMessageId, sent);
    };
    // Half of them leave when the server is dead and nobody knows it: however fast it was, it has not acknowledged those.
    await Promise.allSettled([
      ...sends.slice(0, 100).map(send),
      ...sends.slice(100).map((late) => killed.promise.then(() => send(late))),
    ]);
    closeSockets();
    expect(await hub.exit()).toEqual({ code: null, signal: 'SIGKILL' });
    expect(acknowledged.size).toBeGreaterThan(0);
    expect(acknowledged.size).toBeLessThan(200);

    const again = here.start();
    const url2 = await again.ready();
    const clients = new Map(people.map(({ id, token }) => [id, new HubClient({ url: url2, token })]));
    const database = await here.connect();
    const rows = async <T>(statement: string) => (await database.query(statement)).rows as T[];
    const stored = () =>
      rows<{ conversation_id: string; seq: number; id: string; client_message_id: string }>(
        'select conversation_id, seq, id, client_message_id from messages order by conversation_id, seq',
      );

    // Nobody is connected now; the killed server's lease runs out.
    const runsOut = Date.now() + 30_000;
    while ((await rows('select id from users where online')).length > 0) expect(Date.now()).toBeLessThan(runsOut);
    const shown = await clients.get(ana.id)!.call(conversationsRoutes.list, {});
    expect(shown.map(({ user }) => user?.online)).not.toContain(true);

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
      const known = ids.get(sends[index]!.clientMessageId);
      expect(result.deduplicated).toBe(known === undefined ? undefined : true);
      if (known !== undefined) expect(result.id).toBe(known);
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

    again.kill('SIGTERM');
    expect(await again.exit()).toEqual(CLEAN_EXIT);
    expect(here.runningProcesses()).toEqual([]);
  });

  /** In every conversation 1, 2, 3. */
  function expectNoGaps(messages: { conversation_id: string; seq: number }[]): void {
    const lengths = new Map<string, number>();
    for (const { conversation_id: id, seq } of messages) {
      expect(seq).toBe((lengths.get(id) ?? 0) + 1);
      lengths.set(id, seq);
    }
  }
});
