import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { insightsRoutes } from '@smart-hub/contract/insights';
import { messagesRoutes } from '@smart-hub/contract/messages';
import { syncRoutes } from '@smart-hub/contract/sync';
import { usersRoutes } from '@smart-hub/contract/users';
import { closeSockets, registerAll, startHub, type TestHub, type TestPerson } from './support/hub.js';
import { findWrongCounters } from './support/device-differences.js';
import type { TestSocket } from './support/test-socket.js';

describe('a server whose database is migrated while it runs', () => {
  let hub: TestHub;
  let people: TestPerson[];
  let sockets: TestSocket[];
  let sent = 0;
  beforeAll(async () => {
    hub = await startHub();
    people = await registerAll(hub, 4);
    sockets = await Promise.all(people.map((person) => person.connect()));
  });
  afterAll(async () => {
    closeSockets();
    await hub.close();
  });

  /** Lets every person use every feature once, so that every statement is prepared on some connection. */
  async function useEveryFeature(): Promise<void> {
    await Promise.all(
      people.map(async ({ client }, index) => {
        const other = people[(index + 1) % people.length]!;
        const socket = sockets[index]!;
        const { conversation, seq } = await socket.send({ receiverId: other.id, content: `message ${(sent += 1)}` });
        const id = conversation.id;
        await socket.hub.command('mark_read', { conversationId: id, seq });
        await socket.hub.command('typing', { conversationId: id, active: true });
        await client.call(usersRoutes.profile, {});
        await client.call(usersRoutes.listPeople, { query: { q: 'Person' } });
        await client.call(insightsRoutes.create, { params: { conversationId: id } });
        const { insight } = await client.call(conversationsRoutes.open, { params: { id } });
        expect(insight).not.toBeNull();
        await client.call(messagesRoutes.list, { params: { conversationId: id }, query: { limit: 5 } });
        const listed = await client.call(conversationsRoutes.list, {});
        const synced = await client.call(syncRoutes.sync, { body: { conversations: {} } });
        expect(synced.positions).toHaveLength(listed.length);
        const phone = await other.connect();
        expect(await phone.hub.command('mark_delivered', { conversationId: id, seq })).toMatchObject({ seq });
        phone.close();
      }),
    );
  }

  it('serves every request while a column is added to every table', async () => {
    await useEveryFeature();
    const tables = await hub.sql.rows<{ name: string }>(
      `select tablename as name from pg_tables where schemaname = 'public' and tablename <> 'migrations' order by 1`,
    );
    expect(tables.length).toBeGreaterThanOrEqual(9);
    for (const { name } of tables) {
      const alter = hub.sql.rows(`alter table "${name}" add column added_later integer not null default 7`);
      await useEveryFeature();
      await alter;
    }
    await useEveryFeature();
    const [stored] = await hub.sql.rows('select count(*)::integer as count from messages');
    expect(stored).toEqual({ count: sent });
    expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
  });

  it('prepares its statements again when the type of a column has changed', async () => {
    await useEveryFeature();
    await hub.sql.rows('alter table users alter column name type varchar(400)');
    await hub.sql.rows('alter table messages alter column content type varchar');
    await useEveryFeature();
    for (const { client } of people) {
      const [first] = await client.call(conversationsRoutes.list, {});
      expect(first!.lastMessage.content).toMatch(/^message \d+$/);
    }
  });
});
