import { publishCluster } from './cluster.ts';
import setUpOneNode from './global-setup.ts';
import { closeSuiteLog } from './suite-log.ts';
import { startRedis, type TestRedis } from './redis.ts';

let redis: TestRedis;

/** The same as for one node, and a Redis: every hub of the run is served by `HUB_NODES` nodes, three if it is not set. */
export default async function setUp(): Promise<void> {
  redis = await startRedis();
  publishCluster({ nodes: Number(process.env['HUB_NODES'] ?? 3), redis: redis.url });
  await setUpOneNode();
}

export async function tearDown(): Promise<void> {
  const database = await import('./test-database.ts');
  await database.tearDown();
  await redis.stop();
  closeSuiteLog();
}
