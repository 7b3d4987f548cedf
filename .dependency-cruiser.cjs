// Who may import whom (ARCHITECTURE.md). A reader can trust the picture because this command fails when it is wrong.

/** The features in the order of their dependencies: each may import those that it names, through service and module. */
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
/** What a feature shows to those who may import it: how to ask it, and what its answers look like. */
const doors = '\\.(service|module|mapper|entity)\\.ts$|/direct-conversation-id\\.ts$';

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-circular', 'Nothing goes in circles.', {}, { circular: true }),
    forbid('no-unresolvable', 'What is imported is there.', {}, { couldNotResolve: true }),
    forbid(
      'command-line-stands-alone',
      'How commands are read depends on Node only.',
      { path: '^command-line/src' },
      { pathNot: '^command-line/src|node_modules/@types/', dependencyTypesNot: ['core'] },
    ),
    forbid(
      'contract-stands-alone',
      'The contract depends on zod only.',
      { path: '^contract/src' },
      { pathNot: '^contract/src|node_modules/zod/' },
    ),
    forbid(
      'sdk-on-contract',
      'The SDK knows the contract, and nothing else of this workspace.',
      { path: '^sdk/src' },
      { path: '^(?!contract/|sdk/)[^/]+/src/' },
    ),
    forbid(
      'server-on-contract',
      'The server runs without the SDK; only its tests use it.',
      { path: '^server/src', pathNot: '\\.spec\\.ts$' },
      { path: '^sdk/' },
    ),
    forbid(
      'nothing-on-server',
      'Nothing imports the server but itself.',
      { pathNot: '^server/' },
      { path: '^server/' },
    ),
    forbid(
      'web-on-sdk',
      'The web client asks the server through the SDK alone; of the contract it takes types, which leave nothing behind, how names fold and what handles are.',
      { path: '^web/src' },
      {
        path: '^(contract|server)/',
        pathNot: '^contract/src/(name-search|handle)\\.ts$',
        dependencyTypesNot: ['type-only'],
      },
    ),
    forbid('no-socket-in-web', "The socket is the SDK's.", { path: '^web/' }, { path: 'node_modules/socket\\.io' }),
    forbid('nothing-on-web', 'The web client is used by nobody.', { pathNot: '^web/' }, { path: '^web/src' }),
    forbid(
      'journeys-on-sdk',
      'The journeys meet the server and the page as people do; the SDK stands in for those without a browser.',
      { path: '^e2e/' },
      { path: '^(?!sdk/|e2e/)[^/]+/src/' },
    ),
    forbid(
      'cluster-stands-alone',
      'The cluster runs what is built, and imports none of it; its tests are a client.',
      { path: '^cluster/src' },
      { path: '^(contract|sdk|server|bench)/' },
    ),
    forbid('nothing-on-bench', 'The bench is used by nobody.', { pathNot: '^bench/' }, { path: '^bench/' }),
    forbid(
      'generator-alone',
      'The generator shares a vocabulary with the bench, and nothing else: it stays light.',
      { path: '^bench/src/generator/' },
      {
        path: '^bench/src/|node_modules/',
        pathNot: '^bench/src/(generator/|(jobs|statistics)\\.ts$)|node_modules/@types/',
      },
    ),
    forbid(
      'platform-is-technical',
      'platform knows nothing of realtime and the features.',
      { path: '^server/src/platform/' },
      { path: `^server/src/(?!platform/)` },
    ),
    forbid(
      'realtime-knows-no-feature',
      'realtime knows platform only.',
      { path: '^server/src/realtime/' },
      { path: `^server/src/(?!(platform|realtime)/)` },
    ),
    ...names.map((feature) =>
      forbid(
        `${feature}-imports`,
        `${feature} may use: ${features[feature].join(', ') || 'no other feature'}.`,
        { path: `^server/src/${feature}/` },
        {
          path: `^server/src/(${names.filter((name) => name !== feature && !features[feature].includes(name)).join('|')})/`,
        },
      ),
    ),
    ...names.map((feature) =>
      forbid(
        `${feature}-by-its-doors`,
        'A feature is entered through its service, module, mapper or entity; its store is its own.',
        { path: '^server/src/', pathNot: `^server/src/(${feature}/|(app\\.module|hub)\\.ts$)` },
        { path: `^server/src/${feature}/`, pathNot: doors },
      ),
    ),
    forbid(
      'features-below-composition',
      'Only the composition composes.',
      { path: `${allFeatures}|^server/src/(platform|realtime)/` },
      { path: '^server/src/[^/]+\\.ts$' },
    ),
    forbid(
      'controllers-forward',
      'Controllers and gateways ask the service.',
      { path: '\\.(controller|gateway)\\.ts$' },
      { path: '\\.(store|entity)\\.ts$' },
    ),
    forbid(
      'typeorm-stays-below',
      'TypeORM is known to stores, entities, migrations and platform/database.',
      {
        path: '^server/src',
        pathNot:
          '\\.(store|entity)\\.ts$|/migrations/|/platform/(database/|platform\\.module)|^server/src/(app\\.module|create-app|docs|migrate|schema)\\.ts$',
      },
      { path: 'node_modules/(typeorm|pg)/', dependencyTypesNot: ['type-only'] },
    ),
    forbid(
      'services-publish',
      'Only services tell events to clients.',
      { path: '\\.(store|mapper|controller|gateway)\\.ts$' },
      { path: 'realtime/publisher\\.ts$' },
    ),
    forbid(
      'no-sockets-in-features',
      'Socket.IO stays in realtime.',
      { path: allFeatures },
      { path: 'node_modules/socket\\.io/' },
    ),
    forbid(
      'no-http-framework-in-features',
      'Express stays in platform; middleware aside.',
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
