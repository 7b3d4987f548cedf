import { build } from 'esbuild';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT = 20_000;

it('the gzipped bundle is not larger than the README states, and does not contain zod', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: [join(__dirname, 'index.ts')],
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'browser',
    conditions: ['source'],
    external: ['socket.io-client'],
  });
  const bytes = gzipSync(outputFiles[0]!.contents).length;
  const readme = await readFile(join(__dirname, '../README.md'), 'utf8');
  const stated = Number(/\*\*([\d.]+) KB\*\* gzipped/.exec(readme)?.[1]) * 1000;
  expect(Object.keys(metafile.inputs).filter((path) => !/^(sdk|contract)\/src\//.test(path))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(stated);
  expect(stated).toBeLessThan(LIMIT);
});
