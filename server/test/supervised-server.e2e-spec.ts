import { HubClient } from '@smart-hub/sdk';
import { conversationsRoutes } from '@smart-hub/contract/conversations';
import { healthRoutes } from '@smart-hub/contract/health';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { closeSockets, register, waitUntil as comesTrue } from './support/hub.js';
import { type HubProcess, Installation, CLEAN_EXIT, pollUntil } from './support/installation.js';

// The server under its supervisor, as `pnpm start` runs it: real processes, signals and kills.

let here: Installation;

beforeEach(() => {
  here = new Installation();
});

afterEach(async () => {
  closeSockets();
  await here.remove();
});

/** Starts it as the script does. */
function start(environment: Record<string, string> = {}): HubProcess {
  const dist = join(here.folder, 'server/dist');
  return here.run(
    process.execPath,
    [join(dist, 'supervisor.js'), '--max-semi-space-size=32', join(dist, 'main.js')],
    environment,
  );
}

interface Child {
  readonly pid: number;
  readonly command: string;
}

/** The server that a supervisor runs at the moment. */
function serverOf(supervisor: HubProcess): Child | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const children = lines.map((line) => /^ *(\d+) +(\d+) (.*main\.js.*)$/.exec(line));
  const found = children.find((line) => Number(line?.[2]) === supervisor.pid);
  return found ? { pid: Number(found[1]), command: found[3]! } : undefined;
}

/** Resolves when the server answers at an address. */
function serves(url: string): Promise<void> {
  const client = new HubClient({ url });
  const answers = () =>
    client.call(healthRoutes.ready, {}).then(
      () => true,
      () => false,
    );
  return comesTrue('the server answers', answers);
}

describe('a server that hangs while it exits', () => {
  it('is ended by its supervisor, which exits with the code that the server meant', async () => {
    const preload = join(here.folder, 'hang.cjs');
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
    expect(here.runningProcesses()).toEqual([]);
  });
});

describe('a server that has served and is killed', () => {
  it('is back by itself, at the same port, with every message that it acknowledged', async () => {
    const supervisor = start({ PORT: '0' });
    const url = await supervisor.ready();
    const [ana, ben] = await Promise.all([register({ url }, 'Ana'), register({ url }, 'Ben')]);
    const hers = await ana.connect();
    const sent = await hers.send({ receiverId: ben.id, content: 'Are you still there?' });
    const first = serverOf(supervisor)!;
    expect(first.command).toContain('--max-semi-space-size=32');

    process.kill(first.pid, 'SIGKILL');

    const second = await pollUntil('another one is started', () => serverOf(supervisor));
    expect(second.pid).not.toBe(first.pid);
    await serves(url);
    const { messages } = await ana.client.call(conversationsRoutes.open, { params: { id: sent.conversation.id } });
    expect(messages.map(({ id }) => id)).toEqual([sent.id]);
    expect(supervisor.stderr).toBe('The server ended by SIGKILL. It restarts in 0.5 s.\n');

    supervisor.kill('SIGTERM');
    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
    expect(here.runningProcesses()).toEqual([]);
  });

  it('is started again until it succeeds', async () => {
    const supervisor = start({ PORT: '0' });
    const url = await supervisor.ready();
    const port = Number(new URL(url).port);
    process.kill(serverOf(supervisor)!.pid, 'SIGKILL');
    // Taken as soon as the server has let go of it, before another one is started.
    const intruder = createServer();
    await comesTrue('the port of the server is free', () =>
      once(intruder.listen(port), 'listening').then(
        () => true,
        () => false,
      ),
    );

    await pollUntil('the next start has failed', () =>
      /with exit code 1\. It restarts in 1 s/.test(supervisor.stderr),
    );
    expect(supervisor.stderr).toContain(`Port ${port} is taken`);
    intruder.close();
    await once(intruder, 'close');

    await serves(url);
    supervisor.kill('SIGTERM');
    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
  });
});

it('a start that fails is not repeated, and ends with the words and the exit code of the server', async () => {
  const supervisor = start({ PORT: 'http' });
  expect(await supervisor.exit()).toEqual({ code: 1, signal: null });
  expect(supervisor.stderr.trim()).toBe('The configuration is not valid:\n  PORT must be a number');
  expect(supervisor.stdout).toBe('');
});

describe('a supervised server stops, and leaves nothing behind', () => {
  const stops: [how: string, stop: (supervisor: HubProcess) => void][] = [
    ['when its supervisor alone is told to', (supervisor) => supervisor.kill('SIGTERM')],
    ['when its terminal is closed', (supervisor) => supervisor.killGroup('SIGHUP')],
    ['on Ctrl-C in the terminal', (supervisor) => supervisor.killGroup('SIGINT')],
    ['when it alone is told to', (supervisor) => process.kill(serverOf(supervisor)!.pid, 'SIGTERM')],
  ];

  it.each(stops)('%s', async (_, stop) => {
    const supervisor = start();
    await supervisor.ready();

    stop(supervisor);

    expect(await supervisor.exit()).toEqual(CLEAN_EXIT);
    expect(supervisor.stderr).toBe('');
    expect(here.runningProcesses()).toEqual([]);
  });

  it('when its supervisor is killed', async () => {
    const supervisor = start();
    await supervisor.ready();

    supervisor.kill('SIGKILL');

    await pollUntil('nothing runs', () => here.runningProcesses().length === 0);
  });
});
