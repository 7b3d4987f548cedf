import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { sendRequest } from './support/http.js';
import { PASSWORD, register, closeSockets } from './support/hub.js';
import { Installation, CLEAN_EXIT } from './support/installation.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

/** The roles as docs/scaling.md makes them. */
const documented = /```sql\n(create role hub_owner.*?)```/s.exec(
  readFileSync(resolve(__dirname, '../../docs/scaling.md'), 'utf8'),
)![1]!;

let here: Installation;
let postgres: TestPostgres;
beforeAll(async () => {
  here = new Installation();
  postgres = await startPostgres();
  const [roles, grants] = documented.split(/^\\connect hub$/m) as [string, string];
  // One at a time: a database is not made in a transaction.
  for (const statement of roles
    .replaceAll('database hub', 'database served')
    .split(/;\n/)
    .filter((text) => text.trim()))
    await postgres.query(statement);
  // As in a PostgreSQL that was upgraded from 14 or older.
  await postgres.query('alter schema public owner to hub; grant create on schema public to public', 'served');
  await postgres.query(grants, 'served');
});
afterAll(async () => {
  closeSockets();
  await here.remove();
  await postgres.stop();
});

const as = (user: string) => ({ ...postgres.keys, DB_NAME: 'served', DB_USERNAME: user, DB_PASSWORD: 'any' });
const PRODUCTION = { NODE_ENV: 'production', JWT_SECRET: 'a secret of more than thirty-two bytes' };

test.each([
  ['development', {}],
  ['production', PRODUCTION],
])('a role that may change rows alone serves everything, in %s', async (_, environment) => {
  expect(await here.migrate(['run'], { ...as('hub_owner'), ...environment }).exit()).toEqual(CLEAN_EXIT);
  const hub = here.start({ ...as('hub_server'), ...environment });
  const url = await hub.ready();
  const [ana, ben] = [await register({ url }, 'Ana'), await register({ url }, 'Ben')];
  const [hers, his] = [await ana.connect(), await ben.connect()];
  const { conversation } = await hers.send({ receiverId: ben.id, content: 'Lunch at noon?' });
  expect(await his.hub.command('mark_read', { conversationId: conversation.id, seq: 1 })).toMatchObject({ unread: 0 });
  await his.hub.command('sync', { conversations: {} });
  const served = [
    `GET /api/messages/${conversation.id}`,
    `POST /api/insights/${conversation.id}`,
    'GET /api/users?q=ben&everyone=true',
    'GET /api/conversations',
  ];
  for (const line of served) expect(await sendRequest({ url }, line, { token: ana.token })).toMatchObject({ status: 200 });
  const wrong = { email: ana.email, password: `${PASSWORD}?` };
  expect((await sendRequest({ url }, 'POST /api/auth/login', { json: wrong })).status).toBe(401);
  expect((await sendRequest({ url }, 'POST /api/auth/login', { json: { ...wrong, password: PASSWORD } })).status).toBe(200);
  hers.close();
  await his.next('user_left');
  hub.kill('SIGTERM');
  expect(await hub.exit()).toEqual(CLEAN_EXIT);
  expect(hub.stderr + hub.stdout).not.toMatch(/permission denied/);
});

test('it may change nothing in the schema, and a server of that role does not migrate', async () => {
  const attempt = (statement: string) => postgres.query(`set role hub_server; ${statement}`, 'served');
  const denied = [
    'create table more (id int)',
    'create temporary table more (id int)',
    'drop table messages',
    'truncate messages',
    'alter table users add x int',
  ];
  for (const statement of denied) await expect(attempt(statement)).rejects.toThrow(/permission denied|must be owner/);

  expect(await here.migrate(['revert'], as('hub_owner')).exit()).toEqual(CLEAN_EXIT);
  const hub = here.start(as('hub_server'));
  expect(await hub.exit()).toEqual({ code: 1, signal: null });
  expect(hub.stderr).toMatch(/does not let "hub_server" use the database "served"/);
});
