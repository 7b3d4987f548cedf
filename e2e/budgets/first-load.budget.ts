import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { workspace } from '../support/server.js';

const MOST_SCRIPT = 200_000;

it('the first load brings less than 200 KB of compressed script', () => {
  const page = join(workspace, 'web/dist/page');
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const bytes = scripts.map((path) => gzipSync(readFileSync(join(page, path)), { level: 9 }).length);
  const sum = bytes.reduce((one, other) => one + other, 0);
  console.info(`${scripts.length} scripts, ${sum} bytes by gzip`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(sum).toBeLessThan(MOST_SCRIPT);
});
