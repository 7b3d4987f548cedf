import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { workspace } from '../support/server.js';

/** The maximum size of the compressed scripts of the first load, in bytes. */
const MAX_SCRIPT_BYTES = 200_000;

it('the first load transfers less than 200 KB of compressed script', () => {
  const page = join(workspace, 'web/dist/page');
  const html = readFileSync(join(page, 'index.html'), 'utf8');
  const scripts = [...html.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, path]) => path!);
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(page, path)), { level: 9 }).length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.info(`${scripts.length} scripts, ${total} bytes by gzip`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(total).toBeLessThan(MAX_SCRIPT_BYTES);
});
