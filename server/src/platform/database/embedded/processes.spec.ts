import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProcess, parsePs } from './processes.js';

test('a process is identified by its start time and its command', () => {
  const self = findProcess(process.pid)!;
  expect(findProcess(process.pid)).toEqual(self);
  expect(self.command).toContain('jest');
  expect(findProcess(process.ppid)!.startedAt).not.toBe(self.startedAt);
});

test.each([0, -1, 2 ** 31 - 1, Number.NaN])('no process is found for the pid %p', (pid) => {
  expect(findProcess(pid)).toBeUndefined();
});

test('a line of ps is parsed, and a zombie does not count as running', () => {
  const line = 'Ss   Mon Jan  5 10:00:00 2026 /usr/bin/postgres -D /a b/postgres\n';
  expect(parsePs(line)).toEqual({
    startedAt: 'Mon Jan 5 10:00:00 2026',
    command: '/usr/bin/postgres -D /a b/postgres ',
  });
  expect(parsePs(line.replace('Ss', 'Z+'))).toBeUndefined();
  expect(parsePs('')).toBeUndefined();
});

if (existsSync('/bin/ps')) {
  test('the output of the ps of this system can be parsed', () => {
    const env = { LC_ALL: 'C', TZ: 'UTC' };
    const args = ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(process.pid)];
    expect(parsePs(execFileSync('/bin/ps', args, { env, encoding: 'utf8' }))!.command).toContain('jest');
  });
}
