import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A running process. `startedAt` distinguishes it from earlier and later processes with the same pid. */
export interface RunningProcess {
  readonly startedAt: string;
  readonly command: string;
}

/** Returns the running process with this pid; undefined if there is none, or only a zombie. */
export function findProcess(pid: number): RunningProcess | undefined {
  if (!isPidInUse(pid)) return undefined;
  try {
    if (process.platform === 'linux') return readProc(pid);
    return process.platform === 'win32' ? queryPowerShell(pid) : queryPs(pid);
  } catch {
    return undefined; // the process has ended in the meantime
  }
}

function isPidInUse(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

// Reads /proc instead of calling `ps`, which slim images lack. `startedAt` includes the boot id, because the start time
// is in ticks since boot, and pids start over after a reboot.
function readProc(pid: number): RunningProcess | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name in parentheses may contain any character
  if (state === 'Z' || state === 'X') return undefined;
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  return { startedAt: `${boot}:${rest[18]}`, command };
}

function queryPs(pid: number): RunningProcess | undefined {
  const env = { LC_ALL: 'C', TZ: 'UTC' }; // so that the output has the same format for every user
  const args = ['-ww', '-o', 'stat=,lstart=,command=', '-p', String(pid)];
  return parsePs(execFileSync('/bin/ps', args, { env, encoding: 'utf8' }));
}

/** Reads `ps -o stat=,lstart=,command=`: `S  Mon Jan  5 10:00:00 2026 /usr/bin/node main.js`. */
export function parsePs(line: string): RunningProcess | undefined {
  const found = /^\s*(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/m.exec(line);
  if (!found || found[1]!.startsWith('Z')) return undefined;
  return { startedAt: found[2]!.replaceAll(/\s+/g, ' '), command: `${found[3]!.trim()} ` };
}

function queryPowerShell(pid: number): RunningProcess | undefined {
  const query = `Get-CimInstance Win32_Process -Filter "ProcessId=${pid}" | % { $_.CreationDate.Ticks; $_.CommandLine }`;
  const answer = execFileSync('powershell', ['-NoProfile', '-Command', query], { encoding: 'utf8', windowsHide: true });
  const [startedAt, command = ''] = answer.split(/\r?\n/);
  return startedAt ? { startedAt, command: `${command.replaceAll('"', '')} ` } : undefined;
}
