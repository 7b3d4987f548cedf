import build from './build.ts';
import { createTemplate } from './server.ts';

/** Jest's global setup: builds the project, and creates the database template that all suites of a run copy. */
export default async function setUp(): Promise<void> {
  build();
  await createTemplate();
}
