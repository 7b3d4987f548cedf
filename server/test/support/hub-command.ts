import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { DatabaseKeys } from './database.js';
import { settings } from './hub.js';
import { asServed } from './pooler.js';
import { addToSuiteLog } from './suite-log.js';

const COMMAND = resolve(__dirname, '../../dist/hub.js');

/** What became of a command, and what it has written. */
interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `pnpm hub`, in a process of its own. */
export class HubCommand {
  private stdout = '';
  private stderr = '';
  readonly ended: Promise<Ended>;
  private readonly child: ReturnType<typeof spawn>;
  private readonly listeners = new Set<() => void>();

  constructor([program, ...args]: readonly [string, ...string[]], environment: NodeJS.ProcessEnv, input = '') {
    const child = spawn(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    child.stdin.on('error', () => undefined).end(input);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      for (const look of this.listeners) look();
    });
    this.ended = once(child, 'close').then(([status]) => {
      addToSuiteLog(this.stderr);
      return { status: status as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }

  /** Resolves once it has written something to the standard error. */
  says(pattern: RegExp): Promise<void> {
    return new Promise((found, reject) => {
      const look = () => {
        if (pattern.test(this.stderr)) found();
      };
      this.listeners.add(look);
      look();
      void this.ended.then(() => reject(new Error(`It ended without ${pattern}: ${this.stderr}`)));
    });
  }

  /** Ends it without a word. */
  kill(): Promise<Ended> {
    this.child.kill('SIGKILL');
    return this.ended;
  }
}

/** Starts a command on the database of a hub. @param input what it reads from the standard input */
export function startCommand(keys: DatabaseKeys, args: readonly string[], input?: string): HubCommand {
  return new HubCommand([process.execPath, COMMAND, ...args], environmentFor(keys), input);
}

/** Runs a command whose output goes to another program. @param reader a command of the shell */
export function runInto(reader: string, keys: DatabaseKeys, args: readonly string[]): Promise<Ended> {
  const pipe = ['sh', '-c', `"$@" | ${reader}`, 'sh', process.execPath, COMMAND, ...args] as const;
  return new HubCommand(pipe, environmentFor(keys)).ended;
}

function environmentFor(keys: DatabaseKeys): NodeJS.ProcessEnv {
  const { route, ...served } = asServed(keys);
  const { DB_PORT, ...names } = served;
  const pooled = route && {
    DB_POOLER: route.pooler,
    DB_DIRECT_HOST: route.direct!.host,
    DB_DIRECT_PORT: String(route.direct!.port),
  };
  return { ...process.env, ...settings, LOG_LEVEL: 'info', ...names, DB_PORT: String(DB_PORT), ...pooled };
}

/** Runs a command to its end. */
export function runCommand(keys: DatabaseKeys, args: readonly string[], input?: string): Promise<Ended> {
  return startCommand(keys, args, input).ended;
}

/** Runs a command that must be done, and returns the JSON that it prints, one document per line. */
export async function jsonOf<T>(keys: DatabaseKeys, args: readonly string[], input?: string): Promise<T[]> {
  const { status, stdout, stderr } = await runCommand(keys, [...args, '--json'], input);
  if (status !== 0) throw new Error(`It ended with ${status}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** The events of the security log that a command has written. */
export function securityLogOf({ stderr }: Ended): { event: string; userId?: string; invitationId?: string }[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { event: string; userId?: string; invitationId?: string });
}
