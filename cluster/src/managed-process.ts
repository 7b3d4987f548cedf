import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Account } from './account.js';

/** An error whose message tells the operator what to do. */
export class ClusterError extends Error {}

/** How to start a process. */
export interface ProcessPlan {
  /** The name in messages, for example `node1`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** By default only the variables that system programs need, and no secrets. */
  readonly env?: NodeJS.ProcessEnv;
  /** The account that it runs as; that of this process by default. */
  readonly account?: Account | undefined;
  /** Written to its standard input, so that secrets do not appear in the list of processes. */
  readonly input?: string;
  /** Matches its output when it serves. */
  readonly readyPattern: RegExp;
  /** Receives each line of its output after that. */
  readonly onLine?: (line: string) => void;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;
/** How much of its output is shown if it does not start. */
const OUTPUT_CHARACTERS = 4000;
/** The folders in which Debian and Homebrew install servers; they may be missing from the user's `PATH`. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** A running process of the cluster. It ends with this process, even if this process is killed (on Linux). */
export class ManagedProcess {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    /** Resolves when the process has ended, with the signal or exit code as text. */
    readonly ended: Promise<string>,
  ) {}

  /** @throws ClusterError with its output, if it ends before it serves */
  static async start(plan: ProcessPlan): Promise<ManagedProcess> {
    const [program, args] = withParentDeathSignal(plan);
    const child = spawn(program, args, {
      env: plan.env ?? inheritedEnvironment(process.env),
      ...(plan.account ? { uid: plan.account.uid, gid: plan.account.gid } : {}),
      stdio: ['pipe', 'pipe', 'pipe'],
      // In its own process group: Ctrl-C reaches only this process, which stops the others in order.
      detached: true,
    });
    const ended = once(child, 'close').then(([code, signal]) => (signal ? `by ${signal}` : `with exit code ${code}`));
    child.stdin!.on('error', () => undefined).end(plan.input);
    await waitUntilReady(plan, child, ended);
    return new ManagedProcess(plan.name, child, ended);
  }

  get pid(): number {
    return this.child.pid!;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Stops the process; kills it if that takes too long. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    // A process that was suspended by a signal does not handle SIGTERM until it continues.
    this.signal('SIGCONT');
    const killTimer = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(killTimer);
  }
}

/** The variables that system programs need, to find programs, libraries and the folder for temporary files. */
const INHERITED_KEYS = new Set(['PATH', 'HOME', 'TMPDIR', 'TZ', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']);

function inheritedEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => INHERITED_KEYS.has(key)));
}

/** Returns the path of a program. @param remedy what to do if it is not installed */
export function findProgram(name: string, remedy: string): string {
  const path = findExecutable(name);
  if (path === undefined) throw new ClusterError(`${name} is not installed: ${remedy}.`);
  return path;
}

function findExecutable(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...SERVER_FOLDERS];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Wraps the command in `setpriv`, if that is installed, so that the kernel ends the process when this process ends. */
function withParentDeathSignal({ program, args }: ProcessPlan): [program: string, args: string[]] {
  const setpriv = findExecutable('setpriv');
  return setpriv ? [setpriv, ['--pdeathsig', 'TERM', program, ...args]] : [program, [...args]];
}

async function waitUntilReady(plan: ProcessPlan, child: ChildProcess, ended: Promise<string>): Promise<void> {
  const { name, readyPattern: ready, onLine } = plan;
  let output = '';
  let isReady = false;
  const isServing = new Promise<true>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      let partialLine = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (isReady) {
          const lines = (partialLine + text).split('\n');
          partialLine = lines.pop()!;
          for (const line of lines) onLine?.(line);
          return;
        }
        output = (output + text).slice(-OUTPUT_CHARACTERS);
        isReady = ready.test(output);
        if (isReady) resolve(true);
      });
    }
  });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
  const killTimer = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  const outcome = await Promise.race([isServing, failed, ended]);
  clearTimeout(killTimer);
  if (outcome !== true) throw new ClusterError(`${name} did not start (${outcome}):\n${output.trim()}`);
}
