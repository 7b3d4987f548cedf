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
import { presenceChanges, connectionCount, seededRandom, onlineInDatabase, replayPresence } from './support/presence.js';
import { startRedis } from './support/redis.js';
import { stopTestServers, startTestServer } from './support/server-process.js';
import type { TestSocket } from './support/test-socket.js';

const proxies: DatabaseProxy[] = [];
// Each by itself: nodes look after each other all the time.
afterEach(async () => {
  closeSockets();
  await closeHubs();
});
afterAll(async () => {
  await stopTestServers();
  for (const proxy of proxies) proxy.close();
});

/** The nodes look after each other so often that nobody waits; a lease runs out when a test says so. */
const LEASE = { seconds: 60, renewMs: 30 };

const startNode = (database?: DatabaseKeys, environment = {}) => startHub(environment, database, { lease: LEASE });

async function startNodes(count: number, environment = {}): Promise<TestHub[]> {
  const nodes = [await startNode(undefined, environment)];
  while (nodes.length < count) nodes.push(await startNode(nodes[0]!.database, environment));
  return nodes;
}

const nodesIn = async ({ sql }: Pick<TestHub, 'sql'>) =>
  (await sql.rows<{ id: string }>('select id from nodes order by id')).map(({ id }) => id);

/** Those that hold somebody. */
const nodesOf = async ({ sql }: Pick<TestHub, 'sql'>, { id }: TestPerson) =>
  (await sql.rows<{ node_id: string }>('select node_id from node_users where user_id = $1', [id])).map(
    ({ node_id }) => node_id,
  );

/** What a socket was told of who came and went since it was told the state: before, the node may just have noticed. */
const news = (socket: TestSocket) =>
  presenceChanges(
    socket,
    socket.receivedEvents().findIndex(({ name }) => name === 'presence_state'),
  );

/** The time of a lease goes by. */
const expire = ({ sql }: Pick<TestHub, 'sql'>, nodes: readonly string[]) =>
  sql.rows(`update nodes set lease_expires_at = clock_timestamp() - interval '1 ms' where id = any ($1::uuid[])`, [
    nodes,
  ]);

describe('on several nodes', () => {
  it('everybody catches up when a node is gone: it may have stored what it did not live to tell', async () => {
    const redis = await startRedis();
    const [one, two] = (await startNodes(2, { REDIS_URL: redis.url })) as [TestHub, TestHub];
    const [ana, ben] = (await registerAll(one, 2)) as [TestPerson, TestPerson];
    const sockets = [await ana.connect({}, one), await ben.connect({}, two)];

    await one.sql.rows('insert into nodes (id, lease_expires_at) values (gen_random_uuid(), clock_timestamp())');

    for (const socket of sockets) expect(await socket.next('resync')).toEqual({});
    await closeHubs();
    await redis.stop();
  });

  it('people see each other, and are online while one of their tabs is open anywhere', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
    const his = await ben.connect({}, two);
    const laptop = await ana.connect({}, one);
    expect(await his.next('user_joined')).toEqual({ id: ana.id });
    const phone = await ana.connect({}, two);
    const tab = await ben.connect({}, one);
    expect(tab.payloads('presence_state')).toEqual([
      { users: [{ id: ana.id, online: true, lastSeenAt: expect.any(String) }] },
    ]);
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id].toSorted());

    laptop.close();
    await waitUntil('nobody holds her there', async () => (await one.sql.rows('select from node_users')).length === 3);
    expect(await onlineInDatabase(one)).toContain(ana.id);
    phone.close();
    for (const socket of [his, tab]) expect(await socket.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id]);
    expect(news(his)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    expect(news(tab)).toEqual([`user_left ${ana.id}`]);
    expect(news(phone)).toEqual([]);
  });

  it('whoever hides on one of them is hidden on all, though none hears of it; and so are others to them', async () => {
    const [one, two, three] = (await startNodes(3)) as [TestHub, TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one, 'Ana'), register(one, 'Ben')]);
    const hers = [await ana.connect({}, one), await ana.connect({}, two)];
    const his = [await ben.connect({}, two), await ben.connect({}, three)];
    for (const socket of hers) await waitUntil('she sees him', () => [...replayPresence(socket)].join() === ben.id);
    for (const socket of his) await waitUntil('he sees her', () => [...replayPresence(socket)].join() === ana.id);

    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: true } });

    for (const socket of [...hers, ...his]) await waitUntil('nobody is seen', () => replayPresence(socket).size === 0);
    const marks = his.map((socket) => socket.receivedEvents().length);
    // She comes and goes, on a node that has started since, too.
    const four = await startNode(one.database);
    const later = await ana.connect({}, four);
    const cleo = await register(four, 'Cleo');
    await cleo.connect({}, four);
    for (const socket of his) await waitUntil('they see Cleo', () => [...replayPresence(socket)].join() === cleo.id);
    his.forEach((socket, index) => expect(presenceChanges(socket, marks[index])).toEqual([`user_joined ${cleo.id}`]));
    for (const socket of [...hers, later]) expect(replayPresence(socket)).toEqual(new Set());

    await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence: false } });

    for (const socket of [...hers, later])
      await waitUntil('she sees both', () => [...replayPresence(socket)].toSorted().join() === [ben.id, cleo.id].toSorted().join());
    for (const socket of his) await waitUntil('he sees her', () => replayPresence(socket).has(ana.id));
  });

  it('hear of each other at once by way of Redis', async () => {
    const redis = await startRedis();
    // None of these looks by itself.
    const rarely = { lease: { seconds: 600, renewMs: 600_000 } };
    const one = await startHub({ REDIS_URL: redis.url }, undefined, rarely);
    const two = await startHub({ REDIS_URL: redis.url }, one.database, rarely);
    try {
      const [ana, ben] = await Promise.all([register(one), register(one)]);
      const his = await ben.connect({}, two);
      const hers = await ana.connect({}, one);
      expect(await his.next('user_joined')).toEqual({ id: ana.id });
      await hers.send({ receiverId: ben.id, content: 'Hello' });
      hers.close();
      expect(await his.next('user_left')).toEqual({ id: ana.id });
      const hidden = { id: ana.id, online: false, lastSeenAt: null };
      for (const hidesPresence of [true, false]) {
        await ana.client.call(usersRoutes.changePrivacy, { body: { hidesPresence } });
        expect(await his.next('presence_changed')).toEqual({
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

  it('who changes nodes within the grace has not been away', async () => {
    const [one, two] = (await startNodes(2, { PRESENCE_GRACE: '1.5' })) as [TestHub, TestHub];
    const [ana, ben] = await Promise.all([register(one), register(one)]);
    const watchers = [await ben.connect({}, one), await ben.connect({}, two)];
    let hers = await ana.connect({}, one);
    for (const to of [two, one, two]) {
      hers.close();
      hers = await ana.connect({}, to);
      await waitUntil('the other node lets go of her', async () => {
        const held = await one.sql.rows('select from node_users where user_id = $1', [ana.id]);
        return held.length === 1;
      });
    }
    hers.close();
    for (const watcher of watchers) {
      await watcher.next('user_left');
      expect(news(watcher)).toEqual([`user_joined ${ana.id}`, `user_left ${ana.id}`]);
    }
  });

  it('every view is the table’s after people came and went as they liked', async () => {
    const nodes = await startNodes(3);
    const people = await registerAll(nodes[0]!, 18);
    const random = seededRandom(11);
    const somewhere = () => nodes[Math.floor(random() * nodes.length)]!;
    const watchers = await Promise.all(people.slice(0, 3).map((person, index) => person.connect({}, nodes[index]!)));
    const live = await Promise.all(
      people.slice(3).map(async (person) => {
        const tabs: TestSocket[] = [];
        for (let step = 0; step < 8; step += 1) {
          if (tabs.length < 2 && random() < 0.6) tabs.push(await person.connect({}, somewhere()));
          else for (const tab of tabs.splice(0, random() < 0.5 ? 2 : 1)) tab.close();
        }
        return { id: person.id, tabs };
      }),
    );
    const sockets = [...watchers, ...live.flatMap(({ tabs }) => tabs)];
    const connected = [...people.slice(0, 3), ...live.filter(({ tabs }) => tabs.length > 0)]
      .map(({ id }) => id)
      .toSorted();
    await waitUntil('the table says who is connected', async () => (await onlineInDatabase(nodes[0]!)).join() === connected.join());
    const ownerOf = new Map([
      ...watchers.map((socket, index) => [socket, people[index]!.id] as const),
      ...live.flatMap(({ id, tabs }) => tabs.map((tab) => [tab, id] as const)),
    ]);
    await waitUntil('every view is the table', () =>
      sockets.every((socket) => {
        const others = connected.filter((id) => id !== ownerOf.get(socket));
        return [...replayPresence(socket)].toSorted().join() === others.join();
      }),
    );
  });

  it('whoever is connected is online again, whatever was written; and nobody is told', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const his = await ben.connect({}, one);
    await ana.connect({}, one);
    await his.next('user_joined');
    // As a node of the version before does when it stops.
    await one.sql.rows('update users set online = false, last_seen_at = clock_timestamp() where online');
    await waitUntil('they are', async () => (await onlineInDatabase(one)).length === 2);
    await cleo.connect({}, two);
    await his.next('user_joined');
    expect(news(his)).toEqual([`user_joined ${ana.id}`, `user_joined ${cleo.id}`]);
  });

  it('people are counted wherever they are; when that makes a crowd, strangers are not shown any more, and are after it', async () => {
    const [one, two] = (await startNodes(2, { PRESENCE_EVERYONE_UP_TO: '2' })) as [TestHub, TestHub];
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const hers = await ana.connect({}, one);
    const his = await ben.connect({}, two);
    await hers.next('user_joined');
    await his.send({ receiverId: cleo.id, content: 'Hello' });
    const third = await cleo.connect({}, two);
    await waitUntil('he is told of his partner', () => news(his).includes(`user_joined ${cleo.id}`));
    expect([...replayPresence(third)]).toEqual([ben.id]);
    await waitUntil('strangers are not shown', () => replayPresence(hers).size === 0);
    await waitUntil('nor on the other node', () => [...replayPresence(his)].join() === cleo.id);
    his.close();
    third.close();
    await waitUntil('she is alone', async () => (await onlineInDatabase(one)).join() === ana.id);
    await waitUntil('she is told anew', () => hers.payloads('presence_state').length === 3);
    await ben.connect({}, two);
    await waitUntil('she sees him', () => [...replayPresence(hers)].join() === ben.id);
  });
});

describe('a node that is gone', () => {
  it('takes its users offline, unless they are elsewhere; each of the others tells it once', async () => {
    const [one, two] = (await startNodes(2)) as [TestHub, TestHub];
    const lost = await startTestServer({}, one.database);
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const watchers = [await ben.connect({}, one), await ben.connect({}, two)];
    await Promise.all([ana.connect({ reconnection: false }, lost), cleo.connect({ reconnection: false }, lost)]);
    for (const watcher of watchers) await watcher.waitForCount('user_joined', 2);
    const hers = await cleo.connect({}, two);
    const others = await nodesIn(one);
    await lost.kill();
    await expire(one, await nodesOf(one, ana));
    for (const watcher of watchers) expect(await watcher.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id, cleo.id].toSorted());
    await waitUntil('it is forgotten', async () => (await nodesIn(one)).length === others.length - 1);
    hers.close();
    for (const watcher of watchers) {
      await watcher.waitForCount('user_left', 2);
      expect(news(watcher).slice(2)).toEqual([`user_left ${ana.id}`, `user_left ${cleo.id}`]);
    }
  });

  it('but was only paused, takes its users online again', async () => {
    const one = await startNode();
    const paused = await startTestServer({}, one.database);
    const [ana, ben] = await Promise.all([register(one), register(one)]);
    const his = await ben.connect({}, one);
    const hers = await ana.connect({ reconnection: false }, paused);
    await his.next('user_joined');
    paused.signal('SIGSTOP');
    await waitUntil('she is taken offline', async () => {
      // Again and again: a renewal may have been on its way.
      await expire(one, await nodesOf(one, ana));
      return his.payloads('user_left').length > 0;
    });
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    paused.signal('SIGCONT');
    expect(await his.next('user_joined')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id].toSorted());
    expect(news(hers).filter((line) => line !== `user_joined ${ben.id}`)).toEqual([]);
  });

  it('but was only cut off the database, does, too; and its own clients are told what happened meanwhile', async () => {
    const keys = await createDatabase();
    const proxy = await DatabaseProxy.to(keys);
    proxies.push(proxy);
    const cut = await startNode(proxy.keys);
    const one = await startNode(keys);
    const [ana, ben, cleo, dan] = (await registerAll(one, 4)) as [TestPerson, TestPerson, TestPerson, TestPerson];
    const his = await ben.connect({}, one);
    const hers = await ana.connect({}, cut);
    await dan.connect({}, cut);
    await his.waitForCount('user_joined', 2);
    proxy.interrupt();
    await expire(one, await nodesOf(one, ana));
    await his.waitForCount('user_left', 2);
    await cleo.connect({}, one);
    proxy.restore();
    await his.waitForCount('user_joined', 5);
    const again = [ana, cleo, dan].map(({ id }) => `user_joined ${id}`).toSorted();
    expect(news(his).slice(4).toSorted()).toEqual(again);
    await waitUntil('she sees them', () => replayPresence(hers).size === 3);
    expect(news(hers).join()).not.toContain('user_left');
    expect(await onlineInDatabase(one)).toEqual([ana, ben, cleo, dan].map(({ id }) => id).toSorted());
  });

  it('because it was stopped, leaves its users the grace to come back elsewhere', async () => {
    const one = await startNode();
    const two = await startNode(one.database, { PRESENCE_GRACE: '60' });
    const [ana, ben, cleo] = await Promise.all([register(one), register(one), register(one)]);
    const his = await ben.connect({}, one);
    await Promise.all([ana.connect({ reconnection: false }, two), cleo.connect({ reconnection: false }, two)]);
    await his.waitForCount('user_joined', 2);
    await two.stop();
    expect(await onlineInDatabase(one)).toEqual([ana.id, ben.id, cleo.id].toSorted());
    const hers = await cleo.connect({}, one);
    // The grace is over.
    await expire(one, await nodesOf(one, ana));
    expect(await his.next('user_left')).toEqual({ id: ana.id });
    expect(await onlineInDatabase(one)).toEqual([ben.id, cleo.id].toSorted());
    hers.close();
    await his.waitForCount('user_left', 2);
    expect(news(his).slice(2)).toEqual([`user_left ${ana.id}`, `user_left ${cleo.id}`]);
  });

  it('has each of its users taken offline once, however many nodes notice at the same instant', async () => {
    // None of these looks by itself.
    const nodes: TestHub[] = [];
    for (let count = 0; count < 3; count += 1)
      nodes.push(await startHub({}, nodes[0]?.database, { lease: { seconds: 600, renewMs: 600_000 } }));
    const { sql } = nodes[0]!;
    const dead = randomUUID();
    await sql.rows('insert into nodes (id, lease_expires_at) values ($1, clock_timestamp())', [dead]);
    await sql.rows(
      `insert into users (id, name, email, password_hash, online)
       select gen_random_uuid(), 'Somebody', n || '@example.com', '', true from generate_series(1, 2500) n`,
    );
    await sql.rows('insert into node_users (node_id, user_id) select $1, id from users', [dead]);
    const elsewhere = await nodesIn(nodes[0]!);
    await sql.rows('insert into node_users (node_id, user_id) select $1, id from users order by id limit 500', [
      elsewhere.find((id) => id !== dead),
    ]);

    const reap = async (leases: LeasesStore) => ({ ...(await leases.reap()), seen: await onlineInDatabase(nodes[0]!) });
    const reaped = await Promise.all(nodes.flatMap((node) => node.providers(LeasesStore)).map(reap));

    // Whoever looks then, as a node that starts does, sees nobody who is gone, whichever of them was at it.
    for (const { seen } of reaped) expect(seen).toHaveLength(500);
    const gone = reaped.flatMap(({ users }) => users);
    expect(gone).toHaveLength(2000);
    expect(new Set(gone).size).toBe(2000);
    expect(await onlineInDatabase(nodes[0]!)).toHaveLength(500);
    expect(await nodesIn(nodes[0]!)).not.toContain(dead);
  });
});

it('nobody is left online by nodes that all died, nor by a version that knew of no nodes', async () => {
  const database = await createDatabase();
  // It does not look: all that is found is for the next one.
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
  const hers = await people[0]!.connect({}, next);
  expect(replayPresence(hers).size).toBe(0);
  expect(connectionCount(next)).toBe(1);
  await next.stop();
  await dropDatabase(database);
});

it('nobody is left online whose row was locked when a server started', async () => {
  const before = await startNode();
  const ana = await register(before, 'Ana');
  await before.sql.rows('update users set online = true where id = $1', [ana.id]);
  const { rollback: release } = await before.openTransaction('select from users where id = $1 for update', [ana.id]);

  const next = await startNode(before.database);
  expect(await onlineInDatabase(next)).toEqual([ana.id]);
  await release();
  await waitUntil('she is offline', async () => (await onlineInDatabase(next)).length === 0);
});
