import { generate, type Measured } from '../generate.js';
import type { SendResult } from '../jobs.js';
import { residentKiB } from '../processes.js';
import { start } from '../systems.js';
import { note, type Context } from './context.js';
import type { Sending } from './sending.js';
import { AT_ONCE, type Storm } from './storms.js';

/** A message a second for each of a hundred receivers: what the machine can hand to all their tabs. */
const RATE = 100;
/** 16 kB, escaped: half a megabyte for each tab in all, which is more than the system buffers for one that does not read. */
const CONTENT = String.raw`\u00e9`.repeat(8000);
const SECONDS = 30;

export interface Deaf {
  readonly sending: Sending[];
  readonly storms: Storm[];
}

/**
 * What people notice of tabs that do not read: each receiver has one that does, and shares the largest storm's number of
 * further ones; in one run those read, too, in the other they never do.
 */
export async function measureDeaf(context: Context): Promise<Deaf> {
  const found: Deaf = { sending: [], storms: [] };
  if (!context.options.only.includes('deaf')) return found;
  for (const deaf of [false, true]) {
    const { sending, storm } = await one(context, deaf);
    const { p50, p99 } = sending.result;
    note(`${sending.scenario}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    found.sending.push(sending);
    found.storms.push(storm);
  }
  return found;
}

async function one({ database, options, pairs }: Context, deaf: boolean): Promise<{ sending: Sending; storm: Storm }> {
  const size = Math.max(...options.connections);
  const tokens = Array.from({ length: size }, (_, index) => pairs[index % pairs.length]!.to.token);
  const served = await start('product', database, options.cpuProf);
  const before = residentKiB(served.pid);
  let sending: Measured<SendResult> | undefined;
  const talk = async () => {
    const load = { pairs, bothWays: false, receipts: false, rate: RATE, numbered: true, content: CONTENT };
    const ports = [served.port];
    sending = await generate(
      { kind: 'send', ports, across: false, ...load, warmUpSeconds: 1, seconds: SECONDS },
      served,
      database,
    );
  };
  const storm = { kind: 'storm', port: served.port, tokens, atOnce: AT_ONCE, deaf } as const;
  const { result, cores } = await generate(storm, served, database, { held: talk });
  const kibPerConnection = (residentKiB(served.pid) - before) / Math.max(1, result.opened);
  await served.stop();
  const tabs = `${size.toLocaleString('en')} tabs that ${deaf ? 'never read' : 'read'}`;
  return {
    sending: { scenario: `${RATE}/s of 16 kB, beside ${tabs}`, system: 'product', ...sending! },
    storm: { scenario: `${tabs}, after ${SECONDS} s`, system: 'product', result, cores, kibPerConnection },
  };
}
