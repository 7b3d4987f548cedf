import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { PATIENCE_MS } from './patience.ts';

/** A Redis of a suite's own, real, which remembers nothing when it starts again. */
export interface TestRedis {
  readonly url: string;
  /** Ends it without a word; resolves when it is gone. */
  kill(): Promise<void>;
  /** Starts it again, empty, at the same place. */
  restart(): Promise<void>;
  /** Has it stand still: connections stay open, and nothing is answered. */
  pause(): void;
  resume(): void;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/**
 * Starts `redis-server`, of the machine; on a free port of this machine's own address.
 *
 * @param tls whether it speaks TLS only; the settings then name its certificate
 */
export async function startRedis(settings: string[] = [], tls = false): Promise<TestRedis> {
  const port = await freePort();
  const listening = tls ? ['--port', '0', '--tls-port', `${port}`] : ['--port', `${port}`];
  const start = () => run([...listening, ...settings]);
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

async function run(settings: string[]): Promise<ChildProcess> {
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
  const late = delay(PATIENCE_MS, undefined, { ref: false }).then(() => {
    throw new Error(`redis-server is not ready: ${written}`);
  });
  await Promise.race([ready, late]);
  return child;
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
