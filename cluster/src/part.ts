import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Account } from './account.js';

/** Cannot be done, in words that say what to do about it. */
export class ClusterError extends Error {}

/** What is to be started. */
export interface Plan {
  /** For people: `node 1`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Without it: what programs of the machine need of ours, and no secret. */
  readonly env?: NodeJS.ProcessEnv;
  /** As whom; as ourselves, if not given. */
  readonly account?: Account | undefined;
  /** Given to it as its standard input: what is secret stands in no list of processes. */
  readonly input?: string;
  /** What it writes when it serves. */
  readonly ready: RegExp;
  /** Told each line that it writes after that. */
  readonly onLine?: (line: string) => void;
}

const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 40_000;
/** As much of what it wrote as is shown when it does not start. */
const KEPT_CHARACTERS = 4000;
/** Where Debian and Homebrew keep servers, whatever the user's `PATH`. */
const PLACES = ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/bin'];

/** One process of the cluster, which serves. It ends with us, even if we are killed (on Linux). */
export class Part {
  private constructor(
    readonly name: string,
    private readonly child: ChildProcess,
    /** Resolves when it is gone, with how in words. */
    readonly ended: Promise<string>,
  ) {}

  /** @throws ClusterError with what it said, when it ends before it serves */
  static async start(plan: Plan): Promise<Part> {
    const [program, args] = bound(plan);
    const child = spawn(program, args, {
      env: plan.env ?? withoutConfiguration(process.env),
      ...(plan.account ? { uid: plan.account.uid, gid: plan.account.gid } : {}),
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C reaches us alone, and we end the parts in order.
      detached: true,
    });
    const ended = once(child, 'close').then(([code, signal]) => (signal ? `by ${signal}` : `with exit code ${code}`));
    child.stdin!.on('error', () => undefined).end(plan.input);
    await serving(plan, child, ended);
    return new Part(plan.name, child, ended);
  }

  get pid(): number {
    return this.child.pid!;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Stops it, hard if it takes too long. */
  async stop(): Promise<void> {
    this.signal('SIGTERM');
    // One that was stopped by a signal does not hear another.
    this.signal('SIGCONT');
    const late = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.ended;
    clearTimeout(late);
  }
}

/** What programs of the machine need: to find themselves and their libraries, and where temporary files go. */
const INHERITED = new Set(['PATH', 'HOME', 'TMPDIR', 'TZ', 'LD_LIBRARY_PATH', 'DYLD_LIBRARY_PATH']);

function withoutConfiguration(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([key]) => INHERITED.has(key)));
}

/** The path of a program. @param remedy what to do if there is none */
export function findProgram(name: string, remedy: string): string {
  const path = search(name);
  if (path === undefined) throw new ClusterError(`${name} is not installed: ${remedy}.`);
  return path;
}

function search(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...PLACES];
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

/** The same through `setpriv`, which has the kernel end it when we are gone. */
function bound({ program, args }: Plan): [program: string, args: string[]] {
  const setpriv = search('setpriv');
  return setpriv ? [setpriv, ['--pdeathsig', 'TERM', program, ...args]] : [program, [...args]];
}

async function serving(plan: Plan, child: ChildProcess, ended: Promise<string>): Promise<void> {
  const { name, ready, onLine } = plan;
  let written = '';
  let isReady = false;
  const served = new Promise<true>((resolve) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (text: string) => {
        if (isReady) {
          const lines = (rest + text).split('\n');
          rest = lines.pop()!;
          for (const line of lines) onLine?.(line);
          return;
        }
        written = (written + text).slice(-KEPT_CHARACTERS);
        isReady = ready.test(written);
        if (isReady) resolve(true);
      });
    }
  });
  const failed = new Promise<string>((resolve) => child.once('error', (error) => resolve(error.message)));
  const late = setTimeout(() => child.kill('SIGKILL'), START_LIMIT_MS);
  const outcome = await Promise.race([served, failed, ended]);
  clearTimeout(late);
  if (outcome !== true) throw new ClusterError(`${name} did not start (${outcome}):\n${written.trim()}`);
}
