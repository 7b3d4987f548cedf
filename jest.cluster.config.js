import config from './jest.config.js';

// The same end-to-end tests against three nodes, or HUB_NODES, with the clients spread over them; some of them, with one node,
// behind pgbouncer; and `pnpm cluster` itself.

/** What has a database of its own, or none: whatever the run has makes no difference to it. */
const ofNoDatabase = [
  'administration-embedded',
  'command-lines',
  'database-tls',
  'embedded-database',
  'failed-open',
  'import-rules',
  'restricted-role',
  'security',
  'security-source',
  'start',
  'start-refused',
  'start-waits',
  'suite-log',
];
/** What is about one process, or starts nodes of its own. */
const ofOneNode = [
  'bus-hostile',
  'bus-releases',
  'upgrade',
  'connection-limits',
  'crashed-server',
  'documents',
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
  'slow-readers',
  'supervised-server',
  'unread-answers',
];

/** What tells a pooler of transactions: session state, limits of time, answers that are lost, and all kinds of statements. */
const behindPooler = [
  'administration',
  'erasing',
  'live-migration',
  'locked-rows',
  'lost-answers',
  'messages-once',
  'messages-order',
  'pooler',
  'presence',
  'receipts',
  'silent-database',
  'sync',
];

const pathsOf = (names) => `/(?:${names.join('|')})\\.e2e-spec\\.ts$`;

/** For `pnpm test:e2e --testPathPatterns`: with the project `nodes`, all that uses the database of the run. */
export const pathsOfOneNode = pathsOf(ofOneNode);

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
      testPathIgnorePatterns: [pathsOf([...ofNoDatabase, ...ofOneNode, 'pooler'])],
    },
    {
      ...e2e,
      displayName: 'pooler',
      globalSetup: '<rootDir>/server/test/support/pooler-set-up.ts',
      globalTeardown: '<rootDir>/server/test/support/pooler-tear-down.ts',
      testMatch: behindPooler.map((name) => `<rootDir>/server/test/${name}.e2e-spec.ts`),
      testPathIgnorePatterns: [],
    },
    {
      ...config.projects.find(({ displayName }) => displayName === 'unit'),
      displayName: 'cluster',
      testMatch: ['<rootDir>/cluster/test/**/*.e2e-spec.ts'],
    },
  ],
};
