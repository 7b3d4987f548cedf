import { connect } from '../src/platform/database/open-database.js';
import { startPostgres, type TestPostgres } from './support/postgres.js';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

it('a start that exceeds the connection limit of PostgreSQL closes its open connections and fails with an explanation', async () => {
  await postgres.query('create role limited login connection limit 1');
  const {
    DB_HOST: host,
    DB_PORT,
    DB_NAME: database,
  } = postgres.keys as Record<'DB_HOST' | 'DB_PORT' | 'DB_NAME', string>;
  const target = { host, port: Number(DB_PORT), database, username: 'limited', password: 'any' };
  // Behind a pooler, a start opens two pools.
  const opening = connect(target, { entities: [], migrations: [] }, { pooler: 'transaction' });
  await expect(opening).rejects.toMatchObject({
    message: expect.stringContaining('has no connection left') as string,
    cause: { code: '53300' },
  });
  expect(await postgres.query(`select usename from pg_stat_activity where usename = 'limited'`)).toEqual([]);
});
