import build from './build.ts';

/** What the tests of a run share. Loaded after the build, of which it is made. */
export default async function setUp(): Promise<void> {
  build();
  const database = await import('./test-database.ts');
  await database.setUp();
}
