import config from './jest.config.js';

// The same end-to-end tests against three nodes, or HUB_NODES, with the clients spread over them; and `pnpm cluster` itself.

/** What is about one process or about none, or starts nodes of its own. */
const ofOneProcess = [
  'documents',
  'embedded-database',
  'health',
  'hostile-clients',
  'idle-connections',
  'import-rules',
  'migrations',
  'nodes',
  'origins',
  'presence-nodes',
  'redis',
  'slow-readers',
  'start',
  'start-refused',
];

const e2e = config.projects.find(({ displayName }) => displayName === 'e2e');

/** @type {import('jest').Config} */
export default {
  ...config,
  projects: [
    {
      ...e2e,
      displayName: 'nodes',
      globalSetup: '<rootDir>/server/test/support/cluster-set-up.ts',
      globalTeardown: '<rootDir>/server/test/support/cluster-tear-down.ts',
      testMatch: ['<rootDir>/server/test/**/*.e2e-spec.ts'],
      testPathIgnorePatterns: [`/(?:${ofOneProcess.join('|')})\\.e2e-spec\\.ts$`],
    },
    {
      ...config.projects.find(({ displayName }) => displayName === 'unit'),
      displayName: 'cluster',
      testMatch: ['<rootDir>/cluster/test/**/*.e2e-spec.ts'],
    },
  ],
};
