// Which folder may import which (ARCHITECTURE.md). `pnpm check` fails if the code does not match.

/** The features in the order of their dependencies. Each may import the public files of the features in its list. */
const features = {
  users: [],
  invitations: ['users'],
  sessions: ['users'],
  auth: ['invitations', 'sessions', 'users'],
  email: ['auth', 'invitations', 'sessions', 'users'],
  conversations: ['users'],
  receipts: ['conversations', 'users'],
  typing: ['conversations', 'users'],
  messages: ['receipts', 'typing', 'conversations', 'users'],
  insights: ['messages', 'conversations', 'users'],
  presence: ['conversations', 'users'],
  demo: ['auth', 'conversations', 'messages', 'receipts', 'users'],
  inbox: ['messages', 'insights', 'presence', 'conversations', 'users'],
  administration: ['auth', 'invitations', 'users'],
};
const names = Object.keys(features);
const allFeatures = `^server/src/(${names.join('|')})/`;
/** The public files of a feature: its service and module, and the types that these return. */
const publicFiles = '\\.(service|module|mapper|entity)\\.ts$|/direct-conversation-id\\.ts$';

/** The shared folders of the web client: each may import those that it names. Every feature may import all of them. */
const webShared = {
  texts: [],
  lib: ['texts'],
  routing: [],
  hub: ['lib'],
  ui: ['texts'],
};
/** The features of the web client in the order of their dependencies: each may import the features that it names. */
const webFeatures = {
  markdown: [],
  invitations: [],
  auth: ['invitations'],
  privacy: [],
  account: ['auth', 'invitations', 'privacy'],
  connection: [],
  composer: [],
  insights: [],
  chat: ['composer', 'insights', 'markdown'],
  conversations: ['chat', 'composer', 'markdown'],
};
const sharedNames = Object.keys(webShared);
/** `app` composes the features. Because no folder names it, only the files directly in `web/src` may import it. */
const webFolders = {
  ...webShared,
  ...Object.fromEntries(Object.entries(webFeatures).map(([name, others]) => [name, [...sharedNames, ...others]])),
  app: [...sharedNames, ...Object.keys(webFeatures)],
};

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-circular', 'Circular imports are not allowed.', {}, { circular: true }),
    forbid('no-unresolvable', 'Every import must resolve.', {}, { couldNotResolve: true }),
    forbid(
      'command-line-imports-node-only',
      'command-line may import only modules of Node.',
      { path: '^command-line/src' },
      { pathNot: '^command-line/src|node_modules/@types/', dependencyTypesNot: ['core'] },
    ),
    forbid(
      'contract-imports-zod-only',
      'The contract may import only zod.',
      { path: '^contract/src' },
      { pathNot: '^contract/src|node_modules/zod/' },
    ),
    forbid(
      'sdk-imports-contract-only',
      'The SDK may import the contract, but no other package of this workspace.',
      { path: '^sdk/src' },
      { path: '^(?!contract/|sdk/)[^/]+/src/' },
    ),
    forbid(
      'server-does-not-import-sdk',
      'Only tests of the server may import the SDK.',
      { path: '^server/src', pathNot: '\\.spec\\.ts$' },
      { path: '^sdk/' },
    ),
    forbid(
      'server-is-not-imported',
      'No other package may import the server.',
      { pathNot: '^server/' },
      { path: '^server/' },
    ),
    forbid(
      'web-calls-server-through-sdk',
      'The web client calls the server only through the SDK. From the contract it may import types, name search and handles.',
      { path: '^web/src' },
      {
        path: '^(contract|server)/',
        pathNot: '^contract/src/(name-search|handle)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    ...Object.entries(webFolders).map(([folder, others]) =>
      forbid(
        `web-${folder}-imports`,
        `web/src/${folder} may import: ${others.join(', ') || 'no other folder'}.`,
        { path: `^web/src/${folder}/` },
        { path: `^web/src/(?!(${[folder, ...others].join('|')})/)` },
      ),
    ),
    forbid(
      'web-folders-are-listed',
      'Add a new folder of the web client to the tables in .dependency-cruiser.cjs, with the folders that it may import.',
      { path: '^web/src/[^/]+/', pathNot: `^web/src/(${Object.keys(webFolders).join('|')})/` },
      { path: '^web/src/' },
    ),
    forbid(
      'no-socket-io-in-web',
      'The web client must not import Socket.IO; the SDK does.',
      { path: '^web/' },
      { path: 'node_modules/socket\\.io' },
    ),
    forbid(
      'web-is-not-imported',
      'No other package may import the web client.',
      { pathNot: '^web/' },
      { path: '^web/src' },
    ),
    forbid(
      'e2e-imports-sdk-only',
      'The browser tests use the server and the page from outside. They may import only the SDK, for users without a browser.',
      { path: '^e2e/' },
      { path: '^(?!sdk/|e2e/)[^/]+/src/' },
    ),
    forbid(
      'cluster-imports-no-package',
      'The cluster runs the built packages, and must not import them. Its tests may, as clients.',
      { path: '^cluster/src' },
      { path: '^(contract|sdk|server|bench)/' },
    ),
    forbid(
      'bench-is-not-imported',
      'No other package may import the bench.',
      { pathNot: '^bench/' },
      { path: '^bench/' },
    ),
    forbid(
      'bench-generator-stays-small',
      'To stay lightweight, the load generator may share only jobs.ts and statistics.ts with the bench.',
      { path: '^bench/src/generator/' },
      {
        path: '^bench/src/|node_modules/',
        pathNot: '^bench/src/(generator/|(jobs|statistics)\\.ts$)|node_modules/@types/',
      },
    ),
    forbid(
      'platform-imports-no-feature',
      'platform must not import realtime or a feature.',
      { path: '^server/src/platform/' },
      { path: `^server/src/(?!platform/)` },
    ),
    forbid(
      'realtime-imports-no-feature',
      'realtime may import only platform.',
      { path: '^server/src/realtime/' },
      { path: `^server/src/(?!(platform|realtime)/)` },
    ),
    ...names.map((feature) =>
      forbid(
        `${feature}-imports`,
        `${feature} may import: ${features[feature].join(', ') || 'no other feature'}.`,
        { path: `^server/src/${feature}/` },
        {
          path: `^server/src/(${names.filter((name) => name !== feature && !features[feature].includes(name)).join('|')})/`,
        },
      ),
    ),
    ...names.map((feature) =>
      forbid(
        `${feature}-public-files`,
        'Of another feature, import only its service, module, mapper or entity. Its store is private.',
        { path: '^server/src/', pathNot: `^server/src/(${feature}/|(app\\.module|hub)\\.ts$)` },
        { path: `^server/src/${feature}/`, pathNot: publicFiles },
      ),
    ),
    forbid(
      'composition-is-not-imported',
      'Features, platform and realtime must not import the files directly in server/src, which compose them.',
      { path: `${allFeatures}|^server/src/(platform|realtime)/` },
      { path: '^server/src/[^/]+\\.ts$' },
    ),
    forbid(
      'controllers-import-no-store',
      'Controllers and gateways call the service, and must not import a store or an entity.',
      { path: '\\.(controller|gateway)\\.ts$' },
      { path: '\\.(store|entity)\\.ts$' },
    ),
    forbid(
      'typeorm-in-stores-only',
      'Only stores, entities, migrations and platform/database may import TypeORM or pg.',
      {
        path: '^server/src',
        pathNot:
          '\\.(store|entity)\\.ts$|/migrations/|/platform/(database/|platform\\.module)|^server/src/(app\\.module|create-app|docs|migrate|schema)\\.ts$',
      },
      { path: 'node_modules/(typeorm|pg)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'only-services-publish',
      'Only services may publish events to clients.',
      { path: '\\.(store|mapper|controller|gateway)\\.ts$' },
      { path: 'realtime/publisher\\.ts$' },
    ),
    forbid(
      'no-socket-io-in-features',
      'Only realtime may import Socket.IO.',
      { path: allFeatures },
      { path: 'node_modules/socket\\.io/' },
    ),
    forbid(
      'no-express-in-features',
      'Only platform and middleware may import Express.',
      { path: allFeatures, pathNot: '\\.middleware\\.ts$' },
      { path: 'node_modules/express/' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.tests.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'require', 'node', 'default'],
    },
  },
};
