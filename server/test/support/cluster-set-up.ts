import { publishCluster } from './cluster.ts';
import setUpSingleNode from './global-setup.ts';
import { closeSuiteLog } from './suite-log.ts';
import { startRedis, type TestRedis } from './redis.ts';

let redis: TestRedis;

/** Global set-up of a run on several nodes: adds a Redis, and every hub runs `HUB_NODES` nodes, three by default. */
export default async function setUp(): Promise<void> {
  redis = await startRedis();
  publishCluster({ nodes: Number(process.env['HUB_NODES'] ?? 3), redis: redis.url });
  await setUpSingleNode();
}

export async function tearDown(): Promise<void> {
  const database = await import('./test-database.ts');
  await database.tearDown();
  await redis.stop();
  closeSuiteLog();
}
