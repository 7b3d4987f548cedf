import { resolve } from 'node:path';
import root from '../jest.config.js';

// Not among the projects of `pnpm test`: a fresh machine has no browser.
const rootDir = resolve(import.meta.dirname, '..');
const { displayName: _, testMatch: __, ...unit } = root.projects[0];
const shared = { ...unit, globalSetup: '<rootDir>/e2e/support/build.ts' };

/** @type {import('jest').Config} */
export default {
  rootDir,
  projects: [
    { ...shared, rootDir, displayName: 'journeys', testMatch: ['<rootDir>/e2e/journeys/*.journey.ts'] },
    { ...shared, rootDir, displayName: 'budgets', testMatch: ['<rootDir>/e2e/budgets/*.budget.ts'] },
  ],
  reporters: root.reporters,
  // A browser and a server have the machine for themselves.
  maxWorkers: 1,
};
