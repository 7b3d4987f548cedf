import { templateDatabase } from './database.ts';
import setUpSingleNode from './global-setup.ts';
import { startPgbouncer, type TestPgbouncer } from './pgbouncer.ts';
import { publishPooler } from './pooler.ts';

let pgbouncer: TestPgbouncer;

/** Global set-up of a run behind a pooler: adds a pgbouncer with only four connections to each database. */
export default async function setUp(): Promise<void> {
  await setUpSingleNode();
  const direct = templateDatabase();
  pgbouncer = await startPgbouncer(direct, { default_pool_size: 4 });
  publishPooler({ direct, pooled: pgbouncer.keys });
}

export async function tearDown(): Promise<void> {
  await pgbouncer.stop();
  const database = await import('./test-database.ts');
  await database.tearDown();
}
