import { generate } from '../generate.js';
import type { Served } from '../processes.js';
import { startRedis } from '../redis.js';
import { start } from '../systems.js';
import { note, type Context } from './context.js';
import type { Sending } from './sending.js';

const WARM_UP_SECONDS = 1;
/**
 * What a message costs all nodes together, as there are more of them: with its receiver on the node of its sender, and on
 * another one. How many a machine's few cores carry says nothing about that.
 */
export async function measureNodes({ options, database, pairs }: Context): Promise<Sending[]> {
  if (!options.only.includes('nodes')) return [];
  const redis = await startRedis();
  const found: Sending[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [count, across] of [
      [1, false],
      [2, false],
      [2, true],
      [3, false],
      [3, true],
    ] as const) {
      const nodes: Served[] = [];
      const shared: Record<string, string> = count === 1 ? {} : { REDIS_URL: redis.url };
      while (nodes.length < count) nodes.push(await start('product', database, options.cpuProf, shared));
      const ports = nodes.map(({ port }) => port);
      const load = { pairs, bothWays: false, receipts: false, inFlight: 8, numbered: true };
      const scenario = `${count} ${count === 1 ? 'node' : 'nodes'}, ${across ? 'to another one' : 'to the same one'}`;
      const before = redis.cpuSeconds();
      const measured = await generate(
        { kind: 'send', ports, across, ...load, warmUpSeconds: WARM_UP_SECONDS, seconds: options.seconds },
        nodes,
        database,
      );
      const { result, cores } = measured;
      const micros = Math.round((cores.server * 1e6) / result.perSecond);
      const redisMicros = Math.round(((redis.cpuSeconds() - before) * 1e6) / result.completed);
      note(`${scenario}: ${micros} µs/msg of the nodes, at most ${redisMicros} of Redis`);
      found.push({ scenario, system: 'product', ...measured });
      for (const node of nodes) await node.stop();
    }
  }
  await redis.stop();
  return found;
}
