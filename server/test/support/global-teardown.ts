import { closeSuiteLog } from './suite-log.ts';
import { tearDown as dropAll } from './test-database.ts';

/** Fails the run when a server has logged what it must not. */
export default async function tearDown(): Promise<void> {
  await dropAll();
  closeSuiteLog();
}
