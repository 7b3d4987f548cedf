import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { hasRecovered, restartPause } from './restart-pause.js';
import type { Report } from './supervised.js';

/**
 * Runs the server as a child and starts it again when it dies: `node supervisor.js [options of Node] main.js [arguments]`.
 *
 * Invariants: a server that has never served is not started again; its exit code is that of this process. So is the exit code
 * of one that ends after a signal to this process, or by itself with exit code 0. A server that is started again listens on the
 * port that its clients know, also where `PORT` is 0. One that says that it exits is gone within {@link EXIT_LIMIT_MS}.
 */
const command = process.argv.slice(2);

/** How long a server may take to exit that has said so, in milliseconds. */
const EXIT_LIMIT_MS = 5000;

let child: ChildProcess | undefined;
let port: number | undefined;
/** When the child began to serve, by `performance.now()`. */
let servingSince: number | undefined;
/** How often it has died since it last served for long. */
let deaths = 0;
let isStopping = false;

function start(): void {
  const env = port === undefined ? process.env : { ...process.env, PORT: `${port}` };
  servingSince = undefined;
  const started = spawn(process.execPath, command, { env, stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  child = started;
  let announced: number | undefined;
  started.on('message', (report: Report) => {
    if ('exitCode' in report) {
      announced = report.exitCode;
      setTimeout(() => started.kill('SIGKILL'), EXIT_LIMIT_MS).unref();
    } else {
      ({ port } = report);
      servingSince = performance.now();
    }
  });
  started.once('exit', (status, killedBy) => {
    const [code, signal] = announced === undefined ? [status, killedBy] : [announced, null];
    ended(signal ? `by ${signal}` : `with exit code ${code}`, exitCode(code, signal));
  });
  // What cannot be spawned has no exit.
  started.on('error', ({ message }) => started.pid ?? ended(message, 1));
}

function ended(how: string, code: number): void {
  child = undefined;
  if (isStopping || port === undefined || code === 0) process.exit(code);
  deaths = hasRecovered(servingSince) ? 1 : deaths + 1;
  const pauseMs = restartPause(deaths);
  console.error(`The server has ended, ${how}. It is started again in ${pauseMs / 1000} s.`);
  setTimeout(start, pauseMs);
}

/** As shells have it. */
function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + constants.signals[signal!];
}

/** A terminal signals the child, too, which stops once however often it is told. */
function stop(signal: NodeJS.Signals): void {
  isStopping = true;
  if (child) child.kill(signal);
  else process.exit(0);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(signal));
start();
