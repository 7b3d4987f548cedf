import { openDatabase, type Database } from './database.js';
import { readOptions, type Options } from './options.js';
import { makePairs, makeUsers } from './fixtures.js';
import { report } from './report/report.js';
import type { Measurements } from './report/summary.js';
import { logProgress } from './scenarios/context.js';
import { measureAttacks } from './scenarios/attack.js';
import { measureDeafTabs } from './scenarios/deaf.js';
import { measureDigests } from './scenarios/digest.js';
import { measureNodes } from './scenarios/nodes.js';
import { measureReconnections } from './scenarios/reconnect.js';
import { measureAccounts, measureReads } from './scenarios/requests.js';
import { measureReturns } from './scenarios/returns.js';
import { measureSending } from './scenarios/sending.js';
import { measureSoak } from './scenarios/soak.js';
import { measureStorms } from './scenarios/storms.js';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  const database = await openDatabase();
  logProgress(database.version);
  // Without this, the embedded PostgreSQL would keep running.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void database.close().finally(() => process.exit(1)));
  }
  try {
    report(await measure(options, database), database.version, options);
  } finally {
    await database.close();
  }
}

/** Runs the scenarios. Those that fill the tables come last: reads are measured among many messages, sends are not. */
async function measure(options: Options, database: Database): Promise<Measurements> {
  const pairs = await makePairs(database.client, await makeUsers(database.client, options.pairs * 2));
  await database.client.query('analyze');
  const context = { options, database, pairs };
  const sending = [...(await measureSending(context)), ...(await measureNodes(context))];
  const storms = await measureStorms(context);
  const deaf = await measureDeafTabs(context);
  const reconnections = await measureReconnections(context);
  const returns = await measureReturns(context);
  const attacks = await measureAttacks(context);
  const soaks = await measureSoak(context);
  const accounts = await measureAccounts(context);
  const digests = await measureDigests(context);
  const reads = await measureReads(context);
  return {
    sending: [...sending, ...deaf.sending, ...reconnections.sending, ...digests.sending],
    storms: [...storms, ...deaf.storms],
    returns: [...reconnections.returns, ...returns],
    requests: [...accounts, ...digests.requests, ...reads],
    attacks,
    soaks,
  };
}

await main();
process.exit();
