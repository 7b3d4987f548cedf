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
const features = rules.filter((name) => name.endsWith('-by-its-doors')).map((name) => name.split('-')[0]!);

/** A file, and what it imports; a type alone where it says so. */
type Import = readonly [from: string, imports: string, kind?: 'type'];

interface Example {
  /** Breaks this rule, and no other. */
  readonly broken: Import;
  /** Looks like it, and breaks none. */
  readonly kept: Import;
}

const users = 'server/src/users';
const messages = 'server/src/messages/messages.service.ts';

const examples: Record<string, Example> = {
  'no-circular': { broken: [`${users}/circle.ts`, `${users}/circle.ts`], kept: [`${users}/line.ts`, `${users}/a.ts`] },
  'no-unresolvable': {
    broken: ['bench/src/lost.ts', 'bench/src/nowhere'],
    kept: ['bench/src/found.ts', 'bench/src/a.ts'],
  },
  'command-line-stands-alone': {
    broken: ['command-line/src/broken.ts', 'contract/src/a.ts'],
    kept: ['command-line/src/kept.ts', 'command-line/src/a.ts'],
  },
  'contract-stands-alone': {
    broken: ['contract/src/broken.ts', 'cluster/src/a.ts'],
    kept: ['contract/src/kept.ts', 'node_modules/zod'],
  },
  'sdk-on-contract': {
    broken: ['sdk/src/broken.ts', 'cluster/src/a.ts'],
    kept: ['sdk/src/kept.ts', 'contract/src/a.ts'],
  },
  'server-on-contract': {
    broken: [`${users}/on-sdk.ts`, 'sdk/src/a.ts'],
    kept: [`${users}/on-sdk.spec.ts`, 'sdk/src/a.ts'],
  },
  'nothing-on-server': {
    broken: ['bench/src/on-server.ts', messages],
    kept: ['server/src/inbox/on-server.ts', messages],
  },
  'web-on-sdk': {
    broken: ['web/src/broken.ts', 'contract/src/a.ts'],
    kept: ['web/src/kept.ts', 'contract/src/a.ts', 'type'],
  },
  'no-socket-in-web': {
    broken: ['web/src/socket.ts', 'node_modules/socket.io-client'],
    kept: ['sdk/src/socket.ts', 'node_modules/socket.io-client'],
  },
  'nothing-on-web': { broken: ['bench/src/on-web.ts', 'web/src/a.ts'], kept: ['web/src/on-web.ts', 'web/src/a.ts'] },
  'journeys-on-sdk': {
    broken: ['e2e/journeys/broken.ts', 'contract/src/a.ts'],
    kept: ['e2e/journeys/kept.ts', 'sdk/src/a.ts'],
  },
  'cluster-stands-alone': {
    broken: ['cluster/src/broken.ts', 'sdk/src/a.ts'],
    kept: ['cluster/test/kept.ts', 'sdk/src/a.ts'],
  },
  'nothing-on-bench': {
    broken: ['web/src/on-bench.ts', 'bench/src/a.ts'],
    kept: ['bench/src/own.ts', 'bench/src/a.ts'],
  },
  'generator-alone': {
    broken: ['bench/src/generator/broken.ts', 'bench/src/a.ts'],
    kept: ['bench/src/generator/kept.ts', 'bench/src/jobs.ts'],
  },
  'platform-is-technical': {
    broken: ['server/src/platform/broken.ts', 'server/src/realtime/a.ts'],
    kept: ['server/src/realtime/kept.ts', 'server/src/platform/a.ts'],
  },
  'realtime-knows-no-feature': {
    broken: ['server/src/realtime/broken.ts', messages],
    kept: ['server/src/app.module.ts', messages],
  },
  'features-below-composition': {
    broken: [`${users}/composes.ts`, 'server/src/schema.ts'],
    kept: ['server/src/composes.ts', 'server/src/schema.ts'],
  },
  'controllers-forward': {
    broken: [`${users}/broken.controller.ts`, `${users}/users.store.ts`],
    kept: [`${users}/kept.controller.ts`, `${users}/users.service.ts`],
  },
  'typeorm-stays-below': {
    broken: [`${users}/broken.service.ts`, 'node_modules/typeorm'],
    kept: [`${users}/kept.store.ts`, 'node_modules/typeorm'],
  },
  'services-publish': {
    broken: [`${users}/broken.gateway.ts`, 'server/src/realtime/publisher.ts'],
    kept: [`${users}/publishing.service.ts`, 'server/src/realtime/publisher.ts'],
  },
  'no-sockets-in-features': {
    broken: [`${users}/socket.ts`, 'node_modules/socket.io'],
    kept: ['server/src/realtime/socket.ts', 'node_modules/socket.io'],
  },
  'no-http-framework-in-features': {
    broken: [`${users}/express.ts`, 'node_modules/express'],
    kept: [`${users}/kept.middleware.ts`, 'node_modules/express'],
  },
  ...Object.fromEntries(
    features.flatMap(
      (feature) =>
        [
          [
            `${feature}-imports`,
            {
              broken: [
                `server/src/${feature}/imports.ts`,
                serviceOf(feature === 'demo' || feature === 'inbox' ? 'typing' : 'demo'),
              ],
              kept: [`server/src/${feature}/own.ts`, serviceOf(feature)],
            },
          ],
          [
            `${feature}-by-its-doors`,
            {
              broken: [`server/src/${feature}-inside.ts`, `server/src/${feature}/${feature}.store.ts`],
              kept: [`server/src/${feature}-door.ts`, serviceOf(feature)],
            },
          ],
        ] satisfies [string, Example][],
    ),
  ),
};

/** What a feature may import of another is in the rules, feature by feature. */
const dependencies: Import[] = [
  ['server/src/auth/of-another.ts', serviceOf('users')],
  ['server/src/conversations/of-another.ts', serviceOf('users')],
  ['server/src/receipts/of-another.ts', serviceOf('conversations')],
  ['server/src/typing/of-another.ts', serviceOf('conversations')],
  ['server/src/messages/of-another.ts', serviceOf('receipts')],
  ['server/src/insights/of-another.ts', serviceOf('messages')],
  ['server/src/presence/of-another.ts', serviceOf('conversations')],
  ['server/src/inbox/of-another.ts', serviceOf('insights')],
  ['server/src/demo/of-another.ts', serviceOf('auth')],
];

function serviceOf(feature: string): string {
  return `server/src/${feature}/${feature}.service.ts`;
}

/** A small house with these imports in it: the files by their paths. */
function houseOf(imports: readonly Import[]): Record<string, string> {
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

/** Cruises a house; returns the rules that are broken, each with the file that does. */
function cruise(imports: readonly Import[]): string[] {
  const house = mkdtempSync(join(tmpdir(), 'hub-rules-'));
  try {
    for (const [path, source] of Object.entries(houseOf(imports))) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), source);
    }
    const command = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'];
    const options = { cwd: house, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 } as const;
    const { summary } = JSON.parse(execFileSync(join(root, 'node_modules/.bin/depcruise'), command, options)) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`).toSorted();
  } finally {
    rmSync(house, { recursive: true });
  }
}

describe('the import rules', () => {
  it('each have an example', () => {
    expect(Object.keys(examples).toSorted()).toEqual(rules.toSorted());
    expect(features.length).toBeGreaterThan(5);
  });

  it('find what breaks them, each by one rule, and nothing else', () => {
    const broken = Object.entries(examples).map(([rule, example]) => `${rule}: ${example.broken[0]}`);

    const found = cruise(Object.values(examples).flatMap((example) => [example.broken, example.kept]));

    expect(found).toEqual(broken.toSorted());
  });

  it('permit what looks like it', () => {
    expect(cruise([...Object.values(examples).map(({ kept }) => kept), ...dependencies])).toEqual([]);
  });
});
