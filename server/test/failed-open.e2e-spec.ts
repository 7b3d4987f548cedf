import { connect } from '../src/platform/database/open-database.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

it('a start for which the connections do not suffice closes those that it has opened, and says why it failed', async () => {
  await postgres.query('create role limited login connection limit 1');
  const {
    DB_HOST: host,
    DB_PORT,
    DB_NAME: database,
  } = postgres.keys as Record<'DB_HOST' | 'DB_PORT' | 'DB_NAME', string>;
  const target = { host, port: Number(DB_PORT), database, username: 'limited', password: 'any' };
  // Behind a pooler two pools are opened at the start.
  const opening = connect(target, { entities: [], migrations: [] }, { pooler: 'transaction' });
  await expect(opening).rejects.toMatchObject({
    message: expect.stringContaining('has no connection left') as string,
    cause: { code: '53300' },
  });
  expect(await postgres.query(`select usename from pg_stat_activity where usename = 'limited'`)).toEqual([]);
});
