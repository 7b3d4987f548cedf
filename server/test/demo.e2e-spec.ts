import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { HubClient } from '@smart-hub/sdk';
import { closeSockets, register, until } from './support/hub.js';
import { type HubProcess, Installation, STOPPED } from './support/installation.js';
import { TestSocket } from './support/test-socket.js';

jest.setTimeout(180_000);

let here: Installation;

beforeEach(() => {
  here = new Installation();
});

afterEach(async () => {
  closeSockets();
  await here.remove();
});

async function stop(hub: HubProcess): Promise<void> {
  hub.kill('SIGTERM');
  expect(await hub.exit()).toEqual(STOPPED);
}

/** Logs in as the first of the people that the start has printed. */
async function logIn(hub: HubProcess, url: string): Promise<HubClient> {
  const [, email, password] = /Demo logins +(\S+) +(\S+) {3}.+ \(demo\)\n/.exec(hub.stdout)!;
  const client = new HubClient({ url });
  await client.login({ email: email!, password: password! });
  return client;
}

async function rows(query: string): Promise<object[]> {
  return (await (await here.connect()).query(query)).rows as object[];
}

describe('a start with --demo', () => {
  it('makes people who are called so, with conversations to read, to page through and to sum up', async () => {
    const hub = here.start({}, ['--demo']);
    const url = await hub.ready();
    const client = await logIn(hub, url);

    const conversations = await client.call(conversationsRoutes.list, {});

    expect(conversations.map(({ user }) => user?.name.endsWith(' (demo)'))).not.toContain(false);
    expect(conversations.filter(({ unread }) => unread > 0).length).toBeGreaterThanOrEqual(2);
    // What was answered was read.
    expect(Math.max(...conversations.map(({ unread }) => unread))).toBe(4);
    const times = conversations.map(({ lastActivityAt }) => lastActivityAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(Date.parse(times[0]!)).toBeLessThan(Date.now());
    expect(Date.parse(times.at(-1)!)).toBeLessThan(Date.now() - 86_400_000);
    const longest = conversations.toSorted((one, other) => other.lastSeq - one.lastSeq)[0]!;
    const page = await client.request(messagesRoutes.list, { params: { conversationId: longest.id } });
    expect(page.headers.get('link')).toContain('rel="prev"');

    for (const { id: conversationId } of conversations) {
      const messages = await client.call(messagesRoutes.list, { params: { conversationId }, query: { limit: 200 } });
      const written = messages.map(({ createdAt }) => createdAt);
      expect(written).toEqual(written.toSorted());
    }
    const { user, id: conversationId } = conversations.find(({ unread }) => unread === 4)!;
    const insight = await client.call(insightsRoutes.create, { params: { conversationId } });
    expect(user?.name).toBe('Jonas Weber (demo)');
    expect(insight.decisions).not.toEqual([]);
    expect(insight.actionItems).not.toEqual([]);
    expect(insight.openQuestions).not.toEqual([]);
    await stop(hub);
  });

  it('has some of them online, and one who types to the first of them while she is', async () => {
    const hub = here.start({}, ['--demo']);
    const url = await hub.ready();
    const mira = await logIn(hub, url);
    const online = async () => {
      const conversations = await mira.call(conversationsRoutes.list, {});
      return conversations.filter(({ user }) => user!.online).map(({ user }) => user!.name);
    };
    await until('they are online', async () => (await online()).length === 3);
    expect((await online()).toSorted()).toEqual(['Jonas Weber (demo)', 'Lucía Fernández (demo)', 'Tom Okafor (demo)']);

    for (let visit = 0; visit < 2; visit += 1) {
      const socket = new TestSocket(mira.connect({ transports: ['websocket'], forceNew: true }));
      const newest = (await mira.call(conversationsRoutes.list, {}))[0]!;
      expect(await socket.next('typing_changed')).toEqual({ conversationId: newest.id, userIds: [newest.user!.id] });
      expect(newest.user!.name).toBe('Jonas Weber (demo)');
      expect(await socket.next('typing_changed')).toEqual({ conversationId: newest.id, userIds: [] });
      socket.close();
    }
    await stop(hub);
  });

  it('adds nothing when it is done again, and changes nothing that was written meanwhile', async () => {
    const first = here.start({}, ['--demo']);
    const url = await first.ready();
    const ana = await register({ url }, 'Ana');
    const demo = await logIn(first, url);
    const { user } = (await demo.call(conversationsRoutes.list, {}))[0]!;
    await (await ana.connect()).send({ receiverId: user!.id, content: 'Are you real?' });
    // Presence aside, which is written when a server stops.
    const tables = [
      'select id, name, email, password_hash from users order by id',
      'table conversations order by id',
      'table participants order by conversation_id, user_id',
      'table messages order by conversation_id, seq',
    ];
    const all = () => Promise.all(tables.map(rows));
    const before = await all();
    await stop(first);

    const again = here.start({}, ['--demo']);
    await again.ready();

    expect(await all()).toEqual(before);
    await stop(again);
  });

  it('is refused in production, in words; and no other start makes anybody', async () => {
    const production = here.start(
      { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes', DB_HOST: '127.0.0.1' },
      ['--demo'],
    );
    expect(await production.exit()).toEqual({ code: 1, signal: null });
    expect(production.stderr.trim()).toMatch(/^--demo is refused in production: [^\n]+\.$/);

    const plain = here.start();
    await plain.ready();
    expect(plain.stdout).not.toContain('Demo');
    expect(await rows('table users')).toEqual([]);
    await stop(plain);
  });
});
