// Builds the web client into dist/page. Skips the build if the hash of its inputs has not changed, so that a later
// start takes a fraction of a second. `--watch` rebuilds after each change without compression.
import { readCommandLine } from '@smart-hub/command-line/command-line';
import { flag } from '@smart-hub/command-line/options';
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const web = import.meta.dirname;
const root = join(web, '..');
const page = join(web, 'dist/page');
const stampFile = join(web, 'dist/stamp');
const INPUTS = [
  'pnpm-lock.yaml',
  'web/{index.html,build.mjs,vite.config.mjs}',
  '{contract,sdk,web}/src/**',
  'web/public/**',
];
const COMPRESSED = /\.(html|js|css|json|svg|webmanifest)$/;

/** Returns a hash of all files from which the web client is built. */
async function stampOfInputs() {
  const hash = createHash('sha256');
  const files = [];
  for await (const entry of glob(INPUTS, { cwd: root, withFileTypes: true }))
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name));
  for (const file of files.toSorted()) hash.update(file.slice(root.length)).update(await readFile(file));
  return hash.digest('hex');
}

/** Compresses the files at build time, at the highest level, so that the server never has to. */
async function compress() {
  const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  for await (const entry of glob('**', { cwd: page, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSED.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    await writeFile(`${file}.br`, await promisify(brotliCompress)(content, brotli));
    await writeFile(`${file}.gz`, await promisify(gzip)(content, { level: 9 }));
  }
}

const { watch } = readCommandLine({
  name: 'pnpm build',
  about: 'Compiles all packages and builds the web client into web/dist/page.',
  options: { watch: flag('rebuilds the web client after each change, without compression') },
}).values;
const stamp = await stampOfInputs();
if (watch || (await readFile(stampFile, 'utf8').catch(() => '')) !== stamp) {
  // Jest sets `test`, for which Vite would build the page with the development version of React.
  process.env.NODE_ENV = 'production';
  const { build } = await import('vite');
  await writeFile(stampFile, '').catch(() => {});
  await build({ root: web, logLevel: 'error', ...(watch && { build: { watch: {} } }) });
  if (!watch) {
    await compress();
    await writeFile(stampFile, stamp);
  }
}
