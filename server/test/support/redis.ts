import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { WAIT_TIMEOUT_MS } from './wait-timeout.ts';

/** A real Redis started for one suite or run, without persistence. */
export interface TestRedis {
  readonly url: string;
  /** Kills Redis by SIGKILL; resolves when the process has exited. */
  kill(): Promise<void>;
  /** Starts Redis again, empty, on the same port. */
  restart(): Promise<void>;
  /** Suspends the process by SIGSTOP: connections stay open, and no command gets a reply. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * Starts the installed `redis-server` on a free port of 127.0.0.1.
 *
 * @param tls true for TLS only; the settings then name its certificate
 */
export async function startRedis(settings: string[] = [], tls = false): Promise<TestRedis> {
  const port = await freePort();
  const listening = tls ? ['--port', '0', '--tls-port', `${port}`] : ['--port', `${port}`];
  const start = () => spawnRedis([...listening, ...settings]);
  let process = await start();
  const kill = async () => {
    if (process.exitCode !== null || process.signalCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGKILL');
    await ended;
  };
  return {
    url: `${tls ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    kill,
    async restart() {
      process = await start();
    },
    pause: () => void process.kill('SIGSTOP'),
    resume: () => void process.kill('SIGCONT'),
    stop: kill,
  };
}

async function spawnRedis(settings: string[]): Promise<ChildProcess> {
  const arguments_ = ['--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...settings];
  const child = spawn('redis-server', arguments_, { stdio: ['ignore', 'pipe', 'inherit'] });
  let written = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.on('error', () => reject(new Error('redis-server cannot be started: install Redis 7 or newer.')));
    child.on('exit', () => reject(new Error(`redis-server ended: ${written}`)));
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      written += text;
      if (written.includes('Ready to accept connections')) resolve();
    });
  });
  const timedOut = delay(WAIT_TIMEOUT_MS, undefined, { ref: false }).then(() => {
    throw new Error(`redis-server is not ready: ${written}`);
  });
  await Promise.race([ready, timedOut]);
  return child;
}

/** Returns a port on which no process listens at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
