import { runGenerator, type Measurement } from '../run-generator.js';
import type { SendJob, SendResult } from '../jobs.js';
import type { ServerProcess } from '../processes.js';
import { startSystem, type SystemName } from '../systems.js';
import { logProgress, type Context } from './context.js';
import { allSystems, loads, type Load } from './loads.js';

export interface SendMeasurement extends Measurement<SendResult> {
  readonly scenario: string;
  readonly system: SystemName;
}

const WARM_UP_SECONDS = 1;

/** Measures product and ceilings in alternation, so that a machine that slows down slows down all of them. */
export async function measureSending(context: Context): Promise<SendMeasurement[]> {
  const { database, options } = context;
  const measurements: SendMeasurement[] = [];
  const { only } = options;
  const list = loads.filter(({ group, name }) => only.includes(group) || only.includes(name));
  if (list.length === 0) return measurements;
  const servers = new Map<SystemName, ServerProcess>();
  for (const system of allSystems) servers.set(system, await startSystem(system, database, options.cpuProf));
  for (const load of list) {
    const { name, systems } = load;
    for (let round = 0; round < options.rounds; round += 1) {
      for (const system of systems) {
        const measured = await runGenerator(
          jobOf(load, servers.get(system)!.port, system, context),
          servers.get(system)!,
          database,
        );
        logProgress(`${name}, ${system}: ${Math.round(measured.result.perSecond)} msg/s`);
        measurements.push({ scenario: name, system, ...measured });
      }
    }
  }
  for (const server of servers.values()) await server.stop();
  return measurements;
}

function jobOf({ job, singlePair }: Load, port: number, system: SystemName, { pairs, options }: Context): SendJob {
  return {
    kind: 'send',
    ports: [port],
    acrossNodes: false,
    pairs: singlePair ? pairs.slice(0, 1) : pairs,
    bothWays: singlePair === true,
    ...job,
    hasSeq: system !== 'ceiling 1',
    warmUpSeconds: WARM_UP_SECONDS,
    seconds: options.seconds,
  };
}
