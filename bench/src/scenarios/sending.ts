import { generate, type Measured } from '../generate.js';
import type { SendJob, SendResult } from '../jobs.js';
import type { Served } from '../processes.js';
import { start, type SystemName } from '../systems.js';
import { note, type Context } from './context.js';

export interface Sending extends Measured<SendResult> {
  readonly scenario: string;
  readonly system: SystemName;
}

type Load = Pick<SendJob, 'bothWays' | 'receipts' | 'pairs'> & { readonly inFlight?: number; readonly rate?: number };

interface Scenario {
  readonly name: string;
  readonly group: string;
  readonly systems: readonly SystemName[];
  readonly load: Load;
}

const everything = ['product', 'ceiling 1', 'ceiling 2'] as const;
const WARM_UP_SECONDS = 1;

function scenarios({ pairs, options: { only } }: Context): Scenario[] {
  const plain = { pairs, bothWays: false, receipts: false };
  const hot = { pairs: pairs.slice(0, 1), bothWays: true, receipts: false };
  const all: Scenario[] = [
    { group: 'send', name: '8 in flight', systems: everything, load: { ...plain, inFlight: 8 } },
    { group: 'send', name: '1 in flight', systems: everything, load: { ...plain, inFlight: 1 } },
    {
      group: 'receipts',
      name: '8 in flight, receipts',
      systems: ['product'],
      load: { ...plain, inFlight: 8, receipts: true },
    },
    {
      group: 'receipts',
      name: '1,000/s, receipts',
      systems: ['product'],
      load: { ...plain, rate: 1000, receipts: true },
    },
    { group: 'hot', name: 'one conversation, 2 × 100 in flight', systems: everything, load: { ...hot, inFlight: 100 } },
    ...[100, 1000, 5000].map((rate) => ({
      group: 'rates',
      name: `${rate.toLocaleString('en')}/s`,
      systems: everything,
      load: { ...plain, rate },
    })),
  ];
  return all.filter(({ group, name }) => only.includes(group) || only.includes(name));
}

/** Product and ceilings take turns, so that a machine that slows down slows down all of them. */
export async function measureSending(context: Context): Promise<Sending[]> {
  const { database, options } = context;
  const found: Sending[] = [];
  const list = scenarios(context);
  if (list.length === 0) return found;
  const served = new Map<SystemName, Served>();
  for (const system of everything) served.set(system, await start(system, database, options.cpuProf));
  for (const { name, systems, load } of list) {
    for (let round = 0; round < options.rounds; round += 1) {
      for (const system of systems) {
        const measured = await generate(
          jobOf(load, served.get(system)!.port, system, options.seconds),
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

function jobOf(load: Load, port: number, system: SystemName, seconds: number): SendJob {
  return {
    kind: 'send',
    ports: [port],
    across: false,
    ...load,
    numbered: system !== 'ceiling 1',
    warmUpSeconds: WARM_UP_SECONDS,
    seconds,
  };
}
