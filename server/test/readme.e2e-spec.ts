import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { startHub, type TestHub } from './support/hub.js';
import { WAIT_TIMEOUT_MS } from './support/wait-timeout.js';

const root = resolve(__dirname, '../..');

/** Runs the source of a module in the root of the repository; returns its standard output. */
function run(source: string): Promise<string> {
  return new Promise((done, fail) => {
    const child = execFile(
      process.execPath,
      ['--input-type=module'],
      { cwd: root, timeout: WAIT_TIMEOUT_MS },
      (error, stdout) => (error ? fail(error) : done(stdout)),
    );
    child.stdin!.end(source);
  });
}

describe('the README', () => {
  let hub: TestHub;
  beforeAll(async () => {
    hub = await startHub();
  });
  afterAll(() => hub.close());

  it('shows the actual output of its example of two people who chat', async () => {
    const [, example, printed] = readFileSync(resolve(root, 'README.md'), 'utf8').match(
      /```js\n(.*?)```\n\nIt prints\n\n```\n(.*?)```/s,
    )!;
    expect(example).toContain('http://localhost:3000');
    expect(await run(example!.replace('http://localhost:3000', hub.url))).toBe(printed);
  });
});
