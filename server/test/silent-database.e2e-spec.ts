import { randomUUID } from 'node:crypto';
import { HubClient } from '@smart-hub/sdk';
import { Client } from 'pg';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil } from './support/hub.js';

jest.setTimeout(180_000);

/** Everything works again within 20 s, on a machine that is not loaded. */
const LIMIT_MS = 40_000;

async function connectTo(keys: DatabaseKeys): Promise<Client> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  return client;
}

describe('a database whose connections fall silent for ever, while new ones work', () => {
  let proxy: DatabaseProxy;
  let keys: DatabaseKeys;
  /** Past the proxy. */
  let direct: Client;
  afterEach(async () => {
    closeSockets();
    await direct.end();
    await closeHubs();
    proxy.close();
    await dropDatabase(keys);
  });

  async function behindProxy() {
    keys = await createDatabase();
    proxy = await DatabaseProxy.to(keys);
    direct = await connectTo(keys);
    const hub = await startHub({}, proxy.keys, { nodes: 1 });
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const [hers, his] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await hers.send({ receiverId: ben.id, content: 'first' });
    await his.next('unread_changed');
    return { hub, ana, ben, cleo, hers, his, first };
  }

  const stored = async () =>
    (await direct.query<{ content: string }>('select content from messages order by seq')).rows.map(
      ({ content }) => content,
    );

  it('sends, receipts, presence and reads work again in time, and every command is acknowledged', async () => {
    const { hub, ana, ben, cleo, hers, his, first } = await behindProxy();
    const started = performance.now();
    proxy.freezeOpenConnections();

    const commands = await Promise.allSettled([
      hers.send({ receiverId: ben.id, content: 'second', clientMessageId: 'second' }),
      his.hub.command('mark_read', { conversationId: first.conversation.id, seq: 1 }),
      his.hub.command('sync', { conversations: {} }),
      hers.hub.command('typing', { conversationId: first.conversation.id, active: true }),
    ]);
    for (const command of commands)
      if (command.status === 'rejected') expect(command.reason).toMatchObject({ code: 'database.unavailable' });

    await hers.send({ receiverId: ben.id, content: 'second', clientMessageId: 'second' });
    await hers.send({ receiverId: ben.id, content: 'third' });
    expect(await his.hub.command('mark_read', { conversationId: first.conversation.id, seq: 3 })).toMatchObject({
      unread: 0,
    });
    const third = await cleo.connect();
    expect(await sendRequest(hub, 'GET /api/conversations', { token: ana.token })).toMatchObject({
      body: [{ user: { id: ben.id, online: true } }],
    });
    expect(performance.now() - started).toBeLessThan(LIMIT_MS);

    expect(await stored()).toEqual(['first', 'second', 'third']);
    await his.waitForCount('new_message', 3);
    expect(his.messages().map(({ content }) => content)).toEqual(['first', 'second', 'third']);
    // After Ben, who may have come after her.
    while ((await hers.next('user_joined')).id !== cleo.id);
    const [state] = third.payloads('presence_state');
    expect(
      state!.users
        .filter(({ online }) => online)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([ana.id, ben.id].toSorted());
    expect(hers.receivedNames()).not.toContain('user_left');
  });

  it('health says so, and says when every pool works again', async () => {
    const { hub, hers, ben } = await behindProxy();
    const health = async () => (await sendRequest(hub, 'GET /api/health')).status;
    expect(await health()).toBe(200);
    proxy.freezeOpenConnections();
    expect(await health()).toBe(503);
    await waitUntil('every pool works', async () => (await health()) === 200);
    expect(await hers.send({ receiverId: ben.id, content: 'second' })).toMatchObject({ seq: 2 });
  });

  it('a statement that arrives after all stores nothing that its sender was told had failed', async () => {
    const { hers, ben } = await behindProxy();
    const deliver = proxy.freezeOpenConnections();

    const outcome = await hers.send({ receiverId: ben.id, content: 'late' }).then(
      () => 'acknowledged',
      () => 'failed',
    );
    deliver();
    await hers.send({ receiverId: ben.id, content: 'last' });

    expect(await stored()).toEqual(outcome === 'acknowledged' ? ['first', 'late', 'last'] : ['first', 'last']);
  });

  it('somebody who registers has an account, once, whether or not the first attempt was stored', async () => {
    const { hub } = await behindProxy();
    proxy.freezeOpenConnections();
    const credentials = { email: 'dan@example.com', password: PASSWORD };
    const client = new HubClient({ url: hub.url });
    const session = await client.register({ name: 'Dan', ...credentials });
    expect((await client.login(credentials)).user.id).toBe(session.user.id);
  });

  it('the lease of a node is renewed before it runs out', async () => {
    await behindProxy();
    const lease = async () => {
      const { rows } = await direct.query<{ id: string; left: number }>(
        'select id, extract(epoch from lease_expires_at - clock_timestamp())::float8 as left from nodes',
      );
      return rows[0]!;
    };
    const before = await lease();
    proxy.freezeOpenConnections();
    let least = before.left;
    for (let now = before; now.left <= before.left; now = await lease()) least = Math.min(least, now.left);
    expect(least).toBeGreaterThan(0);
    expect(await lease()).toMatchObject({ id: before.id });
  });
});

it('after an outage of the database no node ends the lease of another before a full lease time has passed', async () => {
  const keys = await createDatabase();
  const proxy = await DatabaseProxy.to(keys);
  const lease = { seconds: 3, renewMs: 100 };
  const hub = await startHub({}, proxy.keys, { nodes: 1, lease });
  const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
  const other = randomUUID();
  await hub.sql.rows(`insert into nodes (id, lease_expires_at) values ($1, clock_timestamp() + interval '1 hour')`, [
    other,
  ]);
  await hub.sql.rows('insert into node_users (node_id, user_id) values ($1, $2)', [other, ben.id]);
  await hub.sql.rows('update users set online = true, last_seen_at = clock_timestamp() where id = $1', [ben.id]);
  const hers = await ana.connect();

  // The other node's lease runs out while the database is away for this one.
  proxy.interrupt();
  const away = await hers.emitRaw('mark_read', { conversationId: randomUUID(), seq: 1 });
  expect(away.error?.code).toBe('database.unavailable');
  const direct = await connectTo(keys);
  const unrenewed = async () => {
    const { rows } = await direct.query<{ left: number }>(
      'select extract(epoch from lease_expires_at - clock_timestamp())::float8 as left from nodes where id <> $1',
      [other],
    );
    return rows[0]!.left < lease.seconds / 2;
  };
  await waitUntil('a renewal has failed', unrenewed);
  await direct.query('update nodes set lease_expires_at = clock_timestamp() where id = $1', [other]);
  const leaseOf = async () => {
    const { rows } = await direct.query<{ ended: boolean; now: number }>(
      'select ended, extract(epoch from clock_timestamp())::float8 as now from nodes where id = $1',
      [other],
    );
    return rows[0];
  };
  const { now: mended } = (await leaseOf())!;
  proxy.restore();

  let ended = await leaseOf();
  while (ended && !ended.ended) ended = await leaseOf();
  const after = (await direct.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 as now'))
    .rows[0]!.now;
  expect(after - mended).toBeGreaterThan(lease.seconds);
  expect(await hers.next('user_left')).toEqual({ id: ben.id });

  closeSockets();
  await direct.end();
  await closeHubs();
  proxy.close();
  await dropDatabase(keys);
});
