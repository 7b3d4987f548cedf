import { runGenerator } from '../run-generator.js';
import type { ServerProcess } from '../processes.js';
import { startRedis } from '../redis.js';
import { startSystem } from '../systems.js';
import { logProgress, type Context } from './context.js';
import type { SendMeasurement } from './sending.js';

const WARM_UP_SECONDS = 1;

/**
 * Measures the CPU of all nodes per message for different numbers of nodes, with receivers on the sender's node and on
 * another node. Throughput would say nothing about that, because the nodes share the machine's few cores.
 */
export async function measureNodes({ options, database, pairs }: Context): Promise<SendMeasurement[]> {
  if (!options.only.includes('nodes')) return [];
  const redis = await startRedis();
  const measurements: SendMeasurement[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    for (const [count, acrossNodes] of [
      [1, false],
      [2, false],
      [2, true],
      [3, false],
      [3, true],
    ] as const) {
      const nodes: ServerProcess[] = [];
      const shared: Record<string, string> = count === 1 ? {} : { REDIS_URL: redis.url };
      while (nodes.length < count) nodes.push(await startSystem('product', database, options.cpuProf, shared));
      const ports = nodes.map(({ port }) => port);
      const load = { pairs, bothWays: false, receipts: false, inFlight: 8, hasSeq: true };
      const scenario = `${count} ${count === 1 ? 'node' : 'nodes'}, ${acrossNodes ? 'to another one' : 'to the same one'}`;
      const before = redis.cpuSeconds();
      const measured = await runGenerator(
        { kind: 'send', ports, acrossNodes, ...load, warmUpSeconds: WARM_UP_SECONDS, seconds: options.seconds },
        nodes,
        database,
      );
      const { result, cores } = measured;
      const micros = Math.round((cores.server * 1e6) / result.perSecond);
      const redisMicros = Math.round(((redis.cpuSeconds() - before) * 1e6) / result.completed);
      logProgress(`${scenario}: ${micros} µs/msg of the nodes, at most ${redisMicros} of Redis`);
      measurements.push({ scenario, system: 'product', ...measured });
      for (const node of nodes) await node.stop();
    }
  }
  await redis.stop();
  return measurements;
}
