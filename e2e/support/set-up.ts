import build from './build.ts';
import { createTemplate } from './server.ts';

/** Builds the project, and creates what the suites of a run share. */
export default async function setUp(): Promise<void> {
  build();
  await createTemplate();
}
