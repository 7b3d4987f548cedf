import build from './build.ts';
import { openSuiteLog } from './suite-log.ts';

/** What the tests of a run share. Loaded after the build, of which it is made. */
export default async function setUp(): Promise<void> {
  build();
  openSuiteLog();
  const database = await import('./test-database.ts');
  await database.setUp();
}
