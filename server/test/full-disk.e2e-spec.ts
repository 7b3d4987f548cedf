import { Health } from '@smart-hub/contract/health';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { resolve } from 'node:path';
import { createDatabase, dropDatabase, type DatabaseKeys } from './support/database.js';
import { sendRequest } from './support/http.js';
import { settings, waitUntil } from './support/hub.js';

let database: DatabaseKeys;
let server: ChildProcess;

beforeAll(async () => {
  database = await createDatabase();
});

afterAll(async () => {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
  await dropDatabase(database);
});

it('a server whose log is on a full disk keeps serving, and counts the write errors', async () => {
  const full = openSync('/dev/full', 'w');
  server = fork(resolve(__dirname, '../dist/main.js'), {
    env: { ...process.env, ...settings, ...database, DB_PORT: `${database.DB_PORT}`, LOG_LEVEL: 'debug' },
    stdio: ['ignore', full, 'inherit', 'ipc'],
  });
  closeSync(full);
  const [{ port }] = (await once(server, 'message')) as [{ port: number }];
  const hub = { url: `http://127.0.0.1:${port}` };

  await waitUntil('a log line could not be written', async () => {
    const { counters } = Health.parse((await sendRequest(hub, 'GET /api/health')).body);
    return (counters!['errors.caught'] ?? 0) > 0;
  });

  expect((await sendRequest(hub, 'GET /api/health')).status).toBe(200);
  expect(server.exitCode).toBeNull();
});
