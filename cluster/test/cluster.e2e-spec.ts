import { HubClient, type HubSocket } from '@smart-hub/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../src/ports.js';

// Runs `pnpm cluster` as a user would, with real processes, signals and kills.

jest.setTimeout(120_000);

const TIMEOUT_MS = 60_000;
const main = resolve(__dirname, '../dist/main.js');

/** A running `pnpm cluster` command, and its output. */
class Command {
  output = '';
  readonly ended: Promise<[code: number | null, signal: string | null]>;
  private readonly child: ChildProcess;

  constructor(
    readonly dataDir: string,
    readonly port: number,
    environment: Record<string, string> = {},
    args = ['--nodes', '3'],
  ) {
    const settings = { PORT: `${port}`, DATA_DIR: dataDir, BCRYPT_SALT_ROUNDS: '4', LOG_LEVEL: 'error' };
    const env = {
      PATH: process.env['PATH'],
      // `runningPids` recognises the processes of the command by this folder, even those that inherit no configuration.
      TMPDIR: dataDir,
      REDIS_URL: '',
      DB_HOST: '',
      NODE_ENV: '',
      ...settings,
      ...environment,
    };
    this.child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
    this.ended = once(this.child, 'close') as Promise<[number | null, string | null]>;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async waitForOutput(pattern: RegExp): Promise<RegExpExecArray> {
    let hasEnded = false;
    void this.ended.then(() => (hasEnded = true));
    return waitUntil(`the output matches ${pattern.source}`, () => {
      const match = pattern.exec(this.output);
      if (!match && hasEnded) throw new Error(`The command has ended: ${this.output}`);
      return match;
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Returns the ids of all running processes of the command, regardless of how they were started. */
  runningPids(): string[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    // Most processes inherit TMPDIR. PostgreSQL has the folder in its command line. Redis overwrites both, but its
    // working directory is within the folder.
    const texts = (pid: string) =>
      readProcFile(pid, 'environ') + readProcFile(pid, 'cmdline') + workingDirectoryOf(pid);
    return pids.filter((pid) => texts(pid).includes(this.dataDir));
  }
}

/** Returns the hexadecimal addresses on which processes listen for TCP connections, by port. */
function listeningAddresses(pids: readonly string[]): Map<number, string> {
  const ownSockets = new Set(pids.flatMap(socketsOf));
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1));
  const LISTEN = '0A';
  return new Map(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTEN && ownSockets.has(`socket:[${inode}]`))
      .map(([, local]) => local!.split(':') as [string, string])
      .map(([address, port]) => [Number.parseInt(port, 16), address]),
  );
}

function socketsOf(pid: string): string[] {
  const folder = `/proc/${pid}/fd`;
  return readdirSync(folder).flatMap((name) => {
    try {
      return [readlinkSync(join(folder, name))];
    } catch {
      return []; // it was closed meanwhile
    }
  });
}

function readProcFile(pid: string, name: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8');
  } catch {
    return ''; // the process has ended meanwhile
  }
}

function workingDirectoryOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ''; // the process has ended meanwhile
  }
}

async function waitUntil<T>(condition: string, check: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + TIMEOUT_MS;
  while (performance.now() < deadline) {
    const result = await check();
    if (result) return result;
    await delay(20);
  }
  throw new Error(`Timed out waiting until ${condition}.`);
}

const commands: Command[] = [];
const sockets: HubSocket[] = [];
const folders: string[] = [];
const listeners: Server[] = [];

interface StartOptions {
  readonly environment?: Record<string, string>;
  /** An earlier command, whose data folder and port the new command uses. */
  readonly previous?: Command;
  readonly args?: string[];
}

async function start({ environment, previous, args }: StartOptions = {}): Promise<Command> {
  const command = new Command(
    previous?.dataDir ?? makeFolder(),
    previous?.port ?? (await findFreePort()),
    environment,
    args,
  );
  commands.push(command);
  return command;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-cluster-'));
  // If the test runs as root, PostgreSQL runs as another user, who must be able to enter the folder.
  chmodSync(folder, 0o711);
  folders.push(folder);
  return folder;
}

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.close();
  for (const command of commands.splice(0)) {
    command.signal('SIGTERM');
    await command.ended;
  }
  for (const listener of listeners.splice(0)) listener.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function register(url: string, name: string) {
  const client = new HubClient({ url });
  const email = `${name}.${Math.random()}@example.com`;
  const { user } = await client.register({ name, email, password: 'Secret-123' });
  return { id: user.id, client };
}

async function connect(client: HubClient, transport: string): Promise<HubSocket> {
  const socket = client.connect({ transports: [transport], forceNew: true, reconnectionDelay: 50 });
  sockets.push(socket);
  await socket.ready();
  return socket;
}

/** Returns the name of the node that a socket is connected to, which is the end of its session id. */
const nodeOf = (socket: HubSocket) => (socket.io.io.engine as unknown as { id: string }).id.split('.').at(-1)!;

it('the cluster serves from several nodes at one address, restarts nodes that are killed, and leaves no process running', async () => {
  const command = await start();
  await command.waitForOutput(/Open +http:/);
  const [ana, ben] = await Promise.all([register(command.url, 'Ana'), register(command.url, 'Ben')]);
  const anaSockets: HubSocket[] = [];
  // Long polling sends many requests, and all of them must reach the node of their session.
  for (let index = 0; index < 6; index += 1)
    anaSockets.push(await connect(ana.client, index % 2 ? 'polling' : 'websocket'));
  expect(new Set(anaSockets.map(nodeOf))).toEqual(new Set(['node1', 'node2', 'node3']));
  const benSocket = await connect(ben.client, 'polling');

  const received = anaSockets.map((socket) => new Promise((resolve) => socket.io.once('new_message', resolve)));
  const sent = await benSocket.command('send_message', { receiverId: ana.id, content: 'Hello' });
  expect(await Promise.all(received)).toEqual(
    received.map(() => expect.objectContaining({ id: sent.id, content: 'Hello' })),
  );

  const lostSocket = anaSockets.find((socket) => nodeOf(socket) !== nodeOf(benSocket))!;
  const killedNode = nodeOf(lostSocket);
  const [, pid] = await command.waitForOutput(new RegExp(`${killedNode} .* process (\\d+)`));
  process.kill(Number(pid), 'SIGKILL');
  // The other nodes keep serving while the killed node is down.
  expect(await benSocket.command('send_message', { receiverId: ana.id, content: 'Still here' })).toMatchObject({
    seq: 2,
  });
  await lostSocket.ready();
  await command.waitForOutput(new RegExp(`${killedNode} has ended, by SIGKILL`));
  for (let index = 0; index < 6; index += 1) await connect(ana.client, 'websocket');
  await command.waitForOutput(new RegExp(`${killedNode} serves again`));

  // The other nodes are killed one after the other, so that clients reconnect also to the node that was restarted
  // first.
  for (const other of ['node1', 'node2', 'node3'].filter((name) => name !== killedNode)) {
    const [, otherPid] = await command.waitForOutput(new RegExp(`${other} .* process (\\d+)`));
    process.kill(Number(otherPid), 'SIGKILL');
    await command.waitForOutput(new RegExp(`${other} has ended, by SIGKILL`));
  }
  await Promise.all(Array.from({ length: 6 }, () => connect(ana.client, 'websocket')));

  expect(command.runningPids().length).toBeGreaterThan(4);
  command.signal('SIGINT');
  expect(await command.ended).toEqual([0, null]);
  expect(command.runningPids()).toEqual([]);
});

/** 127.0.0.1, as `/proc/net/tcp` shows it. */
const LOOPBACK = '0100007F';

it('all processes listen only on the loopback address by default', async () => {
  const command = await start({ args: ['--nodes', '2'] });
  await command.waitForOutput(/Open +http:\/\/localhost:/);
  const addresses = listeningAddresses(command.runningPids());
  // The balancer, Redis and two nodes. PostgreSQL listens on a Unix socket.
  expect([...addresses.values()]).toEqual([LOOPBACK, LOOPBACK, LOOPBACK, LOOPBACK]);
  expect(addresses.has(command.port)).toBe(true);
  expect(command.output).not.toContain('Not safe');
});

it('Redis and nginx start without the secrets of the nodes', async () => {
  // Wrapper scripts record the environment, because both programs overwrite the environment that the system shows.
  const folder = makeFolder();
  chmodSync(folder, 0o777);
  const searchPath = `${process.env['PATH']}:/usr/sbin`;
  for (const program of ['redis-server', 'nginx']) {
    const script = `#!/bin/sh\nenv >"${folder}/${program}.environment"\nPATH="${searchPath}" exec ${program} "$@"\n`;
    writeFileSync(join(folder, program), script, { mode: 0o755 });
  }
  const environment = { PATH: `${folder}:${searchPath}`, JWT_SECRET: 'k7Qm2xVt9LpWc4ZsRb8YdHn3JfGe6TuA' };
  const command = await start({ environment, args: ['--nodes', '1'] });
  await command.waitForOutput(/Open +http:/);
  for (const program of ['redis-server', 'nginx']) {
    const inherited = readFileSync(join(folder, `${program}.environment`), 'utf8');
    expect(inherited).toContain('TMPDIR=');
    expect(inherited).not.toMatch(/JWT_SECRET|DB_HOST/);
  }
});

it('only the balancer listens on a configured HOST, and a JWT_SECRET that is not secret causes a warning', async () => {
  const environment = { HOST: '0.0.0.0', JWT_SECRET: 'some_secret' };
  const command = await start({ environment, args: ['--nodes', '1'] });
  await command.waitForOutput(
    /Open +http:\/\/localhost:[^]*Not safe +JWT_SECRET is a published example.* HOST is 0\.0\.0\.0\./,
  );
  const addresses = listeningAddresses(command.runningPids());
  expect(addresses.get(command.port)).toBe('00000000');
  addresses.delete(command.port);
  expect([...addresses.values()]).toEqual([LOOPBACK, LOOPBACK]);
});

it('the balancer rejects a body above the limit with a problem', async () => {
  const command = await start({ args: ['--nodes', '1'] });
  await command.waitForOutput(/Open +http:/);
  const post = (path: string, length: number) =>
    fetch(command.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'x'.repeat(length) }),
    });
  const polling = '/socket.io/?EIO=4&transport=polling&sid=nobody';

  expect((await post('/api/auth/login', 390_000)).status).toBe(400);
  expect((await post(polling, 1_400_000)).status).toBe(400);

  for (const response of [await post('/api/auth/login', 420_000), await post(polling, 1_600_000)]) {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const anyText = expect.any(String) as unknown;
    const problem = { status: 413, code: 'request.too_large', retryable: false, requestId: anyText, message: anyText };
    expect(await response.json()).toMatchObject(problem);
  }
});

it('the nodes, Redis and the balancer end when the command is killed, and the next command finds the data', async () => {
  const first = await start();
  await first.waitForOutput(/Open +http:/);
  const { client } = await register(first.url, 'Ana');
  first.signal('SIGKILL');
  await first.ended;
  // PostgreSQL keeps running; the next command adopts it.
  const isPostgres = (pid: string) => /postgres/.test(readProcFile(pid, 'cmdline'));
  await waitUntil('all processes except PostgreSQL have ended', () => first.runningPids().every(isPostgres));

  const next = await start({ previous: first });
  await next.waitForOutput(/Open +http:/);
  await connect(client, 'websocket');
  next.signal('SIGTERM');
  expect(await next.ended).toEqual([0, null]);
  expect(next.runningPids()).toEqual([]);
});

it('the command reports missing programs, ports in use and invalid values, and leaves no process running', async () => {
  const listener = createServer().listen(0);
  listeners.push(listener);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const refusals: [StartOptions, message: RegExp][] = [
    [
      { environment: { PATH: dirname(process.execPath) } },
      /redis-server is not installed: `apt-get install redis-server`, or set REDIS_URL/,
    ],
    [
      { environment: { PORT: `${port}` } },
      new RegExp(`Port ${port} is taken: stop what listens there, or set PORT to another.`),
    ],
    [{ environment: { REDIS_URL: 'nowhere' } }, /REDIS_URL must be an address/],
    [{ environment: { HOST: 'nohost.invalid' } }, /HOST nohost\.invalid is not an address of this machine/],
  ];
  for (const [options, message] of refusals) {
    const command = await start(options);
    expect(await command.ended).toEqual([1, null]);
    expect(command.output).toMatch(message);
    expect(command.output).not.toMatch(/ {4}at /);
    expect(command.runningPids()).toEqual([]);
  }
});
