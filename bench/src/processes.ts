import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const START_LIMIT_MS = 60_000;

/** A server (the product or a ceiling) that runs as a child process. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
  /** Kills it with SIGKILL. */
  readonly kill: () => void;
  readonly hasExited: () => boolean;
  /**
   * Sends a message to the probe, and resolves with the next message from it.
   *
   * @throws Error if the process exits first
   */
  readonly request: (message: string) => Promise<unknown>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/**
 * Starts a script that prints its address when it is ready.
 *
 * @throws Error if it exits, or is not ready within a minute
 */
export async function startServerProcess(
  script: string,
  environment: NodeJS.ProcessEnv,
  execArgv: readonly string[] = [],
): Promise<ServerProcess> {
  const child = fork(script, { env: { ...process.env, ...environment }, stdio: 'pipe', execArgv: [...execArgv] });
  running.add(child);
  const exited = once(child, 'exit').then(() => running.delete(child));
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const findPort = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const digits = output.match(/http:\/\/localhost:(\d+)/)?.[1];
      if (digits) resolve(Number(digits));
    };
    child.stdout!.on('data', findPort);
    child.stderr!.on('data', findPort);
    void exited.then(() => reject(new Error(`${script} exited:\n${output}`)));
    setTimeout(() => reject(new Error(`${script} did not start:\n${output}`)), START_LIMIT_MS).unref();
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await exited;
  };
  // Without a listener, Node would buffer messages, and the first request would receive an old one as its response.
  child.on('message', () => undefined);
  const hasExited = () => !running.has(child);
  const request = (message: string) =>
    new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve);
      void exited.then(() => reject(new Error(`${script} exited.`)));
      child.send(message, (error) => error && reject(error));
    });
  return { pid: child.pid!, port, stop, kill: () => void child.kill('SIGKILL'), hasExited, request };
}

/** Runs a script until it exits, and returns its output. @throws Error if its exit code is not 0 */
export async function runScript(
  script: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
): Promise<string> {
  const child = fork(script, [...args], { env: { ...process.env, ...environment }, stdio: 'pipe' });
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr!.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${script} ${args.join(' ')} failed:\n${output}`);
  return output;
}

/**
 * Returns the CPU seconds that a process has used, including all its threads, or NaN if it has exited. `schedstat`
 * counts nanoseconds; `stat` would count hundredths of a second. Linux only.
 */
export function cpuSecondsOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/task`)) return NaN;
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
  return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
}

/** Returns the CPU seconds of a process and its children, running and exited: PostgreSQL with its backends. */
export function cpuSecondsWithChildren(pid: number): number {
  const own = statOf(pid);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statIfRunning(Number(name)))
    .filter((stat) => stat?.parent === pid);
  const exited = own.childrenUser + own.childrenSystem;
  const running = children.reduce((sum, stat) => sum + stat!.user + stat!.system, 0);
  return (own.user + own.system + exited + running) / TICKS_PER_SECOND;
}

/** Returns the resident memory of a process in KiB; 0 if it has exited. */
export function residentKiB(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0);
}

/** Returns the number of files and sockets that a process has open; 0 if it has exited. */
export function descriptorsOf(pid: number): number {
  return existsSync(`/proc/${pid}/fd`) ? readdirSync(`/proc/${pid}/fd`).length : 0;
}

export function parentOf(pid: number): number {
  return statOf(pid).parent;
}

function statIfRunning(pid: number): ReturnType<typeof statOf> | undefined {
  try {
    return statOf(pid);
  } catch {
    return undefined;
  }
}

/** Parses `/proc/[pid]/stat`, see proc(5). The program name may contain any character, including parentheses. */
function statOf(pid: number) {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent, user, system, childrenUser, childrenSystem] = [1, 11, 12, 13, 14].map((index) => fields[index]!) as [
    number,
    number,
    number,
    number,
    number,
  ];
  return { parent, user, system, childrenUser, childrenSystem };
}
