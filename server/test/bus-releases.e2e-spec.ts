import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { HubClient, type Hub as Device } from '@smart-hub/sdk';
import { connect, migrate } from '../src/platform/database/open-database.js';
import { MixedReleases } from '../src/realtime/mixed-releases.js';
import { schema } from '../src/schema.js';
import { dropDatabase, emptyDatabase, type DatabaseKeys } from './support/database.js';
import { closeDevices, openOnline, until as untilDevice } from './support/devices.js';
import { closeHubs, closeSockets, registerAll, startHub, until, type Hub, type TestPerson } from './support/hub.js';
import { Installation, STOPPED, type HubProcess } from './support/installation.js';
import { startRedis, type TestRedis } from './support/redis.js';
import { miscounted } from './support/table.js';
import type { TestSocket } from './support/test-socket.js';

/** The last release whose bus has version 1. */
const PREVIOUS = 'bus-1.tar.gz';
/** Nodes look after each other so often that nobody waits. */
const LEASE = { seconds: 60, renewMs: 100 };
const COUNT = 100;

const shared = { JWT_SECRET: 'the same secret for both of the releases' };

let redis: TestRedis;
let previous: Installation;
let database: DatabaseKeys;

beforeEach(async () => {
  redis = await startRedis();
  previous = new Installation(PREVIOUS);
  database = await emptyDatabase();
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

/** As an operator does: the schema first, then a node in production. */
async function startPrevious(): Promise<{ node: HubProcess; url: string }> {
  expect(await previous.migrate(['run'], environment()).exit()).toEqual(STOPPED);
  const node = previous.start({ ...environment(), NODE_ENV: 'production' });
  return { node, url: await node.ready() };
}

/** Migrates to the schema of this release while the previous one serves. */
async function migrateToThis(): Promise<void> {
  const { DB_HOST: host, DB_PORT: port, DB_USERNAME: username, DB_PASSWORD: password, DB_NAME: name } = database;
  const dataSource = await connect({ host, port, username, password, database: name }, schema);
  await migrate(dataSource).finally(() => dataSource.destroy());
}

async function startThis(): Promise<Hub> {
  await migrateToThis();
  return startHub({ ...shared, REDIS_URL: redis.url }, database, { nodes: 1, lease: LEASE });
}

const numbers = Array.from({ length: COUNT }, (_, index) => index + 1);
const at = (person: TestPerson, { url }: { url: string }) =>
  openOnline({ id: person.id, client: new HubClient({ url, token: person.token }) });
const acknowledged = (device: Device, place: string) => device.messages(place).filter(({ seq }) => seq !== undefined);
const isMixed = (hub: Hub) => hub.parts(MixedReleases)[0]!.isMixed;

/** What a client is told that neither sorts nor leaves out, is in order and once. */
function expectInOrder(socket: TestSocket): void {
  const seqs = socket.messages().map(({ seq }) => seq);
  expect(seqs).toEqual([...new Set(seqs)].toSorted((one, other) => one - other));
}

it('nodes of the previous release and of this one serve beside each other, and no message is lost', async () => {
  const old = await startPrevious();
  const [ana, ben] = (await registerAll(old, 2)) as [TestPerson, TestPerson];
  const hers = await at(ana, old);
  const plain = [await ana.connect({}, old)];
  const hub = await startThis();
  const his = await at(ben, hub);
  plain.push(await ben.connect({}, hub));
  await until('the releases are known to be mixed', () => isMixed(hub));

  for (const number of numbers) {
    await hers.send({ receiverId: ben.id, content: `from Ana ${number}` });
    await his.send({ receiverId: ana.id, content: `from Ben ${number}` });
  }
  const views: [Device, string][] = [
    [hers, ben.id],
    [his, ana.id],
  ];
  const untilAll = async (count: number) => {
    for (const [device, place] of views)
      await untilDevice(device, () => acknowledged(device, place).length === count, `${count} messages`);
  };
  await untilAll(2 * COUNT);
  // Nothing comes after one that is alone by which anybody would see that it is missing; the first ends what was missing before.
  for (const [index, content] of ['from Ana 101', 'from Ana 102', 'from Ben 101', 'from Ben 102'].entries()) {
    if (index < 2) await hers.send({ receiverId: ben.id, content });
    else await his.send({ receiverId: ana.id, content });
    await untilAll(2 * COUNT + index + 1);
  }

  const stored = await hub.sql.rows<{ id: string; conversation_id: string; seq: number; content: string }>(
    'select id, conversation_id, seq, content from messages order by seq',
  );
  for (const [device, place] of views)
    expect(device.messages(place).map(({ id, seq, content }) => ({ id, seq, content }))).toEqual(
      stored.map(({ id, seq, content }) => ({ id, seq, content })),
    );
  for (const name of ['Ana', 'Ben'])
    expect(stored.map(({ content }) => content).filter((content) => content.includes(name))).toEqual(
      [...numbers, 101, 102].map((number) => `from ${name} ${number}`),
    );
  plain.forEach(expectInOrder);
  // What the previous release sends is read, by its rule; what this one sends and what is marked by either is counted, too.
  await plain[0]!.hub.command('mark_read', { conversationId: stored[0]!.conversation_id, seq: 42 });
  expect(await miscounted((text) => hub.sql.rows(text))).toEqual([]);

  old.node.kill('SIGTERM');
  expect(await old.node.exit()).toEqual(STOPPED);
  await until('the releases are not mixed any more', () => !isMixed(hub));
  expect(await hub.sql.rows('select bus_version from nodes where not ended')).toEqual([{ bus_version: 2 }]);
  hers.close();
  const again = await at(ana, hub);
  await again.send({ receiverId: ben.id, content: 'the last' });
  await untilDevice(his, () => his.messages(ana.id).at(-1)?.content === 'the last', 'the last message');
});

it('the previous release serves on while its database is migrated, and what it does is counted', async () => {
  const old = await startPrevious();
  const people = await registerAll(old, 8);
  const sockets = await Promise.all(people.map((person) => person.connect({}, old)));
  let rounds = 0;
  /** Everybody writes to the next one, who opens the conversation and reads all but the newest. */
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
  const migrating = migrateToThis().finally(() => migrated.abort());
  while (!migrated.signal.aborted) await round();
  await migrating;
  expect(rounds).toBeGreaterThan(before);
  for (let count = 0; count < 5; count += 1) await round();

  const hub = await startThis();
  expect(await hub.sql.rows('select count(*)::integer as count from messages')).toEqual([{ count: 8 * rounds }]);
  expect(await miscounted((text) => hub.sql.rows(text))).toEqual([]);
  for (const person of people) {
    const listed = await new HubClient({ url: hub.url, token: person.token }).call(conversationsRoutes.list, {});
    expect(listed.map(({ unread }) => unread).toSorted((one, other) => one - other)).toEqual([0, 1]);
  }
});
