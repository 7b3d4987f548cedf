import { randomUUID } from 'node:crypto';
import { HubClient } from '@smart-hub/sdk';
import { Client } from 'pg';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import { sendRequest } from './support/http.js';
import { closeHubs, closeSockets, PASSWORD, register, startHub, waitUntil } from './support/hub.js';

jest.setTimeout(180_000);

/** The time limit for full recovery, in milliseconds; on a machine without other load it takes less than 20 s. */
const RECOVERY_LIMIT_MS = 40_000;

async function connectTo(keys: DatabaseKeys): Promise<Client> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: user, DB_PASSWORD: password, DB_NAME: database } = keys;
  const client = new Client({ host, port, user, password, database });
  await client.connect();
  return client;
}

// The proxy freezes the open connections; new connections work.
describe('frozen database connections', () => {
  let proxy: DatabaseProxy;
  let keys: DatabaseKeys;
  /** A connection to the database that bypasses the proxy. */
  let direct: Client;
  afterEach(async () => {
    closeSockets();
    await direct.end();
    await closeHubs();
    proxy.close();
    await dropDatabase(keys);
  });

  async function startBehindProxy() {
    keys = await createDatabase();
    proxy = await DatabaseProxy.to(keys);
    direct = await connectTo(keys);
    const hub = await startHub({}, proxy.keys, { nodes: 1 });
    const [ana, ben, cleo] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben'), register(hub, 'Cleo')]);
    const [anaSocket, benSocket] = await Promise.all([ana.connect(), ben.connect()]);
    const first = await anaSocket.send({ receiverId: ben.id, content: 'first' });
    await benSocket.next('unread_changed');
    return { hub, ana, ben, cleo, anaSocket, benSocket, first };
  }

  const stored = async () =>
    (await direct.query<{ content: string }>('select content from messages order by seq')).rows.map(
      ({ content }) => content,
    );

  it('interrupt sends, receipts, presence and reads only until new connections replace the frozen connections, and every command is acknowledged', async () => {
    const { hub, ana, ben, cleo, anaSocket, benSocket, first } = await startBehindProxy();
    const started = performance.now();
    proxy.freezeOpenConnections();

    const commands = await Promise.allSettled([
      anaSocket.send({ receiverId: ben.id, content: 'second', clientMessageId: 'second' }),
      benSocket.hub.command('mark_read', { conversationId: first.conversation.id, seq: 1 }),
      benSocket.hub.command('sync', { conversations: {} }),
      anaSocket.hub.command('typing', { conversationId: first.conversation.id, active: true }),
    ]);
    for (const command of commands)
      if (command.status === 'rejected') expect(command.reason).toMatchObject({ code: 'database.unavailable' });

    await anaSocket.send({ receiverId: ben.id, content: 'second', clientMessageId: 'second' });
    await anaSocket.send({ receiverId: ben.id, content: 'third' });
    expect(await benSocket.hub.command('mark_read', { conversationId: first.conversation.id, seq: 3 })).toMatchObject({
      unread: 0,
    });
    const cleoSocket = await cleo.connect();
    expect(await sendRequest(hub, 'GET /api/conversations', { token: ana.token })).toMatchObject({
      body: [{ user: { id: ben.id, online: true } }],
    });
    expect(performance.now() - started).toBeLessThan(RECOVERY_LIMIT_MS);

    expect(await stored()).toEqual(['first', 'second', 'third']);
    await benSocket.waitForCount('new_message', 3);
    expect(benSocket.messages().map(({ content }) => content)).toEqual(['first', 'second', 'third']);
    // Skips the event about Ben, who may have connected after Ana.
    while ((await anaSocket.next('user_joined')).id !== cleo.id);
    const [state] = cleoSocket.payloads('presence_state');
    expect(
      state!.users
        .filter(({ online }) => online)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual([ana.id, ben.id].toSorted());
    expect(anaSocket.receivedNames()).not.toContain('user_left');
  });

  it('make the health route respond with 503 until every connection pool works again', async () => {
    const { hub, anaSocket, ben } = await startBehindProxy();
    const health = async () => (await sendRequest(hub, 'GET /api/health')).status;
    expect(await health()).toBe(200);
    proxy.freezeOpenConnections();
    expect(await health()).toBe(503);
    await waitUntil('every pool works', async () => (await health()) === 200);
    expect(await anaSocket.send({ receiverId: ben.id, content: 'second' })).toMatchObject({ seq: 2 });
  });

  it('that deliver a statement late do not store a message whose send has failed', async () => {
    const { anaSocket, ben } = await startBehindProxy();
    const deliver = proxy.freezeOpenConnections();

    const outcome = await anaSocket.send({ receiverId: ben.id, content: 'late' }).then(
      () => 'acknowledged',
      () => 'failed',
    );
    deliver();
    await anaSocket.send({ receiverId: ben.id, content: 'last' });

    expect(await stored()).toEqual(outcome === 'acknowledged' ? ['first', 'late', 'last'] : ['first', 'last']);
  });

  it('do not prevent a registration, which creates one account whether or not its first attempt was stored', async () => {
    const { hub } = await startBehindProxy();
    proxy.freezeOpenConnections();
    const credentials = { email: 'dan@example.com', password: PASSWORD };
    const client = new HubClient({ url: hub.url });
    const session = await client.register({ name: 'Dan', ...credentials });
    expect((await client.login(credentials)).user.id).toBe(session.user.id);
  });

  it('do not let the lease of a node expire', async () => {
    await startBehindProxy();
    const lease = async () => {
      const { rows } = await direct.query<{ id: string; left: number }>(
        'select id, extract(epoch from lease_expires_at - clock_timestamp())::float8 as left from nodes',
      );
      return rows[0]!;
    };
    const before = await lease();
    proxy.freezeOpenConnections();
    let lowest = before.left;
    for (let now = before; now.left <= before.left; now = await lease()) lowest = Math.min(lowest, now.left);
    expect(lowest).toBeGreaterThan(0);
    expect(await lease()).toMatchObject({ id: before.id });
  });
});

it('after a database outage, no node ends the lease of another node before a full lease duration has passed', async () => {
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
  const anaSocket = await ana.connect();

  // The other node's lease expires while this node cannot reach the database.
  proxy.interrupt();
  const failed = await anaSocket.emitRaw('mark_read', { conversationId: randomUUID(), seq: 1 });
  expect(failed.error?.code).toBe('database.unavailable');
  const direct = await connectTo(keys);
  const hasMissedRenewal = async () => {
    const { rows } = await direct.query<{ left: number }>(
      'select extract(epoch from lease_expires_at - clock_timestamp())::float8 as left from nodes where id <> $1',
      [other],
    );
    return rows[0]!.left < lease.seconds / 2;
  };
  await waitUntil('a renewal has failed', hasMissedRenewal);
  await direct.query('update nodes set lease_expires_at = clock_timestamp() where id = $1', [other]);
  const leaseOf = async () => {
    const { rows } = await direct.query<{ ended: boolean; now: number }>(
      'select ended, extract(epoch from clock_timestamp())::float8 as now from nodes where id = $1',
      [other],
    );
    return rows[0];
  };
  const { now: restoredAt } = (await leaseOf())!;
  proxy.restore();

  let row = await leaseOf();
  while (row && !row.ended) row = await leaseOf();
  const endedAt = (await direct.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 as now'))
    .rows[0]!.now;
  expect(endedAt - restoredAt).toBeGreaterThan(lease.seconds);
  expect(await anaSocket.next('user_left')).toEqual({ id: ben.id });

  closeSockets();
  await direct.end();
  await closeHubs();
  proxy.close();
  await dropDatabase(keys);
});
