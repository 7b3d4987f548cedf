import type { SendJob } from '../jobs.js';
import type { SystemName } from '../systems.js';

/** One load of sends. */
export interface Load {
  readonly name: string;
  readonly group: string;
  readonly systems: readonly SystemName[];
  /** Whether a single pair sends, in both directions. */
  readonly singlePair?: true;
  readonly job: Pick<SendJob, 'receipts'> & { readonly inFlight?: number; readonly rate?: number };
}

export const allSystems = ['product', 'ceiling 1', 'ceiling 2'] as const;
const product = ['product'] as const;

export const loads: readonly Load[] = [
  { group: 'send', name: '8 in flight', systems: allSystems, job: { inFlight: 8, receipts: false } },
  { group: 'send', name: '1 in flight', systems: allSystems, job: { inFlight: 1, receipts: false } },
  { group: 'receipts', name: '8 in flight, receipts', systems: product, job: { inFlight: 8, receipts: true } },
  { group: 'receipts', name: '1,000/s, receipts', systems: product, job: { rate: 1000, receipts: true } },
  {
    group: 'hot',
    name: 'one conversation, 2 × 100 in flight',
    systems: allSystems,
    singlePair: true,
    job: { inFlight: 100, receipts: false },
  },
  ...[100, 1000, 5000].map((rate) => ({
    group: 'rates',
    name: `${rate.toLocaleString('en')}/s`,
    systems: allSystems,
    job: { rate, receipts: false },
  })),
];
