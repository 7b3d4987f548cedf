// Nest is published as ESM only. Jest cannot require() ES modules on every supported version of Node, nor load CJS
// packages that require() them (@nestjs/throttler). Therefore these ESM packages are compiled to CJS.
const esmPackages = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@tokenizer',
  '@borewit',
  'uuid',
  'p-limit',
  'yocto-queue',
  'lowlight',
  'marked',
  'devlop',
];

const swc = {
  swcrc: false,
  module: { type: 'commonjs' },
  jsc: {
    target: 'es2022',
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};

/** @type {import('jest').Config} */
const shared = {
  testEnvironment: 'node',
  // Tests use the source of the workspace's packages, so that a stale build cannot matter.
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '\\.module\\.css$': '<rootDir>/web/no-styles.js', '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { ...swc, sourceMaps: 'inline', jsc: { ...swc.jsc, parser: { syntax: 'typescript', decorators: true } } },
    ],
    '\\.tsx$': [
      '@swc/jest',
      {
        ...swc,
        sourceMaps: 'inline',
        jsc: {
          ...swc.jsc,
          parser: { syntax: 'typescript', tsx: true },
          transform: { ...swc.jsc.transform, react: { runtime: 'automatic' } },
        },
      },
    ],
    '\\.m?js$': ['@swc/jest', { ...swc, jsc: { ...swc.jsc, parser: { syntax: 'ecmascript' } } }],
  },
  setupFilesAfterEnv: ['<rootDir>/server/test/support/after-env.ts'],
  transformIgnorePatterns: [`/node_modules/(?!(?:\\.pnpm|${esmPackages.join('|')})/)`],
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...shared,
      displayName: 'unit',
      globalSetup: '<rootDir>/server/test/support/build.ts',
      testMatch: ['<rootDir>/{command-line,contract,sdk,server,web,bench}/src/**/*.spec.{ts,tsx}'],
    },
    {
      ...shared,
      displayName: 'e2e',
      testMatch: ['<rootDir>/server/test/**/*.e2e-spec.ts'],
      // Requires pgbouncer; run by `pnpm test:cluster --selectProjects pooler`.
      testPathIgnorePatterns: ['/pooler\\.e2e-spec\\.ts$'],
      globalSetup: '<rootDir>/server/test/support/global-setup.ts',
      globalTeardown: '<rootDir>/server/test/support/global-teardown.ts',
    },
  ],
  maxWorkers: 2,
  reporters: ['default', '<rootDir>/server/test/support/unfinished-suites.js'],
  collectCoverageFrom: [
    '{command-line,contract,sdk,server,web}/src/**/*.{ts,tsx}',
    '!server/src/main.ts',
    '!server/src/migrations/**',
  ],
  coverageProvider: 'v8',
};
