import { resolve } from 'node:path';
import root from '../jest.config.js';

// These projects are not part of `pnpm test`, because a fresh machine has no browser.
const rootDir = resolve(import.meta.dirname, '..');
const { displayName: _, testMatch: __, ...unit } = root.projects[0];
const shared = {
  ...unit,
  rootDir,
  globalSetup: '<rootDir>/e2e/support/set-up.ts',
  globalTeardown: '<rootDir>/e2e/support/tear-down.ts',
};

/**
 * A project that runs the journeys on one device. `onDesktop` and `onPhone` declare journeys that need a certain
 * device.
 */
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
  // Runs one suite at a time, whose browser and server can use the whole machine.
  maxWorkers: 1,
};
