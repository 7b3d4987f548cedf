import { resolve } from 'node:path';
import root from '../jest.config.js';

// Not among the projects of `pnpm test`: a fresh machine has no browser.
const rootDir = resolve(import.meta.dirname, '..');
const { displayName: _, testMatch: __, ...unit } = root.projects[0];
const shared = {
  ...unit,
  rootDir,
  globalSetup: '<rootDir>/e2e/support/set-up.ts',
  globalTeardown: '<rootDir>/e2e/support/tear-down.ts',
};

/** Every journey runs on both devices, but for those about what only one of them has. */
const journeys = (device) => ({
  ...shared,
  displayName: device,
  globals: { device },
  testMatch: ['<rootDir>/e2e/journeys/*.journey.ts'],
});

/** @type {import('jest').Config} */
export default {
  rootDir,
  projects: [
    journeys('desktop'),
    journeys('phone'),
    {
      ...shared,
      displayName: 'budgets',
      globals: { device: 'desktop' },
      testMatch: ['<rootDir>/e2e/budgets/*.budget.ts'],
    },
  ],
  reporters: root.reporters,
  // A browser and a server have the machine for themselves.
  maxWorkers: 1,
};
