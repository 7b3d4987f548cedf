import build from './build.ts';

/** Builds the project, and creates what the suites of a run share. */
export default async function setUp(): Promise<void> {
  build();
  const { prepareTemplate } = await import('./server.ts');
  (globalThis as { removeTemplate?: () => void }).removeTemplate = await prepareTemplate();
}
