import { runGenerator, type Measurement } from '../run-generator.js';
import type { SendResult } from '../jobs.js';
import { residentKiB } from '../processes.js';
import { startSystem } from '../systems.js';
import { logProgress, type Context } from './context.js';
import type { SendMeasurement } from './sending.js';
import { CONCURRENCY, type StormMeasurement } from './storms.js';

/** One message per second for each of a hundred receivers, which the machine can deliver to all their tabs. */
const RATE = 100;
/**
 * 16 kB, escaped. In total half a megabyte per tab, more than the operating system buffers for a tab that does not
 * read.
 */
const CONTENT = String.raw`\u00e9`.repeat(8000);
const SECONDS = 30;

export interface DeafTabMeasurements {
  readonly sending: SendMeasurement[];
  readonly storms: StormMeasurement[];
}

/**
 * Measures the effect of tabs that never read. Each receiver has one tab that reads. As many further tabs as the
 * largest storm has connections are distributed over the receivers; they read in the first run, and never read in the
 * second.
 */
export async function measureDeafTabs(context: Context): Promise<DeafTabMeasurements> {
  const measurements: DeafTabMeasurements = { sending: [], storms: [] };
  if (!context.options.only.includes('deaf')) return measurements;
  for (const neverReads of [false, true]) {
    const { sending, storm } = await measureTabs(context, neverReads);
    const { p50, p99 } = sending.result;
    logProgress(`${sending.scenario}: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
    measurements.sending.push(sending);
    measurements.storms.push(storm);
  }
  return measurements;
}

async function measureTabs(
  { database, options, pairs }: Context,
  neverReads: boolean,
): Promise<{ sending: SendMeasurement; storm: StormMeasurement }> {
  const size = Math.max(...options.connections);
  const tokens = Array.from({ length: size }, (_, index) => pairs[index % pairs.length]!.to.token);
  const server = await startSystem('product', database, options.cpuProf);
  const before = residentKiB(server.pid);
  let sending: Measurement<SendResult> | undefined;
  const sendMessages = async () => {
    const load = { pairs, bothWays: false, receipts: false, rate: RATE, hasSeq: true, content: CONTENT };
    const ports = [server.port];
    sending = await runGenerator(
      { kind: 'send', ports, acrossNodes: false, ...load, warmUpSeconds: 1, seconds: SECONDS },
      server,
      database,
    );
  };
  const storm = { kind: 'storm', port: server.port, tokens, concurrency: CONCURRENCY, neverReads } as const;
  const { result, cores } = await runGenerator(storm, server, database, { onResult: sendMessages });
  const kibPerConnection = (residentKiB(server.pid) - before) / Math.max(1, result.opened);
  await server.stop();
  const tabs = `${size.toLocaleString('en')} tabs that ${neverReads ? 'never read' : 'read'}`;
  return {
    sending: { scenario: `${RATE}/s of 16 kB, beside ${tabs}`, system: 'product', ...sending! },
    storm: { scenario: `${tabs}, after ${SECONDS} s`, system: 'product', result, cores, kibPerConnection },
  };
}
