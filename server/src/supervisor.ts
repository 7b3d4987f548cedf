import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { hasRecovered, restartBackoff } from './restart-backoff.js';
import type { ServerReport } from './supervisor-report.js';

/**
 * Runs the server as a child process and restarts it when it crashes: `node supervisor.js [options of Node] main.js
 * [arguments]`.
 *
 * Invariants: a server that crashes before it has ever served is not restarted; this process exits with the exit code
 * of that server. The same holds for a server that ends after a signal to this process, or by itself with exit code 0.
 * A restarted server listens on the same port as before, even if `PORT` is 0, because its clients know that port. A
 * server that reports its exit is gone within {@link EXIT_LIMIT_MS}.
 */
const command = process.argv.slice(2);

/** How long a server may take to exit after it has reported its exit code, in milliseconds. Then it is killed. */
const EXIT_LIMIT_MS = 5000;

let child: ChildProcess | undefined;
let port: number | undefined;
/** When the child began to serve, by `performance.now()`. */
let servingSince: number | undefined;
/** How often the child has crashed since it last recovered. */
let crashes = 0;
let isStopping = false;

function start(): void {
  const env = port === undefined ? process.env : { ...process.env, PORT: `${port}` };
  servingSince = undefined;
  const started = spawn(process.execPath, command, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child = started;
  let reportedExitCode: number | undefined;
  started.on('message', (report: ServerReport) => {
    if ('exitCode' in report) {
      reportedExitCode = report.exitCode;
      setTimeout(() => started.kill('SIGKILL'), EXIT_LIMIT_MS).unref();
    } else {
      ({ port } = report);
      servingSince = performance.now();
    }
  });
  started.once('exit', (status, killedBy) => {
    const [code, signal] = reportedExitCode === undefined ? [status, killedBy] : [reportedExitCode, null];
    onChildExit(signal ? `by ${signal}` : `with exit code ${code}`, exitCode(code, signal));
  });
  // A child that cannot be spawned emits `error`, and no `exit`.
  started.on('error', ({ message }) => started.pid ?? onChildExit(message, 1));
}

function onChildExit(how: string, code: number): void {
  child = undefined;
  if (isStopping || port === undefined || code === 0) process.exit(code);
  crashes = hasRecovered(servingSince) ? 1 : crashes + 1;
  const backoffMs = restartBackoff(crashes);
  console.error(`The server ended ${how}. It restarts in ${backoffMs / 1000} s.`);
  setTimeout(start, backoffMs);
}

/** Returns the exit code as shells report it: 128 and the signal's number after a signal. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + constants.signals[signal!];
}

/**
 * Passes the signal on to the child. A terminal also signals the child directly, but the child stops only once, however
 * many signals it gets.
 */
function stop(signal: NodeJS.Signals): void {
  isStopping = true;
  if (child) child.kill(signal);
  else process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
start();
