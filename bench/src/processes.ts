import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const TICKS_PER_SECOND = 100;
const START_LIMIT_MS = 60_000;

/** A child of ours that serves. */
export interface Served {
  readonly pid: number;
  readonly port: number;
  stop(): Promise<void>;
  /** Without a word. */
  readonly kill: () => void;
  readonly hasExited: () => boolean;
  /** Sends it a message, and resolves with the next one that it sends. @throws Error when it exits before */
  readonly ask: (message: string) => Promise<unknown>;
}

const running = new Set<ChildProcess>();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Starts a script that prints its address when it is ready. */
export async function serve(
  script: string,
  environment: NodeJS.ProcessEnv,
  execArgv: readonly string[] = [],
): Promise<Served> {
  const child = fork(script, { env: { ...process.env, ...environment }, stdio: 'pipe', execArgv: [...execArgv] });
  running.add(child);
  const gone = once(child, 'exit').then(() => running.delete(child));
  let output = '';
  const port = await new Promise<number>((resolve, reject) => {
    const look = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const found = output.match(/http:\/\/localhost:(\d+)/)?.[1];
      if (found) resolve(Number(found));
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    void gone.then(() => reject(new Error(`${script} ended:\n${output}`)));
    setTimeout(() => reject(new Error(`${script} did not start:\n${output}`)), START_LIMIT_MS).unref();
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  // What nobody listens to would be kept, and be the answer to the first question.
  child.on('message', () => undefined);
  const hasExited = () => !running.has(child);
  const ask = (message: string) =>
    new Promise<unknown>((resolve, reject) => {
      child.once('message', resolve);
      void gone.then(() => reject(new Error(`${script} ended.`)));
      child.send(message, (error) => error && reject(error));
    });
  return { pid: child.pid!, port, stop, kill: () => void child.kill('SIGKILL'), hasExited, ask };
}

/** Runs a script to its end. */
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
 * CPU seconds that a process has used, with all its threads: to the nanosecond, where `stat` counts hundredths. NaN when it
 * is gone. Linux only.
 */
export function cpuSecondsOf(pid: number): number {
  if (!existsSync(`/proc/${pid}/task`)) return NaN;
  const threads = readdirSync(`/proc/${pid}/task`);
  const used = threads.map((id) => Number(readFileSync(`/proc/${pid}/task/${id}/schedstat`, 'utf8').split(' ')[0]));
  return used.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e9;
}

/** CPU seconds of a process and its children, those included that have ended: a PostgreSQL with its backends. */
export function cpuSecondsOfFamily(pid: number): number {
  const own = statOf(pid);
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => tryStatOf(Number(name)))
    .filter((stat) => stat?.parent === pid);
  const ended = own.childrenUser + own.childrenSystem;
  const live = children.reduce((sum, stat) => sum + stat!.user + stat!.system, 0);
  return (own.user + own.system + ended + live) / TICKS_PER_SECOND;
}

/** Memory of a process that is in RAM, in KiB; 0 when it is gone. */
export function residentKiB(pid: number): number {
  const status = existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, 'utf8') : '';
  return Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1] ?? 0);
}

/** How many files and sockets a process has open; 0 when it is gone. */
export function descriptorsOf(pid: number): number {
  return existsSync(`/proc/${pid}/fd`) ? readdirSync(`/proc/${pid}/fd`).length : 0;
}

export function parentOf(pid: number): number {
  return statOf(pid).parent;
}

function tryStatOf(pid: number): ReturnType<typeof statOf> | undefined {
  try {
    return statOf(pid);
  } catch {
    return undefined;
  }
}

/** proc(5); the name before may hold anything, brackets included. */
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
