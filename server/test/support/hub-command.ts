import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { DatabaseKeys } from './database.js';
import { settings } from './hub.js';
import { throughPooler } from './pooler.js';
import { addToSuiteLog } from './suite-log.js';

const COMMAND = resolve(__dirname, '../../dist/hub.js');

/** The exit status of a command, and its output. */
interface CommandResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The operator's command `pnpm hub`, running in its own process. */
export class HubCommand {
  private stdout = '';
  private stderr = '';
  readonly result: Promise<CommandResult>;
  private readonly child: ReturnType<typeof spawn>;
  private readonly listeners = new Set<() => void>();

  constructor([program, ...args]: readonly [string, ...string[]], environment: NodeJS.ProcessEnv, input = '') {
    const child = spawn(program, args, { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
    this.child = child;
    child.stdin.on('error', () => undefined).end(input);
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      for (const check of this.listeners) check();
    });
    this.result = once(child, 'close').then(([status]) => {
      addToSuiteLog(this.stderr);
      return { status: status as number | null, stdout: this.stdout, stderr: this.stderr };
    });
  }

  /** Resolves when the standard error matches a pattern. @throws Error if the command ends before that */
  waitForStderr(pattern: RegExp): Promise<void> {
    return new Promise((resolve, reject) => {
      const check = () => {
        if (pattern.test(this.stderr)) resolve();
      };
      this.listeners.add(check);
      check();
      void this.result.then(() => reject(new Error(`The command ended without writing ${pattern}: ${this.stderr}`)));
    });
  }

  /** Kills the command by SIGKILL. */
  kill(): Promise<CommandResult> {
    this.child.kill('SIGKILL');
    return this.result;
  }
}

/** Starts a command on the database of a hub. @param input the command's standard input */
export function startCommand(keys: DatabaseKeys, args: readonly string[], input?: string): HubCommand {
  return new HubCommand([process.execPath, COMMAND, ...args], environmentFor(keys), input);
}

/** Runs a command with its output piped into another program. @param reader a shell command */
export function runPipedInto(reader: string, keys: DatabaseKeys, args: readonly string[]): Promise<CommandResult> {
  const pipe = ['sh', '-c', `"$@" | ${reader}`, 'sh', process.execPath, COMMAND, ...args] as const;
  return new HubCommand(pipe, environmentFor(keys)).result;
}

function environmentFor(keys: DatabaseKeys): NodeJS.ProcessEnv {
  const { route, ...pooled } = throughPooler(keys);
  const { DB_PORT, ...database } = pooled;
  const routeSettings = route && {
    DB_POOLER: route.pooler,
    DB_DIRECT_HOST: route.direct!.host,
    DB_DIRECT_PORT: String(route.direct!.port),
  };
  return { ...process.env, ...settings, LOG_LEVEL: 'info', ...database, DB_PORT: String(DB_PORT), ...routeSettings };
}

/** Runs a command to its end. */
export function runCommand(keys: DatabaseKeys, args: readonly string[], input?: string): Promise<CommandResult> {
  return startCommand(keys, args, input).result;
}

/** Runs a command that must succeed, and returns the JSON that it prints, one document per line. */
export async function runJsonCommand<T>(keys: DatabaseKeys, args: readonly string[], input?: string): Promise<T[]> {
  const { status, stdout, stderr } = await runCommand(keys, [...args, '--json'], input);
  if (status !== 0) throw new Error(`The command ended with status ${status}: ${stderr}`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Returns the events of the security log that a command has written to its standard error. */
export function securityLogOf({ stderr }: CommandResult): { event: string; userId?: string; invitationId?: string }[] {
  return stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { event: string; userId?: string; invitationId?: string });
}
