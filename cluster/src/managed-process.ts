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
  /** The environment variables; by default only those that system programs need, and no secrets. */
  readonly env?: NodeJS.ProcessEnv;
  /** The account that the process runs as; by default the account of its parent. */
  readonly account?: Account | undefined;
  /** Written to the standard input of the process, so that secrets do not appear in the list of processes. */
  readonly input?: string;
  /** Matches the output of the process once the process is ready to serve. */
  readonly readyPattern: RegExp;
  /** Receives each line that the process writes after it is ready. */
  readonly onLine?: (line: string) => void;
}

/** A process that is not ready after this time is killed. */
const START_LIMIT_MS = 60_000;
/** A process that has not ended this long after SIGTERM is killed. */
const STOP_LIMIT_MS = 40_000;
/** How many characters of the output are shown if a process does not start. */
const OUTPUT_CHARACTERS = 4000;
/** The folders in which Debian and Homebrew install servers; they may be missing from the user's `PATH`. */
const SERVER_FOLDERS = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/**
 * A running child process of the cluster. The child ends when its parent ends; on Linux, even when the parent is
 * killed.
 */
export class ManagedProcess {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    /** Resolves when the process has ended, with the signal or exit code as text. */
    readonly ended: Promise<string>,
  ) {}

  /**
   * Starts a process. Resolves when the process is ready to serve.
   *
   * @throws ClusterError with the output of the process, if the process ends before it is ready
   */
  static async start(plan: ProcessPlan): Promise<ManagedProcess> {
    const [program, args] = withParentDeathSignal(plan);
    const child = spawn(program, args, {
      env: plan.env ?? inheritedEnvironment(process.env),
      ...(plan.account ? { uid: plan.account.uid, gid: plan.account.gid } : {}),
      stdio: ['pipe', 'pipe', 'pipe'],
      // In its own process group, so that Ctrl-C reaches only the parent, which stops its child processes in order.
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

  /** Stops the process with SIGTERM; kills it if it has not ended after `STOP_LIMIT_MS`. */
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

/**
 * Wraps the command in `setpriv`, if that is installed, so that the kernel ends the child process when its parent ends.
 */
function withParentDeathSignal({ program, args }: ProcessPlan): [program: string, args: string[]] {
  const setpriv = findExecutable('setpriv');
  return setpriv ? [setpriv, ['--pdeathsig', 'TERM', program, ...args]] : [program, [...args]];
}

async function waitUntilReady(plan: ProcessPlan, child: ChildProcess, ended: Promise<string>): Promise<void> {
  const { name, readyPattern, onLine } = plan;
  let output = '';
  let isReady = false;
  const ready = new Promise<true>((resolve) => {
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
        isReady = readyPattern.test(output);
        if (isReady) resolve(true);
      });
    }
  });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
  const killTimer = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  const outcome = await Promise.race([ready, failed, ended]);
  clearTimeout(killTimer);
  if (outcome !== true) throw new ClusterError(`${name} did not start (${outcome}):\n${output.trim()}`);
}
