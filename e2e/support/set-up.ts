import build from './build.ts';

/** What the suites of a run share. Loaded after the build, of which it is made. */
export default async function setUp(): Promise<void> {
  build();
  const { prepareTemplate } = await import('./server.ts');
  (globalThis as { removeTemplate?: () => void }).removeTemplate = await prepareTemplate();
}
