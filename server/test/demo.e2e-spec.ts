import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { HubClient } from '@smart-hub/sdk';
import { closeSockets, register, waitUntil } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT } from './support/installation.js';
import { TestSocket } from './support/test-socket.js';

jest.setTimeout(180_000);

let installation: Installation;

beforeEach(() => {
  installation = new Installation();
});

afterEach(async () => {
  closeSockets();
  await installation.remove();
});

async function stop(hub: HubProcess): Promise<void> {
  hub.kill('SIGTERM');
  expect(await hub.exit()).toEqual(CLEAN_EXIT);
}

/** Logs in as the first person whose credentials the start has printed. */
async function logIn(hub: HubProcess, url: string): Promise<HubClient> {
  const [, email, password] = /Demo logins +(\S+) +(\S+) {3}.+ \(demo\)\n/.exec(hub.stdout)!;
  const client = new HubClient({ url });
  await client.login({ email: email!, password: password! });
  return client;
}

async function rows(query: string): Promise<object[]> {
  return (await (await installation.connect()).query(query)).rows as object[];
}

describe('a start with --demo', () => {
  it('creates people marked "(demo)", and conversations with unread messages, several pages and content for insights', async () => {
    const hub = installation.start({}, ['--demo']);
    const url = await hub.ready();
    const client = await logIn(hub, url);

    const conversations = await client.call(conversationsRoutes.list, {});

    expect(conversations.map(({ user }) => user?.name.endsWith(' (demo)'))).not.toContain(false);
    expect(conversations.filter(({ unread }) => unread > 0).length).toBeGreaterThanOrEqual(2);
    // Messages before a reply count as read.
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

  it('keeps three demo people online, and one of them types to the first person whenever the first person connects', async () => {
    const hub = installation.start({}, ['--demo']);
    const url = await hub.ready();
    const mira = await logIn(hub, url);
    const online = async () => {
      const conversations = await mira.call(conversationsRoutes.list, {});
      return conversations.filter(({ user }) => user!.online).map(({ user }) => user!.name);
    };
    await waitUntil('the demo people are online', async () => (await online()).length === 3);
    expect((await online()).toSorted()).toEqual(['Jonas Weber (demo)', 'Lucía Fernández (demo)', 'Tom Okafor (demo)']);

    for (let connection = 0; connection < 2; connection += 1) {
      const socket = new TestSocket(mira.connect({ transports: ['websocket'], forceNew: true }));
      const newest = (await mira.call(conversationsRoutes.list, {}))[0]!;
      expect(await socket.next('typing_changed')).toEqual({ conversationId: newest.id, userIds: [newest.user!.id] });
      expect(newest.user!.name).toBe('Jonas Weber (demo)');
      expect(await socket.next('typing_changed')).toEqual({ conversationId: newest.id, userIds: [] });
      socket.close();
    }
    await stop(hub);
  });

  it('changes and adds no row if the demo data exists', async () => {
    const first = installation.start({}, ['--demo']);
    const url = await first.ready();
    const ana = await register({ url }, 'Ana');
    const demo = await logIn(first, url);
    const { user } = (await demo.call(conversationsRoutes.list, {}))[0]!;
    await (await ana.connect()).send({ receiverId: user!.id, content: 'Are you real?' });
    // Omits the presence columns, which are written when a server stops.
    const tables = [
      'select id, name, email, password_hash from users order by id',
      'table conversations order by id',
      'table participants order by conversation_id, user_id',
      'table messages order by conversation_id, seq',
    ];
    const allRows = () => Promise.all(tables.map(rows));
    const before = await allRows();
    await stop(first);

    const second = installation.start({}, ['--demo']);
    await second.ready();

    expect(await allRows()).toEqual(before);
    await stop(second);
  });

  it('fails with an explanation in production, and a start without --demo creates no people', async () => {
    const production = installation.start(
      { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes', DB_HOST: '127.0.0.1' },
      ['--demo'],
    );
    expect(await production.exit()).toEqual({ code: 1, signal: null });
    expect(production.stderr.trim()).toMatch(/^--demo is refused in production: [^\n]+\.$/);

    const plain = installation.start();
    await plain.ready();
    expect(plain.stdout).not.toContain('Demo');
    expect(await rows('table users')).toEqual([]);
    await stop(plain);
  });
});
