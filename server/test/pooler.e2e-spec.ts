import { HubClient } from '@smart-hub/sdk';
import { Client } from 'pg';
import { createDatabase, type DatabaseKeys } from './support/database.js';
import { sendRequest, expectProblem } from './support/http.js';
import { closeSockets, PASSWORD, register, registerAll, waitUntil } from './support/hub.js';
import { Installation } from './support/installation.js';
import { poolerSettings, startPgbouncer, type TestPgbouncer } from './support/pgbouncer.js';
import { stopTestServers, startTestServer, type TestServerProcess } from './support/server-process.js';

/** The number of pooled connections: few, so that session state that one client leaves affects others at once. */
const CONNECTIONS = 2;
/** A statement ends within 4.5 s; the rest is a margin for slow machines. */
const RESPONSE_LIMIT_MS = 15_000;

let keys: DatabaseKeys;
let pgbouncer: TestPgbouncer;
let server: TestServerProcess;
const clients: Client[] = [];

beforeAll(async () => {
  keys = await createDatabase();
  pgbouncer = await startPgbouncer(keys, { default_pool_size: CONNECTIONS });
  server = await startTestServer(poolerSettings(keys), pgbouncer.keys);
});
afterEach(async () => {
  closeSockets();
  await Promise.all(clients.splice(0).map((client) => client.end()));
});
afterAll(async () => {
  await stopTestServers();
  await pgbouncer.stop();
});

async function connectTo({ DB_HOST, DB_PORT, DB_USERNAME, DB_PASSWORD, DB_NAME }: DatabaseKeys): Promise<Client> {
  const client = new Client({
    host: DB_HOST,
    port: DB_PORT,
    user: DB_USERNAME,
    password: DB_PASSWORD,
    database: DB_NAME,
  });
  clients.push(client);
  await client.connect();
  return client;
}

/** Registers Ana and `others` people, and creates a conversation of Ana with each of them. */
async function createConversations(others: number) {
  const [ana, ...rest] = await registerAll(server, others + 1);
  const anaSocket = await ana!.connect();
  const sends = rest.map(({ id }) => anaSocket.send({ receiverId: id, content: 'first', clientMessageId: 'first' }));
  const conversations = (await Promise.all(sends)).map(({ conversation }) => conversation.id);
  return { ana: ana!, others: rest, anaSocket, conversations };
}

test('people can register, send, read and search, see who is online, and create insights through a pooler', async () => {
  const { ana, others, anaSocket, conversations } = await createConversations(6);
  const sockets = await Promise.all(others.map((other) => other.connect()));
  await anaSocket.waitForCount('user_joined', others.length);

  const sends = sockets.flatMap((socket) =>
    Array.from({ length: 20 }, (_, index) =>
      socket.send({ receiverId: ana.id, content: `word ${index}`, clientMessageId: `${index % 10}` }),
    ),
  );
  const sent = await Promise.all(sends);
  expect(sent.filter(({ deduplicated }) => deduplicated)).toHaveLength(sends.length / 2);
  for (const id of conversations) {
    const { body } = await sendRequest(server, `GET /api/messages/${id}`, { token: ana.token });
    expect((body as { seq: number }[]).map(({ seq }) => seq)).toEqual(Array.from({ length: 11 }, (_, i) => i + 1));
  }
  const [conversationId] = conversations as [string];
  expect(await anaSocket.hub.command('mark_read', { conversationId, seq: 11 })).toMatchObject({ seq: 11, unread: 0 });
  const synced = await anaSocket.hub.command('sync', { conversations: { [conversationId]: 5 } });
  expect(synced.changes).toHaveLength(conversations.length);
  const search = await sendRequest(server, 'GET /api/users?q=person&everyone=true', { token: ana.token });
  expect(search.body).toHaveLength(others.length);
  const insight = await sendRequest(server, `POST /api/insights/${conversationId}`, { token: ana.token });
  expect(insight).toMatchObject({ status: 200, body: { conversation: { id: conversationId } } });
  const session = await new HubClient({ url: server.url }).login({ email: ana.email, password: PASSWORD });
  expect(session.user.id).toBe(ana.id);
  sockets[0]!.close();
  expect(await anaSocket.next('user_left')).toEqual({ id: others[0]!.id });
  expect((await sendRequest(server, 'GET /api/health')).status).toBe(200);
});

test('no session state is left on pooled connections', async () => {
  await createConversations(5);
  const directClient = await connectTo(keys);
  const { rows: expected } = await directClient.query(SESSION_STATE);
  // The transactions use all pooled connections at the same time.
  const pooled = await Promise.all(Array.from({ length: CONNECTIONS }, () => connectTo(pgbouncer.keys)));
  await Promise.all(pooled.map((client) => client.query('begin')));
  for (const client of pooled) expect((await client.query(SESSION_STATE)).rows).toEqual(expected);
  await Promise.all(pooled.map((client) => client.query('commit')));
});

const SESSION_STATE = `
  select (select count(*) from pg_prepared_statements) as prepared,
         (select count(*) from pg_listening_channels()) as channels,
         (select count(*) from pg_locks where locktype = 'advisory') as locks,
         (select json_agg(name || '=' || setting order by name) from pg_settings
           where source in ('session', 'client') and name not in ('application_name', 'client_encoding')) as settings`;

test('through a pooler, a locked conversation does not delay others, and a send to the locked one fails within the time limit', async () => {
  const { anaSocket, others, conversations } = await createConversations(4);
  const direct = await connectTo(keys);
  await direct.query('begin');
  await direct.query('select from conversations where id = $1 for update', [conversations[0]]);

  const started = performance.now();
  const blocked = anaSocket.send({ receiverId: others[0]!.id, content: 'blocked' }).catch((error: unknown) => error);
  const free = others.slice(1).map(({ id }) => anaSocket.send({ receiverId: id, content: 'second' }));
  expect((await Promise.all(free)).map(({ seq }) => seq)).toEqual([2, 2, 2]);
  expect(await blocked).toMatchObject({ code: 'conversation.busy' });
  expect(performance.now() - started).toBeLessThan(RESPONSE_LIMIT_MS);
  await direct.query('rollback');
  expect(await anaSocket.send({ receiverId: others[0]!.id, content: 'again' })).toMatchObject({ seq: 2 });
});

test('a statement that waits for a locked table through a pooler is cancelled by PostgreSQL itself', async () => {
  const { ana } = await createConversations(1);
  const direct = await connectTo(keys);
  await direct.query('begin');
  await direct.query('lock table users in access exclusive mode');

  const started = performance.now();
  const login = { email: ana.email, password: PASSWORD };
  expectProblem(await sendRequest(server, 'POST /api/auth/login', { json: login }), 'database.unavailable');
  expect(performance.now() - started).toBeLessThan(RESPONSE_LIMIT_MS);
  const countWaiting = async () => {
    const { rows } = await direct.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
          and clock_timestamp() - query_start > interval '5 s'`,
    );
    return rows.length;
  };
  expect(await countWaiting()).toBe(0);
  await direct.query('rollback');
  expect((await sendRequest(server, 'POST /api/auth/login', { json: login })).status).toBe(200);
});

test('a message that a paused pgbouncer delivers too late is not stored', async () => {
  const { anaSocket, others, conversations } = await createConversations(1);
  pgbouncer.pause();
  const failure = await anaSocket.send({ receiverId: others[0]!.id, content: 'late' }).catch((error: unknown) => error);
  pgbouncer.resume();

  expect(failure).toMatchObject({ code: 'database.unavailable' });
  // The server requests a resync once the statement cannot run any more.
  await anaSocket.next('resync');
  expect(await anaSocket.send({ receiverId: others[0]!.id, content: 'last' })).toMatchObject({ seq: 2 });
  const direct = await connectTo(keys);
  const { rows } = await direct.query('select content from messages where conversation_id = $1 order by seq', [
    conversations[0],
  ]);
  expect(rows).toEqual([{ content: 'first' }, { content: 'last' }]);
});

test('a send that reaches PostgreSQL too late on each attempt fails with database.unavailable and stores nothing', async () => {
  const database = await createDatabase();
  const direct = await connectTo(database);
  // Shifts the clock for sends and receipts only, which the function recognizes by their lock_timeout.
  await direct.query(`
    create function public.clock_timestamp() returns timestamptz language sql volatile as $$
      select pg_catalog.clock_timestamp()
             + case when current_setting('lock_timeout') = '100ms' then interval '1 hour' else interval '0' end $$`);
  await direct.query(`alter database "${database.DB_NAME}" set search_path = public, pg_catalog`);
  const serverBehind = await startTestServer(poolerSettings(database), {
    ...pgbouncer.keys,
    DB_NAME: database.DB_NAME,
  });
  const [ana, ben] = await registerAll(serverBehind, 2);
  const anaSocket = await ana!.connect();

  const failure = await anaSocket.send({ receiverId: ben!.id, content: 'late' }).catch((error: unknown) => error);

  expect(failure).toMatchObject({ code: 'database.unavailable' });
  const { rows } = await direct.query('select content from messages');
  expect(rows).toEqual([]);
});

test('a restart of pgbouncer loses no acknowledged message, and no message is stored twice', async () => {
  const { anaSocket, others, conversations } = await createConversations(3);
  const sends = Array.from({ length: 30 }, (_, index) => async () => {
    const message = { receiverId: others[index % 3]!.id, content: `${index}`, clientMessageId: `${index}` };
    // Retries until the message is acknowledged, as the outbox of the SDK does.
    for (;;) {
      const sent = await anaSocket.send(message).catch(() => undefined);
      if (sent) return;
    }
  });
  const sending = Promise.all(sends.map((send) => send()));
  await pgbouncer.kill();
  const healthDuringRestart = await sendRequest(server, 'GET /api/health');
  await pgbouncer.restart();
  await sending;

  expect(healthDuringRestart.status).toBe(503);
  await waitUntil('health is restored', async () => (await sendRequest(server, 'GET /api/health')).status === 200);
  const direct = await connectTo(keys);
  const { rows } = await direct.query(
    'select conversation_id, array_agg(content order by seq) as contents from messages group by conversation_id',
  );
  for (const [index, id] of conversations.entries()) {
    const { contents } = rows.find(({ conversation_id: of }) => of === id) as { contents: string[] };
    const expected = Array.from({ length: 10 }, (_, round) => `${round * 3 + index}`);
    expect(contents.toSorted()).toEqual(['first', ...expected].toSorted());
  }
});

describe('migrations with a pooler', () => {
  let installation: Installation;
  let empty: DatabaseKeys;
  beforeEach(async () => {
    installation = new Installation();
    const direct = await connectTo({ ...keys, DB_NAME: 'postgres' });
    empty = { ...keys, DB_NAME: `${keys.DB_NAME}_empty` };
    await direct.query(`create database "${empty.DB_NAME}"`);
  });
  afterEach(async () => {
    await installation.remove();
    const direct = await connectTo({ ...keys, DB_NAME: 'postgres' });
    await direct.query(`drop database "${empty.DB_NAME}" with (force)`);
  });

  const environment = (): Record<string, string> => ({
    ...asText({ ...pgbouncer.keys, DB_NAME: empty.DB_NAME }),
    ...poolerSettings(keys),
  });

  test('bypass the pooler when a server starts', async () => {
    const program = installation.start(environment());
    const url = await program.ready();
    await register({ url });
    expect(pgbouncer.log()).not.toMatch(/closing because: unsupported/);
  });

  test('bypass the pooler when run by the command, even if the pooler is unreachable', async () => {
    const unreachablePooler = { DB_HOST: '127.0.0.1', DB_PORT: '1' };
    const migrated = installation.migrate(['run'], { ...environment(), ...unreachablePooler });
    expect(await migrated.exit()).toMatchObject({ code: 0 });
    expect(migrated.stdout).toContain('The schema is up to date.');
  });

  test('make a server without DB_DIRECT_HOST refuse to start', async () => {
    const program = installation.start({ ...environment(), DB_DIRECT_HOST: '' });
    expect(await program.exit()).toMatchObject({ code: 1 });
    expect(program.stderr).toContain('DB_DIRECT_HOST is required with DB_POOLER=transaction');
  });

  test('explain that PostgreSQL is unreachable at DB_DIRECT_HOST and DB_DIRECT_PORT', async () => {
    const program = installation.migrate(['run'], {
      ...environment(),
      DB_DIRECT_HOST: '127.0.0.1',
      DB_DIRECT_PORT: '1',
      DB_WAIT: '0',
    });
    expect(await program.exit()).toMatchObject({ code: 1 });
    expect(program.stderr).toContain('start PostgreSQL there, or change DB_DIRECT_HOST and DB_DIRECT_PORT');
  });

  test('make a server without DB_POOLER refuse to start and name the missing key', async () => {
    const program = installation.start({ ...environment(), DB_POOLER: '', DB_DIRECT_HOST: '', DB_DIRECT_PORT: '' });
    expect(await program.exit()).toMatchObject({ code: 1 });
    expect(program.stderr).toContain('set DB_POOLER=transaction');
  });
});

function asText(values: DatabaseKeys): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, `${value}`]));
}
