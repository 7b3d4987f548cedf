import { HubClient } from '@smart-hub/sdk';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { healthRoutes } from '@smart-hub/contract/health';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { closeSockets, register, waitUntil } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, pollUntil } from './support/installation.js';

// The server under its supervisor, as `pnpm start` runs it, with real processes and signals.

let installation: Installation;

beforeEach(() => {
  installation = new Installation();
});

afterEach(async () => {
  closeSockets();
  await installation.remove();
});

/** Starts the supervisor with the server as `pnpm start` does. */
function start(environment: Record<string, string> = {}): HubProcess {
  const dist = join(installation.folder, 'server/dist');
  return installation.run(
    process.execPath,
    [join(dist, 'supervisor.js'), '--max-semi-space-size=32', join(dist, 'main.js')],
    environment,
  );
}

interface Child {
  readonly pid: number;
  readonly command: string;
}

/** Returns the server process that a supervisor is running, if any. */
function serverOf(supervisor: HubProcess): Child | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const children = lines.map((line) => /^ *(\d+) +(\d+) (.*main\.js.*)$/.exec(line));
  const found = children.find((line) => Number(line?.[2]) === supervisor.pid);
  return found ? { pid: Number(found[1]), command: found[3]! } : undefined;
}

/** Resolves when the server at a URL is ready. */
function untilReady(url: string): Promise<void> {
  const client = new HubClient({ url });
  const isReady = () =>
    client.call(healthRoutes.ready, {}).then(
      () => true,
      () => false,
    );
  return waitUntil('the server is ready', isReady);
}

describe('a server that hangs while it exits', () => {
  it('is killed by its supervisor, which exits with the code with which the server was exiting', async () => {
    const preload = join(installation.folder, 'hang.cjs');
    writeFileSync(
      preload,
      `if (require('node:worker_threads').isMainThread && process.argv[1].endsWith('main.js'))
         process.on('exit', () => { for (;;); });`,
    );
    const NODE_OPTIONS = `--require ${preload}`;
    const supervisor = start({ PORT: '0', NODE_OPTIONS });
    await supervisor.ready();
    supervisor.kill('SIGTERM');
    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);

    const refused = start({ PORT: 'http', NODE_OPTIONS });
    expect(await refused.exit()).toEqual({ code: 1, signal: null });
    expect(refused.stderr).toContain('PORT must be a number');
    expect(installation.runningProcesses()).toEqual([]);
  });
});

describe('a server that is killed after it has served', () => {
  it('is restarted on the same port with every message that it acknowledged', async () => {
    const supervisor = start({ PORT: '0' });
    const url = await supervisor.ready();
    const [ana, ben] = await Promise.all([register({ url }, 'Ana'), register({ url }, 'Ben')]);
    const hers = await ana.connect();
    const sent = await hers.send({ receiverId: ben.id, content: 'Are you still there?' });
    const first = serverOf(supervisor)!;
    expect(first.command).toContain('--max-semi-space-size=32');

    process.kill(first.pid, 'SIGKILL');

    const second = await pollUntil('another server is started', () => serverOf(supervisor));
    expect(second.pid).not.toBe(first.pid);
    await untilReady(url);
    const { messages } = await ana.client.call(conversationsRoutes.open, { params: { id: sent.conversation.id } });
    expect(messages.map(({ id }) => id)).toEqual([sent.id]);
    expect(supervisor.stderr).toBe('The server ended by SIGKILL. It restarts in 0.5 s.\n');

    supervisor.kill('SIGTERM');
    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('is restarted until a start succeeds', async () => {
    const supervisor = start({ PORT: '0' });
    const url = await supervisor.ready();
    const port = Number(new URL(url).port);
    process.kill(serverOf(supervisor)!.pid, 'SIGKILL');
    // Takes the port as soon as the killed server has released it, before the supervisor starts another server.
    const otherListener = createServer();
    await waitUntil('the port of the server is free', () =>
      once(otherListener.listen(port), 'listening').then(
        () => true,
        () => false,
      ),
    );

    await pollUntil('the next start has failed', () => /with exit code 1\. It restarts in 1 s/.test(supervisor.stderr));
    expect(supervisor.stderr).toContain(`Port ${port} is taken`);
    otherListener.close();
    await once(otherListener, 'close');

    await untilReady(url);
    supervisor.kill('SIGTERM');
    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
  });
});

it('a supervisor does not retry a failed first start, and ends with the error and the exit code of the server', async () => {
  const supervisor = start({ PORT: 'http' });
  expect(await supervisor.exit()).toEqual({ code: 1, signal: null });
  expect(supervisor.stderr.trim()).toBe('The configuration is not valid:\n  PORT must be a number');
  expect(supervisor.stdout).toBe('');
});

describe('a supervised server', () => {
  const stops: [how: string, stop: (supervisor: HubProcess) => void][] = [
    ['when only its supervisor is sent SIGTERM', (supervisor) => supervisor.kill('SIGTERM')],
    ['when its terminal is closed', (supervisor) => supervisor.killGroup('SIGHUP')],
    ['on Ctrl-C in the terminal', (supervisor) => supervisor.killGroup('SIGINT')],
    ['when only the server itself is sent SIGTERM', (supervisor) => process.kill(serverOf(supervisor)!.pid, 'SIGTERM')],
  ];

  it.each(stops)('stops and leaves no process running %s', async (_, stop) => {
    const supervisor = start();
    await supervisor.ready();

    stop(supervisor);

    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
    expect(supervisor.stderr).toBe('');
    expect(installation.runningProcesses()).toEqual([]);
  });

  it('stops and leaves no process running when its supervisor is killed', async () => {
    const supervisor = start();
    await supervisor.ready();

    supervisor.kill('SIGKILL');

    await pollUntil('no process runs', () => installation.runningProcesses().length === 0);
  });
});
