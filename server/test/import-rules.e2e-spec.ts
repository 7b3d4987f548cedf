import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Each breaks one rule: the file that does, and what it imports. */
const violations: [rule: string, from: string, imports: string][] = [
  ['contract-stands-alone', 'contract/src/broken1.ts', 'server/src/users/user.mapper.ts'],
  ['sdk-on-contract', 'sdk/src/broken2.ts', 'server/src/users/user.mapper.ts'],
  ['server-on-contract', 'server/src/users/broken3.ts', 'sdk/src/client.ts'],
  ['cluster-stands-alone', 'cluster/src/broken12.ts', 'sdk/src/client.ts'],
  ['platform-is-technical', 'server/src/platform/broken4.ts', 'server/src/realtime/rooms.ts'],
  ['realtime-knows-no-feature', 'server/src/realtime/broken5.ts', 'server/src/users/user.mapper.ts'],
  ['users-imports', 'server/src/users/broken6.ts', 'server/src/messages/messages.service.ts'],
  ['messages-by-its-doors', 'server/src/inbox/broken7.ts', 'server/src/messages/messages.store.ts'],
  ['features-below-composition', 'server/src/users/broken8.ts', 'server/src/schema.ts'],
  ['controllers-forward', 'server/src/users/broken9.controller.ts', 'server/src/users/users.store.ts'],
  ['services-publish', 'server/src/users/broken10.gateway.ts', 'server/src/realtime/publisher.ts'],
  ['no-circular', 'server/src/users/broken11.ts', 'server/src/users/broken11.ts'],
];

/** Cruises a small house of these files; returns the rules that are broken, and by which file. */
function cruise(files: Record<string, string>): string[] {
  const house = mkdtempSync(join(tmpdir(), 'hub-rules-'));
  try {
    for (const [path, source] of Object.entries({ ...files, 'tsconfig.tests.json': '{}' })) {
      mkdirSync(dirname(join(house, path)), { recursive: true });
      writeFileSync(join(house, path), source);
    }
    const command = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'];
    const options = { cwd: house, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 } as const;
    const { summary } = JSON.parse(execFileSync(join(root, 'node_modules/.bin/depcruise'), command, options)) as {
      summary: { violations: { from: string; rule: { name: string } }[] };
    };
    return summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
  } finally {
    rmSync(house, { recursive: true });
  }
}

describe('the import rules', () => {
  it('find each violation, and nothing else', () => {
    const allowed = Object.fromEntries(violations.map(([, , imports]) => [imports, 'export const thing = 1;']));
    const forbidden = Object.fromEntries(
      violations.map(([, from, imports]) => {
        const path = `${'../'.repeat(from.split('/').length - 1)}${imports}`;
        return [from, `export { thing } from '${path}';`];
      }),
    );
    expect(cruise(allowed)).toEqual([]);
    expect(cruise({ ...allowed, ...forbidden })).toEqual(
      expect.arrayContaining(violations.map(([rule, from]) => `${rule}: ${from}`)),
    );
  });
});
