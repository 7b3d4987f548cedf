import { template } from './database.ts';
import setUpOneNode from './global-setup.ts';
import { startPgbouncer, type TestPgbouncer } from './pgbouncer.ts';
import { publishPooler } from './pooler.ts';

let pgbouncer: TestPgbouncer;

/** The same as for one node, and a pgbouncer before the database, with few connections to each database. */
export default async function setUp(): Promise<void> {
  await setUpOneNode();
  const direct = template();
  pgbouncer = await startPgbouncer(direct, { default_pool_size: 4 });
  publishPooler({ direct, pooled: pgbouncer.keys });
}

export async function tearDown(): Promise<void> {
  await pgbouncer.stop();
  const database = await import('./test-database.ts');
  await database.tearDown();
}
