import { generate, type Measured } from '../generate.js';
import type { SendJob, SendResult } from '../jobs.js';
import type { Served } from '../processes.js';
import { start, type SystemName } from '../systems.js';
import { note, type Context } from './context.js';
import { everything, loads, type Load } from './loads.js';

export interface Sending extends Measured<SendResult> {
  readonly scenario: string;
  readonly system: SystemName;
}

const WARM_UP_SECONDS = 1;

/** Product and ceilings take turns, so that a machine that slows down slows down all of them. */
export async function measureSending(context: Context): Promise<Sending[]> {
  const { database, options } = context;
  const found: Sending[] = [];
  const { only } = options;
  const list = loads.filter(({ group, name }) => only.includes(group) || only.includes(name));
  if (list.length === 0) return found;
  const served = new Map<SystemName, Served>();
  for (const system of everything) served.set(system, await start(system, database, options.cpuProf));
  for (const load of list) {
    const { name, systems } = load;
    for (let round = 0; round < options.rounds; round += 1) {
      for (const system of systems) {
        const measured = await generate(
          jobOf(load, served.get(system)!.port, system, context),
          served.get(system)!,
          database,
        );
        note(`${name}, ${system}: ${Math.round(measured.result.perSecond)} msg/s`);
        found.push({ scenario: name, system, ...measured });
      }
    }
  }
  for (const system of served.values()) await system.stop();
  return found;
}

function jobOf({ job, hot }: Load, port: number, system: SystemName, { pairs, options }: Context): SendJob {
  return {
    kind: 'send',
    ports: [port],
    across: false,
    pairs: hot ? pairs.slice(0, 1) : pairs,
    bothWays: hot === true,
    ...job,
    numbered: system !== 'ceiling 1',
    warmUpSeconds: WARM_UP_SECONDS,
    seconds: options.seconds,
  };
}
