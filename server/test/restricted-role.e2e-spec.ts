import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sendRequest } from './support/http.js';
import { PASSWORD, register, closeSockets } from './support/hub.js';
import { Installation, CLEAN_EXIT } from './support/installation.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

/** The SQL with which docs/scaling.md creates the roles. */
const documentedSql = /```sql\n(create role hub_owner.*?)```/s.exec(
  readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8'),
)![1]!;

let installation: Installation;
let postgres: TestPostgres;
beforeAll(async () => {
  installation = new Installation();
  postgres = await startPostgres();
  const [roles, grants] = documentedSql.split(/^\\connect hub$/m) as [string, string];
  // One at a time: PostgreSQL cannot create a database in a transaction.
  for (const statement of roles
    .replaceAll('database hub', 'database served')
    .split(/;\n/)
    .filter((text) => text.trim()))
    await postgres.query(statement);
  // The privileges on the public schema of a database that was upgraded from PostgreSQL 14 or older.
  await postgres.query('alter schema public owner to hub; grant create on schema public to public', 'served');
  await postgres.query(grants, 'served');
});
afterAll(async () => {
  closeSockets();
  await installation.remove();
  await postgres.stop();
});

const keysOf = (user: string) => ({ ...postgres.keys, DB_NAME: 'served', DB_USERNAME: user, DB_PASSWORD: 'any' });
const PRODUCTION = { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes' };

test.each([
  ['development', {}],
  ['production', PRODUCTION],
])('a server whose database role can only read and change rows serves every feature in %s', async (_, environment) => {
  expect(await installation.migrate(['run'], { ...keysOf('hub_owner'), ...environment }).exit()).toEqual(CLEAN_EXIT);
  const hub = installation.start({ ...keysOf('hub_server'), ...environment });
  const url = await hub.ready();
  const [ana, ben] = [await register({ url }, 'Ana'), await register({ url }, 'Ben')];
  const [anaSocket, benSocket] = [await ana.connect(), await ben.connect()];
  const { conversation } = await anaSocket.send({ receiverId: ben.id, content: 'Lunch at noon?' });
  expect(await benSocket.hub.command('mark_read', { conversationId: conversation.id, seq: 1 })).toMatchObject({
    unread: 0,
  });
  await benSocket.hub.command('sync', { conversations: {} });
  const requests = [
    `GET /api/messages/${conversation.id}`,
    `POST /api/insights/${conversation.id}`,
    'GET /api/users?q=ben&everyone=true',
    'GET /api/conversations',
  ];
  for (const line of requests)
    expect(await sendRequest({ url }, line, { token: ana.token })).toMatchObject({ status: 200 });
  const wrong = { email: ana.email, password: `${PASSWORD}?` };
  expect((await sendRequest({ url }, 'POST /api/auth/login', { json: wrong })).status).toBe(401);
  expect((await sendRequest({ url }, 'POST /api/auth/login', { json: { ...wrong, password: PASSWORD } })).status).toBe(
    200,
  );
  anaSocket.close();
  await benSocket.next('user_left');
  hub.kill('SIGTERM');
  expect(await hub.exit()).toEqual(CLEAN_EXIT);
  expect(hub.stderr + hub.stdout).not.toMatch(/permission denied/);
});

test('the restricted database role cannot change the schema, and a server that uses this role does not migrate', async () => {
  const runAsServer = (statement: string) => postgres.query(`set role hub_server; ${statement}`, 'served');
  const denied = [
    'create table more (id int)',
    'create temporary table more (id int)',
    'drop table messages',
    'truncate messages',
    'alter table users add x int',
  ];
  for (const statement of denied)
    await expect(runAsServer(statement)).rejects.toThrow(/permission denied|must be owner/);

  expect(await installation.migrate(['revert'], keysOf('hub_owner')).exit()).toEqual(CLEAN_EXIT);
  const hub = installation.start(keysOf('hub_server'));
  expect(await hub.exit()).toEqual({ code: 1, signal: null });
  expect(hub.stderr).toMatch(/does not let "hub_server" use the database "served"/);
});
