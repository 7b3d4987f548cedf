import build from './build.ts';
import { openSuiteLog } from './suite-log.ts';

/** Builds the server and creates what the suites of a run share. `test-database.ts` imports the build. */
export default async function setUp(): Promise<void> {
  build();
  openSuiteLog();
  const database = await import('./test-database.ts');
  await database.setUp();
}
