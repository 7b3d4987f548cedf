import { closeSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLog, readLog } from './log.js';

test('new lines are appended to the log of PostgreSQL, and a long log is rotated', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  const file = join(folder, 'postgres.log');
  writeFileSync(file, 'before\n');
  const log = openLog(file);
  writeSync(log.fd, 'now\n');
  expect(readLog(file, log.start)).toBe('now\n');
  writeSync(log.fd, 'x'.repeat(1_000_001));
  closeSync(log.fd);
  closeSync(openLog(file).fd);
  expect(statSync(file).size).toBe(0);
  expect(readFileSync(`${file}.1`, 'utf8').startsWith('before\nnow\nxxx')).toBe(true);
  rmSync(folder, { recursive: true });
});
