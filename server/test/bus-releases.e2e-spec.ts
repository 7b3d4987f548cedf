import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { HubClient, type Hub as Device } from '@smart-hub/sdk';
import { connect, migrate } from '../src/platform/database/open-database.js';
import { MixedReleases } from '../src/realtime/mixed-releases.js';
import { schema } from '../src/schema.js';
import { dropDatabase, createEmptyDatabase, type DatabaseKeys } from './support/database.js';
import { closeDevices, openOnlineDevice, waitForDevice } from './support/devices.js';
import {
  closeHubs,
  closeSockets,
  registerAll,
  startHub,
  waitUntil,
  type TestHub,
  type TestPerson,
} from './support/hub.js';
import { Installation, CLEAN_EXIT, type HubProcess } from './support/installation.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { findWrongCounters } from './support/device-differences.js';
import type { TestSocket } from './support/test-socket.js';

/** The last release with version 1 of the node bus protocol. */
const PREVIOUS = 'bus-1.tar.gz';
/** Nodes renew their leases every 100 ms, so that the test hardly waits for a renewal. */
const LEASE = { seconds: 60, renewMs: 100 };
const COUNT = 100;

const shared = { JWT_SECRET: 'the same secret for both of the releases' };

let redis: TestRedis;
let previous: Installation;
let database: DatabaseKeys;

beforeEach(async () => {
  redis = await startRedis();
  previous = new Installation(PREVIOUS);
  database = await createEmptyDatabase();
});

afterEach(async () => {
  closeDevices();
  closeSockets();
  await closeHubs();
  await previous.remove();
  await dropDatabase(database);
  await redis.stop();
});

const environment = () => {
  const { DB_PORT, DB_HOST = '', ...keys } = database;
  return { ...keys, ...shared, DB_HOST, DB_PORT: `${DB_PORT}`, REDIS_URL: redis.url };
};

/** Starts a node of the previous release in production, after its migrations. */
async function startPrevious(): Promise<{ node: HubProcess; url: string }> {
  expect(await previous.migrate(['run'], environment()).exit()).toEqual(CLEAN_EXIT);
  const node = previous.start({ ...environment(), NODE_ENV: 'production' });
  return { node, url: await node.ready() };
}

/** Migrates to the schema of this release while a node of the previous release serves. */
async function migrateToCurrent(): Promise<void> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: name } = database;
  const dataSource = await connect({ host, port, username, password, database: name }, schema);
  await migrate(dataSource).finally(() => dataSource.destroy());
}

async function startCurrent(): Promise<TestHub> {
  await migrateToCurrent();
  return startHub({ ...shared, REDIS_URL: redis.url }, database, { nodes: 1, lease: LEASE });
}

const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
const openDeviceAt = (person: TestPerson, { url }: { url: string }) =>
  openOnlineDevice({ id: person.id, client: new HubClient({ url, token: person.token }) });
const acknowledged = (device: Device, userId: string) => device.messages(userId).filter(({ seq }) => seq !== undefined);
const isMixed = (hub: TestHub) => hub.providers(MixedReleases)[0]!.isMixed;

/** Checks that a socket, which neither sorts nor deduplicates, has received messages in order and each at most once. */
function expectInOrder(socket: TestSocket): void {
  const seqs = socket.messages().map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((one, other) => one - other));
}

it('nodes of the previous and of the current release serve together without losing a message', async () => {
  const old = await startPrevious();
  const [ana, ben] = (await registerAll(old, 2)) as [TestPerson, TestPerson];
  const anaDevice = await openDeviceAt(ana, old);
  const plainSockets = [await ana.connect({}, old)];
  const hub = await startCurrent();
  const benDevice = await openDeviceAt(ben, hub);
  plainSockets.push(await ben.connect({}, hub));
  await waitUntil('the current node detects the mixed releases', () => isMixed(hub));

  for (const number of numbers) {
    await anaDevice.send({ receiverId: ben.id, content: `from Ana ${number}` });
    await benDevice.send({ receiverId: ana.id, content: `from Ben ${number}` });
  }
  const views: [Device, string][] = [
    [anaDevice, ben.id],
    [benDevice, ana.id],
  ];
  const waitForAll = async (count: number) => {
    for (const [device, userId] of views)
      await waitForDevice(device, () => acknowledged(device, userId).length === count, `${count} messages`);
  };
  await waitForAll(2 * COUNT);
  // A device notices a missing message when a later one arrives: the first of these reveals earlier gaps. Nothing would reveal
  // that the last one is missing, so the test waits for each of these messages.
  for (const [index, content] of ['from Ana 101', 'from Ana 102', 'from Ben 101', 'from Ben 102'].entries()) {
    if (index < 2) await anaDevice.send({ receiverId: ben.id, content });
    else await benDevice.send({ receiverId: ana.id, content });
    await waitForAll(2 * COUNT + index + 1);
  }

  const stored = await hub.sql.rows<{ id: string; conversation_id: string; seq: number; content: string }>(
    'select id, conversation_id, seq, content from messages order by seq',
  );
  for (const [device, userId] of views)
    expect(device.messages(userId).map(({ id, seq, content }) => ({ id, seq, content }))).toEqual(
      stored.map(({ id, seq, content }) => ({ id, seq, content })),
    );
  for (const name of ['Ana', 'Ben'])
    expect(stored.map(({ content }) => content).filter((content) => content.includes(name))).toEqual(
      [...numbers, 101, 102].map((number) => `from ${name} ${number}`),
    );
  plainSockets.forEach(expectInOrder);
  // The counters include messages stored by the previous release, where a send marks everything before it as read, messages
  // stored by the current release, and reads marked on nodes of either release.
  await plainSockets[0]!.hub.command('mark_read', { conversationId: stored[0]!.conversation_id, seq: 42 });
  expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);

  old.node.kill('SIGTERM');
  expect(await old.node.exit()).toEqual(CLEAN_EXIT);
  await waitUntil('the releases are no longer mixed', () => !isMixed(hub));
  expect(await hub.sql.rows('select bus_version from nodes where not ended')).toEqual([{ bus_version: 2 }]);
  anaDevice.close();
  const newDevice = await openDeviceAt(ana, hub);
  await newDevice.send({ receiverId: ben.id, content: 'the last' });
  await waitForDevice(benDevice, () => benDevice.messages(ana.id).at(-1)?.content === 'the last', 'the last message');
});

it('the previous release keeps serving while its database is migrated, and the counters include its messages and reads', async () => {
  const old = await startPrevious();
  const people = await registerAll(old, 8);
  const sockets = await Promise.all(people.map((person) => person.connect({}, old)));
  let rounds = 0;
  /** Each person writes to the next one, who opens the conversation and reads all messages except the newest. */
  const round = async () => {
    rounds += 1;
    await Promise.all(
      sockets.map(async (socket, index) => {
        const next = (index + 1) % people.length;
        const { conversation, seq } = await socket.send({ receiverId: people[next]!.id, content: `round ${rounds}` });
        const opened = await people[next]!.client.call(conversationsRoutes.open, { params: { id: conversation.id } });
        expect(opened.messages.at(-1)!.seq).toBeGreaterThanOrEqual(seq);
        if (seq > 1) await sockets[next]!.hub.command('mark_read', { conversationId: conversation.id, seq: seq - 1 });
      }),
    );
  };
  for (let count = 0; count < 5; count += 1) await round();
  const before = rounds;
  const migrated = new AbortController();
  const migrating = migrateToCurrent().finally(() => migrated.abort());
  while (!migrated.signal.aborted) await round();
  await migrating;
  expect(rounds).toBeGreaterThan(before);
  for (let count = 0; count < 5; count += 1) await round();

  const hub = await startCurrent();
  expect(await hub.sql.rows('select count(*)::integer as count from messages')).toEqual([{ count: 8 * rounds }]);
  expect(await findWrongCounters((text) => hub.sql.rows(text))).toEqual([]);
  for (const person of people) {
    const listed = await new HubClient({ url: hub.url, token: person.token }).call(conversationsRoutes.list, {});
    expect(listed.map(({ unread }) => unread).toSorted((one, other) => one - other)).toEqual([0, 1]);
  }
});
