import { join } from 'node:path';
import type { Database } from './database.js';
import { JWT_SECRET } from './fixtures.js';
import { startServerProcess, type ServerProcess } from './processes.js';
import { serverMain, serverRoot } from './product.js';

export type SystemName = 'product' | 'ceiling 1' | 'ceiling 2';

const relay = join(import.meta.dirname, 'ceilings/relay.js');

/** Everything is the default, except the limits that would refuse one machine which simulates a thousand people. */
const raisedLimits = {
  COMMAND_LIMIT: '1000000',
  THROTTLER_LIMIT: '1000000',
  THROTTLER_UNKNOWN_LIMIT: '1000000',
  THROTTLER_USER_LIMIT: '1000000',
  REQUESTS_IN_FLIGHT_PER_USER: '1000000',
  REQUESTS_IN_FLIGHT_PER_ADDRESS: '1000000',
  CONNECTIONS_PER_USER: '1000000',
  CONNECTIONS_PER_ADDRESS: '1000000',
};

/** The same value as in `pnpm start`: by default Node 24 lets the young generation grow to twice this size. */
const NODE_OPTIONS = ['--max-semi-space-size=32'];

/** The heap of a small installation, in MiB. */
const SMALL_HEAP = ['--max-old-space-size=512'];

const productionEnvironment = (database: Database) => ({
  ...database.keys,
  NODE_ENV: 'production',
  PORT: '0',
  JWT_SECRET,
});

/** Starts the product as an operator would, or a ceiling, in a separate process. */
export function startSystem(
  system: SystemName,
  database: Database,
  profile = false,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  if (system !== 'product')
    return startServerProcess(relay, { ...database.keys, STORE: system === 'ceiling 2' ? '1' : '0' });
  const environment = { ...productionEnvironment(database), ...raisedLimits, ...settings };
  const results = join(serverRoot, '../bench/results');
  return startServerProcess(serverMain, environment, [
    ...NODE_OPTIONS,
    ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${results}`] : []),
  ]);
}

/**
 * Starts the product with all its defaults, including the limits, and a small heap.
 *
 * @param settings the settings that differ from the defaults
 * @param preload a module that is loaded into the server first, and that may call `gc()`
 */
export function startWithDefaultLimits(
  database: Database,
  settings: Readonly<Record<string, string>> = {},
  preload?: string,
): Promise<ServerProcess> {
  const imports = preload === undefined ? [] : ['--expose-gc', '--import', preload];
  return startServerProcess(serverMain, { ...productionEnvironment(database), ...settings }, [
    ...NODE_OPTIONS,
    ...SMALL_HEAP,
    ...imports,
  ]);
}
