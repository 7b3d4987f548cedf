import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

interface Rules {
  readonly forbidden: readonly { readonly name: string }[];
}

const rules = (createRequire(__filename)('../../.dependency-cruiser.cjs') as Rules).forbidden.map(({ name }) => name);
const features = rules.filter((name) => name.endsWith('-public-files')).map((name) => name.split('-')[0]!);
/** The folders of the web client that have a rule of their own, `web-<folder>-imports`. */
const webFolders = rules.flatMap((name) => /^web-(\w+)-imports$/.exec(name)?.[1] ?? []);

/** An import: the importing file, the imported file or package, and `type` if only types are imported. */
type Import = readonly [from: string, target: string, kind?: 'type'];

interface Example {
  /** An import that violates this rule and no other rule. */
  readonly violating: Import;
  /** A similar import that violates no rule. */
  readonly allowed: Import;
}

const users = 'server/src/users';
const messages = 'server/src/messages/messages.service.ts';

const examples: Record<string, Example> = {
  'no-circular': {
    violating: [`${users}/circle.ts`, `${users}/circle.ts`],
    allowed: [`${users}/line.ts`, `${users}/a.ts`],
  },
  'no-unresolvable': {
    violating: ['bench/src/lost.ts', 'bench/src/nowhere'],
    allowed: ['bench/src/found.ts', 'bench/src/a.ts'],
  },
  'command-line-imports-node-only': {
    violating: ['command-line/src/violating.ts', 'contract/src/a.ts'],
    allowed: ['command-line/src/allowed.ts', 'command-line/src/a.ts'],
  },
  'contract-imports-zod-only': {
    violating: ['contract/src/violating.ts', 'cluster/src/a.ts'],
    allowed: ['contract/src/allowed.ts', 'node_modules/zod'],
  },
  'sdk-imports-contract-only': {
    violating: ['sdk/src/violating.ts', 'cluster/src/a.ts'],
    allowed: ['sdk/src/allowed.ts', 'contract/src/a.ts'],
  },
  'server-does-not-import-sdk': {
    violating: [`${users}/on-sdk.ts`, 'sdk/src/a.ts'],
    allowed: [`${users}/on-sdk.spec.ts`, 'sdk/src/a.ts'],
  },
  'server-is-not-imported': {
    violating: ['bench/src/on-server.ts', messages],
    allowed: ['server/src/inbox/on-server.ts', messages],
  },
  'web-calls-server-through-sdk': {
    violating: ['web/src/violating.ts', 'contract/src/a.ts'],
    allowed: ['web/src/allowed.ts', 'contract/src/a.ts', 'type'],
  },
  'no-socket-io-in-web': {
    violating: ['web/src/socket.ts', 'node_modules/socket.io-client'],
    allowed: ['sdk/src/socket.ts', 'node_modules/socket.io-client'],
  },
  'web-is-not-imported': {
    violating: ['bench/src/on-web.ts', 'web/src/a.ts'],
    allowed: ['web/src/on-web.ts', 'web/src/a.ts'],
  },
  ...Object.fromEntries(
    webFolders.map((folder): [string, Example] => [
      `web-${folder}-imports`,
      {
        violating: [`web/src/${folder}/violating.ts`, folder === 'app' ? 'web/src/a.ts' : 'web/src/app/a.ts'],
        allowed: [`web/src/${folder}/allowed.ts`, `web/src/${folder}/a.ts`],
      },
    ]),
  ),
  'web-folders-are-listed': {
    violating: ['web/src/unlisted/violating.ts', 'web/src/lib/a.ts'],
    allowed: ['web/src/main.ts', 'web/src/app/a.ts'],
  },
  'e2e-imports-sdk-only': {
    violating: ['e2e/journeys/violating.ts', 'contract/src/a.ts'],
    allowed: ['e2e/journeys/allowed.ts', 'sdk/src/a.ts'],
  },
  'cluster-imports-no-package': {
    violating: ['cluster/src/violating.ts', 'sdk/src/a.ts'],
    allowed: ['cluster/test/allowed.ts', 'sdk/src/a.ts'],
  },
  'bench-is-not-imported': {
    violating: ['web/src/on-bench.ts', 'bench/src/a.ts'],
    allowed: ['bench/src/own.ts', 'bench/src/a.ts'],
  },
  'bench-generator-stays-small': {
    violating: ['bench/src/generator/violating.ts', 'bench/src/a.ts'],
    allowed: ['bench/src/generator/allowed.ts', 'bench/src/jobs.ts'],
  },
  'platform-imports-no-feature': {
    violating: ['server/src/platform/violating.ts', 'server/src/realtime/a.ts'],
    allowed: ['server/src/realtime/allowed.ts', 'server/src/platform/a.ts'],
  },
  'realtime-imports-no-feature': {
    violating: ['server/src/realtime/violating.ts', messages],
    allowed: ['server/src/app.module.ts', messages],
  },
  'composition-is-not-imported': {
    violating: [`${users}/composes.ts`, 'server/src/schema.ts'],
    allowed: ['server/src/composes.ts', 'server/src/schema.ts'],
  },
  'controllers-import-no-store': {
    violating: [`${users}/violating.controller.ts`, `${users}/users.store.ts`],
    allowed: [`${users}/allowed.controller.ts`, `${users}/users.service.ts`],
  },
  'typeorm-in-stores-only': {
    violating: [`${users}/violating.service.ts`, 'node_modules/typeorm'],
    allowed: [`${users}/allowed.store.ts`, 'node_modules/typeorm'],
  },
  'only-services-publish': {
    violating: [`${users}/violating.gateway.ts`, 'server/src/realtime/publisher.ts'],
    allowed: [`${users}/publishing.service.ts`, 'server/src/realtime/publisher.ts'],
  },
  'no-socket-io-in-features': {
    violating: [`${users}/socket.ts`, 'node_modules/socket.io'],
    allowed: ['server/src/realtime/socket.ts', 'node_modules/socket.io'],
  },
  'no-express-in-features': {
    violating: [`${users}/express.ts`, 'node_modules/express'],
    allowed: [`${users}/allowed.middleware.ts`, 'node_modules/express'],
  },
  ...Object.fromEntries(
    features.flatMap(
      (feature) =>
        [
          [
            `${feature}-imports`,
            {
              violating: [
                `server/src/${feature}/imports.ts`,
                serviceOf(feature === 'demo' || feature === 'inbox' ? 'typing' : 'demo'),
              ],
              allowed: [`server/src/${feature}/own.ts`, serviceOf(feature)],
            },
          ],
          [
            `${feature}-public-files`,
            {
              violating: [`server/src/${feature}-imports-store.ts`, `server/src/${feature}/${feature}.store.ts`],
              allowed: [`server/src/${feature}-imports-service.ts`, serviceOf(feature)],
            },
          ],
        ] satisfies [string, Example][],
    ),
  ),
};

/** Imports between features and between web folders that the rules permit, one example for each feature or folder. */
const permittedImports: Import[] = [
  ['server/src/auth/imports-another.ts', serviceOf('users')],
  ['server/src/conversations/imports-another.ts', serviceOf('users')],
  ['server/src/receipts/imports-another.ts', serviceOf('conversations')],
  ['server/src/typing/imports-another.ts', serviceOf('conversations')],
  ['server/src/messages/imports-another.ts', serviceOf('receipts')],
  ['server/src/insights/imports-another.ts', serviceOf('messages')],
  ['server/src/presence/imports-another.ts', serviceOf('conversations')],
  ['server/src/inbox/imports-another.ts', serviceOf('insights')],
  ['server/src/demo/imports-another.ts', serviceOf('auth')],
  ['web/src/lib/imports-another.ts', 'web/src/texts/a.ts'],
  ['web/src/auth/imports-another.ts', 'web/src/invitations/a.ts'],
  ['web/src/chat/imports-another.ts', 'web/src/composer/a.ts'],
  ['web/src/chat/imports-shared.ts', 'web/src/hub/a.ts'],
  ['web/src/conversations/imports-another.ts', 'web/src/chat/a.ts'],
  ['web/src/app/imports-another.ts', 'web/src/conversations/a.ts'],
];

function serviceOf(feature: string): string {
  return `server/src/${feature}/${feature}.service.ts`;
}

/** Returns the files of a small repository that contains the imports, as contents by path. */
function filesWith(imports: readonly Import[]): Record<string, string> {
  const files: Record<string, string> = { 'tsconfig.tests.json': '{}' };
  for (const [, target] of imports) {
    if (target.startsWith('node_modules/')) files[`${target}/index.js`] = 'exports.thing = 1;';
    else if (target.endsWith('.ts')) files[target] = 'export const thing = 1;';
  }
  for (const [from, target, kind = ''] of imports) {
    const path = `${'../'.repeat(from.split('/').length - 1)}${target}`;
    files[from] =
      `import ${kind} { thing } from '${target.startsWith('node_modules/') ? target.split('/')[1]! : path}';\nexport const other = thing;`;
    if (kind === 'type') files[from] = `import type { thing } from '${path}';\nexport type Other = typeof thing;`;
  }
  return files;
}

/** Runs dependency-cruiser on a repository that contains the imports. Returns the sorted violations as `rule: file`. */
function findViolations(imports: readonly Import[]): string[] {
  const repository = mkdtempSync(join(tmpdir(), 'hub-rules-'));
  try {
    for (const [path, source] of Object.entries(filesWith(imports))) {
      mkdirSync(dirname(join(repository, path)), { recursive: true });
      writeFileSync(join(repository, path), source);
    }
    const command = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'];
    const options = { cwd: repository, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 } as const;
    const { summary } = JSON.parse(execFileSync(join(root, 'node_modules/.bin/depcruise'), command, options)) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).toSorted();
  } finally {
    rmSync(repository, { recursive: true });
  }
}

describe('the import rules', () => {
  it('each have an example of a violating import and of an allowed import', () => {
    expect(Object.keys(examples).toSorted()).toEqual(rules.toSorted());
    expect(features.length).toBeGreaterThan(5);
    expect(webFolders.length).toBeGreaterThan(5);
  });

  it('report every violating import under exactly one rule, and report no allowed import', () => {
    const expected = Object.entries(examples).map(([rule, { violating }]) => `${rule}: ${violating[0]}`);

    const violations = findViolations(
      Object.values(examples).flatMap((example) => [example.violating, example.allowed]),
    );

    expect(violations).toEqual(expected.toSorted());
  });

  it('permit imports that resemble violations, and the listed imports between features and between web folders', () => {
    expect(findViolations([...Object.values(examples).map(({ allowed }) => allowed), ...permittedImports])).toEqual([]);
  });
});
