import { join } from 'node:path';
import type { Database } from './database.js';
import { JWT_SECRET } from './people.js';
import { serve, type Served } from './processes.js';
import { serverMain, serverRoot } from './product.js';

export type SystemName = 'product' | 'ceiling 1' | 'ceiling 2';

const relay = join(import.meta.dirname, 'ceilings/relay.js');

/** Everything is the default, save what would refuse one machine that plays a thousand people. */
const limits = {
  COMMAND_LIMIT: '1000000',
  THROTTLER_LIMIT: '1000000',
  THROTTLER_UNKNOWN_LIMIT: '1000000',
  THROTTLER_USER_LIMIT: '1000000',
  REQUESTS_IN_FLIGHT_PER_USER: '1000000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '1000000',
  CONNECTIONS_PER_USER: '1000000',
  CONNECTIONS_PER_ADDRESS: '1000000',
};

/** As `pnpm start` has it: Node 24 would let the young generation grow to twice this. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** What a small installation gives it, in MiB. */
const SMALL_HEAP = ['--max-old-space-size=512'];

const installed = (database: Database) => ({ ...database.keys, NODE_ENV: 'production', PORT: '0', JWT_SECRET });

/** Starts the product as an operator would, or a ceiling, in a process of its own. */
export function start(
  system: SystemName,
  database: Database,
  profile = false,
  settings: Readonly<Record<string, string>> = {},
): Promise<Served> {
  if (system !== 'product') return serve(relay, { ...database.keys, STORE: system === 'ceiling 2' ? '1' : '0' });
  const environment = { ...installed(database), ...limits, ...settings };
  const results = join(serverRoot, '../bench/results');
  return serve(serverMain, environment, [
    ...NODE_OPTIONS,
    ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${results}`] : []),
  ]);
}

/**
 * Starts the product with its defaults, the limits included, and little memory.
 *
 * @param settings what is not the default after all
 * @param preload a module that is loaded into it first, and may collect garbage
 */
export function startAsInstalled(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
  preload?: string,
): Promise<Served> {
  const imports = preload === undefined ? [] : ['--expose-gc', '--import', preload];
  return serve(serverMain, { ...installed(database), ...settings }, [...NODE_OPTIONS, ...SMALL_HEAP, ...imports]);
}
