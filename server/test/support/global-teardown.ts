import { closeSuiteLog } from './suite-log.ts';
import { tearDown as dropAll } from './test-database.ts';

/** Drops the databases, and fails the run if a server has logged a secret. */
export default async function tearDown(): Promise<void> {
  await dropAll();
  closeSuiteLog();
}
