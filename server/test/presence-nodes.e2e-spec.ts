import { usersRoutes } from '@smart-hub/contract/users';
import { randomUUID } from 'node:crypto';
import { LeasesStore } from '../src/presence/leases.store.js';
import type { DatabaseKeys } from './support/database.js';
import { createDatabase, dropDatabase } from './support/database.js';
import { DatabaseProxy } from './support/database-proxy.js';
import {
  closeHubs,
  closeSockets,
  register,
  registerAll,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import {
  presenceChanges,
  connectionCount,
  seededRandom,
  onlineInDatabase,
  replayPresence,
} from './support/presence.js';
import { startRedis } from './support/redis.js';
import { stopTestServers, startTestServer } from './support/server-process.js';
import type { TestSocket } from './support/test-socket.js';

const proxies: DatabaseProxy[] = [];
// Each test has its own nodes, because nodes check each other's leases all the time.
afterEach(async () => {
  closeSockets();
  await closeHubs();
});
afterAll(async () => {
  await stopTestServers();
  for (const proxy of proxies) proxy.close();
});

/** Nodes check leases so often that tests need not wait; a lease expires only when a test makes it expire. */
const LEASE = { seconds: 60, renewMs: 30 };

const startNode = (database?: DatabaseKeys, environment = {}) => startHub(environment, database, { lease: LEASE });

async function startNodes(count: number, environment = {}): Promise<TestHub[]> {
  const nodes = [await startNode(undefined, environment)];
  while (nodes.length < count) nodes.push(await startNode(nodes[0]!.database, environment));
  return nodes;
}

const nodeIds = async ({ sql }: Pick<TestHub, 'sql'>) =>
  (await sql.rows<{ id: string }>('select id from nodes order by id')).map(({ id }) => id);

/** Returns the ids of the nodes to which a user is connected. */
const nodesOfUser = async ({ sql }: Pick<TestHub, 'sql'>, { id }: TestPerson) =>
  (await sql.rows<{ node_id: string }>('select node_id from node_users where user_id = $1', [id])).map(
    ({ node_id }) => node_id,
  );

/** Returns the presence changes that a socket received since its `presence_state`: earlier changes depend on timing. */
const changesSinceState = (socket: TestSocket) =>
  presenceChanges(
    socket,
    socket.receivedEvents().findIndex(({ name }) => name === 'presence_state'),
  );

/** Makes the leases of nodes expire. */
const expireLeases = ({ sql }: Pick<TestHub, 'sql'>, nodes: readonly string[]) =>
  sql.rows(`update nodes set lease_expires_at = clock_timestamp() - interval '1 ms' where id = any ($1::uuid[])`, [
    nodes,
  ]);

describe('on several nodes', () => {
  it('every client resyncs when a node has crashed, because that node may have stored messages without publishing them', async () => {
    const redis = await startRedis();
    const [one, two] = (await startNodes(2, { REDIS_URL: redis.url })) as [TestHub, TestHub];
    const [ana, ben] = (await registerAll(one, 2)) as [TestPerson, TestPerson];
    const sockets = [await ana.connect({}, one), await ben.connect({}, two)];

    await one.sql.rows('insert into nodes (id, lease_expires_at) values (gen_random_uuid(), clock_timestamp())');

    for (const socket of sockets) expect(await socket.next('resync')).toEqual({});
    await closeHubs();
    await redis.stop();
  });

  it('people see each other, and are online while one of their tabs is open on any node', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
    const benSocket = await ben.connect({}, two);
    const laptop = await ana.connect({}, one);
    expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
    const phone = await ana.connect({}, two);
    const tab = await ben.connect({}, one);
    expect(tab.payloads('presence_state')).toEqual([
      { users: [{ id: ana.id, online: true, lastSeenAt: expect.any(String) }] },
    ]);
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id].toSorted());

    laptop.close();
    await waitUntil(
      'the first node has removed Ana',
      async () => (await one.sql.rows('select from node_users')).length === 3,
    );
    expect(await onlineInDatabase(one)).toContain(ana.id);
    phone.close();
    for (const socket of [benSocket, tab]) expect(await socket.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id]);
    expect(changesSinceState(benSocket)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    expect(changesSinceState(tab)).toEqual([`user_left ${ana.id}`]);
    expect(changesSinceState(phone)).toEqual([]);
  });

  it('a user who hides on one node is hidden on all nodes and sees no other users, even without Redis', async () => {
    const [one, two, three] = (await startNodes(3)) as [TestHub, TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
    const anaSockets = [await ana.connect({}, one), await ana.connect({}, two)];
    const benSockets = [await ben.connect({}, two), await ben.connect({}, three)];
    for (const socket of anaSockets)
      await waitUntil('Ana sees Ben', () => [...replayPresence(socket)].join() === ben.id);
    for (const socket of benSockets)
      await waitUntil('Ben sees Ana', () => [...replayPresence(socket)].join() === ana.id);

    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: true } });

    for (const socket of [...anaSockets, ...benSockets])
      await waitUntil('no socket sees anybody', () => replayPresence(socket).size === 0);
    const eventCounts = benSockets.map((socket) => socket.receivedEvents().length);
    // Ana connects again, to a node that was started later.
    const four = await startNode(one.database);
    const later = await ana.connect({}, four);
    const cleo = await register(four, 'Cleo');
    await cleo.connect({}, four);
    for (const socket of benSockets)
      await waitUntil('Ben sees Cleo', () => [...replayPresence(socket)].join() === cleo.id);
    benSockets.forEach((socket, index) =>
      expect(presenceChanges(socket, eventCounts[index])).toEqual([`user_joined ${cleo.id}`]),
    );
    for (const socket of [...anaSockets, later]) expect(replayPresence(socket)).toEqual(new Set());

    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: false } });

    for (const socket of [...anaSockets, later])
      await waitUntil(
        'Ana sees Ben and Cleo',
        () => [...replayPresence(socket)].toSorted().join() === [ben.id, cleo.id].toSorted().join(),
      );
    for (const socket of benSockets) await waitUntil('Ben sees Ana', () => replayPresence(socket).has(ana.id));
  });

  it('presence changes reach other nodes at once through Redis', async () => {
    const redis = await startRedis();
    // These nodes do not check each other's leases during the test.
    const withoutChecks = { lease: { seconds: 600, renewMs: 600_000 } };
    const one = await startHub({ REDIS_URL: redis.url }, undefined, withoutChecks);
    const two = await startHub({ REDIS_URL: redis.url }, one.database, withoutChecks);
    try {
      const [ana, ben] = await Promise.all([register(one), register(one)]);
      const benSocket = await ben.connect({}, two);
      const anaSocket = await ana.connect({}, one);
      expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
      await anaSocket.send({ receiverId: ben.id, content: 'Hello' });
      anaSocket.close();
      expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
      const hidden = { id: ana.id, online: false, lastSeenAt: null };
      for (const hidesPresence of [true, false]) {
        await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence } });
        expect(await benSocket.next('presence_changed')).toEqual({
          ...hidden,
          ...(hidesPresence ? {} : { lastSeenAt: expect.any(String) }),
        });
      }
    } finally {
      closeSockets();
      await Promise.all([one.stop(), two.stop()]);
      await redis.stop();
    }
  });

  it('a user who changes nodes within the grace period does not go offline', async () => {
    const [one, two] = (await startNodes(2, { PRESENCE_GRACE: '1.5' })) as [TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one), register(one)]);
    const watchers = [await ben.connect({}, one), await ben.connect({}, two)];
    let anaSocket = await ana.connect({}, one);
    for (const to of [two, one, two]) {
      anaSocket.close();
      anaSocket = await ana.connect({}, to);
      await waitUntil('the other node has removed Ana', async () => {
        const rows = await one.sql.rows('select from node_users where user_id = $1', [ana.id]);
        return rows.length === 1;
      });
    }
    anaSocket.close();
    for (const watcher of watchers) {
      await watcher.next('user_left');
      expect(changesSinceState(watcher)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    }
  });

  it('every client agrees with the database after random connects and disconnects', async () => {
    const nodes = await startNodes(3);
    const people = await registerAll(nodes[0]!, 18);
    const random = seededRandom(11);
    const randomNode = () => nodes[Math.floor(random() * nodes.length)]!;
    const watchers = await Promise.all(people.slice(0, 3).map((person, index) => person.connect({}, nodes[index]!)));
    const clients = await Promise.all(
      people.slice(3).map(async (person) => {
        const tabs: TestSocket[] = [];
        for (let step = 0; step < 8; step += 1) {
          if (tabs.length < 2 && random() < 0.6) tabs.push(await person.connect({}, randomNode()));
          else for (const tab of tabs.splice(0, random() < 0.5 ? 2 : 1)) tab.close();
        }
        return { id: person.id, tabs };
      }),
    );
    const sockets = [...watchers, ...clients.flatMap(({ tabs }) => tabs)];
    const connected = [...people.slice(0, 3), ...clients.filter(({ tabs }) => tabs.length > 0)]
      .map(({ id }) => id)
      .toSorted();
    await waitUntil(
      'the database lists the connected users as online',
      async () => (await onlineInDatabase(nodes[0]!)).join() === connected.join(),
    );
    const ownerOf = new Map([
      ...watchers.map((socket, index) => [socket, people[index]!.id] as const),
      ...clients.flatMap(({ id, tabs }) => tabs.map((tab) => [tab, id] as const)),
    ]);
    await waitUntil('every client agrees with the database', () =>
      sockets.every((socket) => {
        const others = connected.filter((id) => id !== ownerOf.get(socket));
        return [...replayPresence(socket)].toSorted().join() === others.join();
      }),
    );
  });

  it('a connected user whom another process set offline is set online again, and no event is published', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const benSocket = await ben.connect({}, one);
    await ana.connect({}, one);
    await benSocket.next('user_joined');
    // A node of the previous version does this when it stops.
    await one.sql.rows('update users set online = false, last_seen_at = clock_timestamp() where online');
    await waitUntil('both are online again', async () => (await onlineInDatabase(one)).length === 2);
    await cleo.connect({}, two);
    await benSocket.next('user_joined');
    expect(changesSinceState(benSocket)).toEqual([`user_joined ${ana.id}`, `user_joined ${cleo.id}`]);
  });

  it('online users of all nodes are counted: strangers are hidden above PRESENCE_EVERYONE_UP_TO, and shown again below it', async () => {
    const [one, two] = (await startNodes(2, { PRESENCE_EVERYONE_UP_TO: '2' })) as [TestHub, TestHub];
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const anaSocket = await ana.connect({}, one);
    const benSocket = await ben.connect({}, two);
    await anaSocket.next('user_joined');
    await benSocket.send({ receiverId: cleo.id, content: 'Hello' });
    const cleoSocket = await cleo.connect({}, two);
    await waitUntil('Ben sees his conversation partner go online', () =>
      changesSinceState(benSocket).includes(`user_joined ${cleo.id}`),
    );
    expect([...replayPresence(cleoSocket)]).toEqual([ben.id]);
    await waitUntil('strangers are not shown', () => replayPresence(anaSocket).size === 0);
    await waitUntil(
      'strangers are not shown on the other node',
      () => [...replayPresence(benSocket)].join() === cleo.id,
    );
    benSocket.close();
    cleoSocket.close();
    await waitUntil('only Ana is online', async () => (await onlineInDatabase(one)).join() === ana.id);
    await waitUntil('Ana receives the state again', () => anaSocket.payloads('presence_state').length === 3);
    await ben.connect({}, two);
    await waitUntil('Ana sees Ben', () => [...replayPresence(anaSocket)].join() === ben.id);
  });
});

describe('a node whose lease expires', () => {
  it('has its users taken offline unless they are connected to another node, and each other node publishes each change once', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const crashed = await startTestServer({}, one.database);
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const watchers = [await ben.connect({}, one), await ben.connect({}, two)];
    await Promise.all([ana.connect({ reconnection: false }, crashed), cleo.connect({ reconnection: false }, crashed)]);
    for (const watcher of watchers) await watcher.waitForCount('user_joined', 2);
    const cleoSocket = await cleo.connect({}, two);
    const others = await nodeIds(one);
    await crashed.kill();
    await expireLeases(one, await nodesOfUser(one, ana));
    for (const watcher of watchers) expect(await watcher.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id, cleo.id].toSorted());
    await waitUntil('the crashed node is removed', async () => (await nodeIds(one)).length === others.length - 1);
    cleoSocket.close();
    for (const watcher of watchers) {
      await watcher.waitForCount('user_left', 2);
      expect(changesSinceState(watcher).slice(2)).toEqual([`user_left ${ana.id}`, `user_left ${cleo.id}`]);
    }
  });

  it('because it was paused sets its users online again when it resumes', async () => {
    const one = await startNode();
    const paused = await startTestServer({}, one.database);
    const [ana, ben] = await Promise.all([register(one), register(one)]);
    const benSocket = await ben.connect({}, one);
    const anaSocket = await ana.connect({ reconnection: false }, paused);
    await benSocket.next('user_joined');
    paused.signal('SIGSTOP');
    await waitUntil('Ana is taken offline', async () => {
      // Repeated, because a renewal that the node sent before the pause may arrive after the first update.
      await expireLeases(one, await nodesOfUser(one, ana));
      return benSocket.payloads('user_left').length > 0;
    });
    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    paused.signal('SIGCONT');
    expect(await benSocket.next('user_joined')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id].toSorted());
    expect(changesSinceState(anaSocket).filter((line) => line !== `user_joined ${ben.id}`)).toEqual([]);
  });

  it('because it lost the database sets its users online again, and sends its own clients the changes they missed', async () => {
    const keys = await createDatabase();
    const proxy = await DatabaseProxy.to(keys);
    proxies.push(proxy);
    const disconnected = await startNode(proxy.keys);
    const one = await startNode(keys);
    const [ana, ben, cleo, dan] = (await registerAll(one, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const benSocket = await ben.connect({}, one);
    const anaSocket = await ana.connect({}, disconnected);
    await dan.connect({}, disconnected);
    await benSocket.waitForCount('user_joined', 2);
    proxy.interrupt();
    await expireLeases(one, await nodesOfUser(one, ana));
    await benSocket.waitForCount('user_left', 2);
    await cleo.connect({}, one);
    proxy.restore();
    await benSocket.waitForCount('user_joined', 5);
    const onlineAgain = [ana, cleo, dan].map(({ id }) => `user_joined ${id}`).toSorted();
    expect(changesSinceState(benSocket).slice(4).toSorted()).toEqual(onlineAgain);
    await waitUntil('Ana sees the other three', () => replayPresence(anaSocket).size === 3);
    expect(changesSinceState(anaSocket).join()).not.toContain('user_left');
    expect(await onlineInDatabase(one)).toEqual([ana, ben, cleo, dan].map(({ id }) => id).toSorted());
  });

  it('because it was stopped leaves its users the grace period to connect to another node', async () => {
    const one = await startNode();
    const two = await startNode(one.database, { PRESENCE_GRACE: '60' });
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const benSocket = await ben.connect({}, one);
    await Promise.all([ana.connect({ reconnection: false }, two), cleo.connect({ reconnection: false }, two)]);
    await benSocket.waitForCount('user_joined', 2);
    await two.stop();
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id, cleo.id].toSorted());
    const cleoSocket = await cleo.connect({}, one);
    // The grace period ends with the lease of the stopped node.
    await expireLeases(one, await nodesOfUser(one, ana));
    expect(await benSocket.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id, cleo.id].toSorted());
    cleoSocket.close();
    await benSocket.waitForCount('user_left', 2);
    expect(changesSinceState(benSocket).slice(2)).toEqual([`user_left ${ana.id}`, `user_left ${cleo.id}`]);
  });

  it('has each of its users taken offline once, however many nodes notice the expired lease concurrently', async () => {
    // These nodes do not check each other's leases during the test.
    const nodes: TestHub[] = [];
    for (let count = 0; count < 3; count += 1)
      nodes.push(await startHub({}, nodes[0]?.database, { lease: { seconds: 600, renewMs: 600_000 } }));
    const { sql } = nodes[0]!;
    const deadNode = randomUUID();
    await sql.rows('insert into nodes (id, lease_expires_at) values ($1, clock_timestamp())', [deadNode]);
    await sql.rows(
      `insert into users (id, name, email, password_hash, online)
       select gen_random_uuid(), 'Somebody', n || '@example.com', '', true from generate_series(1, 2500) n`,
    );
    await sql.rows('insert into node_users (node_id, user_id) select $1, id from users', [deadNode]);
    const allNodes = await nodeIds(nodes[0]!);
    await sql.rows('insert into node_users (node_id, user_id) select $1, id from users order by id limit 500', [
      allNodes.find((id) => id !== deadNode),
    ]);

    const reap = async (leases: LeasesStore) => ({
      ...(await leases.reap()),
      online: await onlineInDatabase(nodes[0]!),
    });
    const reaped = await Promise.all(nodes.flatMap((node) => node.providers(LeasesStore)).map(reap));

    // After its own check, a node (such as one that starts) finds no user of the dead node online, whichever node
    // took them offline.
    for (const { online } of reaped) expect(online).toHaveLength(500);
    const takenOffline = reaped.flatMap(({ users }) => users);
    expect(takenOffline).toHaveLength(2000);
    expect(new Set(takenOffline).size).toBe(2000);
    expect(await onlineInDatabase(nodes[0]!)).toHaveLength(500);
    expect(await nodeIds(nodes[0]!)).not.toContain(deadNode);
  });
});

it('no user is left online by crashed nodes, nor by a version without leases', async () => {
  const database = await createDatabase();
  // This node does not check leases: it leaves all expired leases to the next node.
  const before = await startHub({}, database, { lease: { seconds: 600, renewMs: 600_000 } });
  const people = await registerAll(before, 3);
  await before.sql.rows('update users set online = true where id = $1', [people[0]!.id]);
  for (const { id } of people.slice(1)) {
    const node = randomUUID();
    await before.sql.rows('insert into nodes (id, lease_expires_at) values ($1, clock_timestamp())', [node]);
    await before.sql.rows('insert into node_users (node_id, user_id) values ($1, $2)', [node, id]);
    await before.sql.rows('update users set online = true where id = $1', [id]);
  }
  await before.stop();
  const next = await startNode(database);
  expect(await onlineInDatabase(next)).toEqual([]);
  const socket = await people[0]!.connect({}, next);
  expect(replayPresence(socket).size).toBe(0);
  expect(connectionCount(next)).toBe(1);
  await next.stop();
  await dropDatabase(database);
});

it('a user whose row was locked when a server started is not left online', async () => {
  const before = await startNode();
  const ana = await register(before, 'Ana');
  await before.sql.rows('update users set online = true where id = $1', [ana.id]);
  const { rollback: release } = await before.openTransaction('select from users where id = $1 for update', [ana.id]);

  const next = await startNode(before.database);
  expect(await onlineInDatabase(next)).toEqual([ana.id]);
  await release();
  await waitUntil('Ana is offline', async () => (await onlineInDatabase(next)).length === 0);
});
