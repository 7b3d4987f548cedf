import config from './jest.config.js';

// Runs the end-to-end tests against three nodes (or HUB_NODES), with the clients distributed over them; runs some of
// them on one node behind pgbouncer; and runs the tests of `pnpm cluster` itself.

/** Suites with their own database, or with none: the database of the run makes no difference to them. */
const independentSuites = [
  'administration-embedded',
  'command-lines',
  'connection-shortage',
  'database-tls',
  'embedded-database',
  'import-rules',
  'restricted-role',
  'security',
  'security-source',
  'start',
  'start-refused',
  'start-waits',
  'suite-log',
];
/** Suites that test a single process, or start their own nodes. */
const singleNodeSuites = [
  'api-document',
  'bus-hostile',
  'bus-releases',
  'upgrade',
  'connection-limits',
  'full-disk',
  'health',
  'hostile-clients',
  'http-connections',
  'idle-connections',
  'migrations',
  'nodes',
  'origins',
  'packet-limits',
  'password-hashes',
  'password-load',
  'polling',
  'presence-nodes',
  'redis',
  'redis-access',
  'security-log-lines',
  'security-log-refusals',
  'slow-clients',
  'supervised-server',
  'uncaught-errors',
  'unread-responses',
];

/**
 * Suites to which transaction pooling makes a difference: session state, time limits, lost responses, and all kinds of
 * statements.
 */
const poolerSuites = [
  'account-erasure',
  'administration',
  'live-migration',
  'locked-rows',
  'lost-responses',
  'messages-once',
  'messages-order',
  'pooler',
  'presence',
  'receipts',
  'silent-database',
  'sync',
];

const pathsOf = (names) => `/(?:${names.join('|')})\\.e2e-spec\\.ts$`;

/**
 * For `pnpm test:e2e --testPathPatterns`. Together with the project `nodes`, these are all suites that use the database
 * of the run.
 */
export const singleNodePaths = pathsOf(singleNodeSuites);

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
      testPathIgnorePatterns: [pathsOf([...independentSuites, ...singleNodeSuites, 'pooler'])],
    },
    {
      ...e2e,
      displayName: 'pooler',
      globalSetup: '<rootDir>/server/test/support/pooler-set-up.ts',
      globalTeardown: '<rootDir>/server/test/support/pooler-tear-down.ts',
      testMatch: poolerSuites.map((name) => `<rootDir>/server/test/${name}.e2e-spec.ts`),
      testPathIgnorePatterns: [],
    },
    {
      ...config.projects.find(({ displayName }) => displayName === 'unit'),
      displayName: 'cluster',
      testMatch: ['<rootDir>/cluster/test/**/*.e2e-spec.ts'],
    },
  ],
};
