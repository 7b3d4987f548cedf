import { HubClient, type HubSocket } from '@smart-hub/sdk';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findFreePort } from '../src/ports.js';

// Real processes, signals and kills: `pnpm cluster` as a person runs it.

jest.setTimeout(120_000);

const PATIENCE_MS = 60_000;
const main = resolve(__dirname, '../dist/main.js');

/** The command, and what it says. */
class Command {
  written = '';
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
      // By it the parts are found that inherit no configuration.
      TMPDIR: dataDir,
      REDIS_URL: '',
      DB_HOST: '',
      NODE_ENV: '',
      ...settings,
      ...environment,
    };
    this.child = spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout!, this.child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => (this.written += text));
    }
    this.ended = once(this.child, 'close') as Promise<[number | null, string | null]>;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async says(pattern: RegExp): Promise<RegExpExecArray> {
    let hasEnded = false;
    void this.ended.then(() => (hasEnded = true));
    return eventually(`it says ${pattern.source}`, () => {
      const found = pattern.exec(this.written);
      if (!found && hasEnded) throw new Error(`It ended instead: ${this.written}`);
      return found;
    });
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Whatever of it runs, however it was started. */
  running(): string[] {
    const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    // Of the environment parts inherit a little; PostgreSQL's folder is in its command line, and Redis, which overwrites both, is in its own.
    const texts = (pid: string) => ofProcess(pid, 'environ') + ofProcess(pid, 'cmdline') + folderOf(pid);
    return pids.filter((pid) => texts(pid).includes(this.dataDir));
  }
}

/** The hexadecimal addresses at which processes listen for TCP, by port. */
function listeningAddresses(pids: readonly string[]): Map<number, string> {
  const own = new Set(pids.flatMap(socketsOf));
  const rows = ['tcp', 'tcp6'].flatMap((name) => readFileSync(`/proc/net/${name}`, 'utf8').split('\n').slice(1));
  const LISTEN = '0A';
  return new Map(
    rows
      .map((row) => row.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === LISTEN && own.has(`socket:[${inode}]`))
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
      return []; // it was closed while we looked
    }
  });
}

function ofProcess(pid: string, what: 'cmdline' | 'environ'): string {
  try {
    return readFileSync(`/proc/${pid}/${what}`, 'utf8');
  } catch {
    return ''; // it ended while we looked
  }
}

function folderOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return ''; // the same
  }
}

async function eventually<T>(what: string, look: () => T | Promise<T>): Promise<NonNullable<T>> {
  const deadline = performance.now() + PATIENCE_MS;
  while (performance.now() < deadline) {
    const found = await look();
    if (found) return found;
    await delay(20);
  }
  throw new Error(`It did not come true that ${what}.`);
}

const commands: Command[] = [];
const sockets: HubSocket[] = [];
const folders: string[] = [];
const listeners: Server[] = [];

interface Start {
  readonly environment?: Record<string, string>;
  /** Where it is started again. */
  readonly before?: Command;
  readonly args?: string[];
}

async function start({ environment, before, args }: Start = {}): Promise<Command> {
  const command = new Command(before?.dataDir ?? makeFolder(), before?.port ?? (await findFreePort()), environment, args);
  commands.push(command);
  return command;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hub-cluster-'));
  // As root: PostgreSQL's own user must be able to get in.
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

/** The node that has a connection: the end of its id. */
const nodeOf = (socket: HubSocket) => (socket.io.io.engine as unknown as { id: string }).id.split('.').at(-1)!;

it('serves from several nodes behind one address, replaces one that dies, and leaves nothing behind', async () => {
  const command = await start();
  await command.says(/Open +http:/);
  const [ana, ben] = await Promise.all([register(command.url, 'Ana'), register(command.url, 'Ben')]);
  const hers: HubSocket[] = [];
  // Polling makes many requests, and all of them find their node.
  for (let index = 0; index < 6; index += 1) hers.push(await connect(ana.client, index % 2 ? 'polling' : 'websocket'));
  expect(new Set(hers.map(nodeOf))).toEqual(new Set(['node1', 'node2', 'node3']));
  const his = await connect(ben.client, 'polling');

  const told = hers.map((socket) => new Promise((resolve) => socket.io.once('new_message', resolve)));
  const sent = await his.command('send_message', { receiverId: ana.id, content: 'Hello' });
  expect(await Promise.all(told)).toEqual(told.map(() => expect.objectContaining({ id: sent.id, content: 'Hello' })));

  const lost = hers.find((socket) => nodeOf(socket) !== nodeOf(his))!;
  const victim = nodeOf(lost);
  const [, pid] = await command.says(new RegExp(`${victim} .* process (\\d+)`));
  process.kill(Number(pid), 'SIGKILL');
  // The others serve meanwhile.
  expect(await his.command('send_message', { receiverId: ana.id, content: 'Still here' })).toMatchObject({ seq: 2 });
  await lost.ready();
  await command.says(new RegExp(`${victim} has ended, by SIGKILL`));
  for (let index = 0; index < 6; index += 1) await connect(ana.client, 'websocket');
  await command.says(new RegExp(`${victim} serves again`));

  // It is asked for all that the others leave, as one after the other is replaced.
  for (const other of ['node1', 'node2', 'node3'].filter((name) => name !== victim)) {
    const [, its] = await command.says(new RegExp(`${other} .* process (\\d+)`));
    process.kill(Number(its), 'SIGKILL');
    await command.says(new RegExp(`${other} has ended, by SIGKILL`));
  }
  await Promise.all(Array.from({ length: 6 }, () => connect(ana.client, 'websocket')));

  expect(command.running().length).toBeGreaterThan(4);
  command.signal('SIGINT');
  expect(await command.ended).toEqual([0, null]);
  expect(command.running()).toEqual([]);
});

const LOOPBACK = '0100007F';

it('listens on loopback alone in all its parts', async () => {
  const command = await start({ args: ['--nodes', '2'] });
  await command.says(/Open +http:\/\/localhost:/);
  const addresses = listeningAddresses(command.running());
  // The balancer, Redis and two nodes; PostgreSQL has a socket.
  expect([...addresses.values()]).toEqual([LOOPBACK, LOOPBACK, LOOPBACK, LOOPBACK]);
  expect(addresses.has(command.port)).toBe(true);
  expect(command.written).not.toContain('Not safe');
});

it('starts Redis and nginx without the secrets of the nodes', async () => {
  // Both overwrite what the system shows of their environment.
  const folder = makeFolder();
  chmodSync(folder, 0o777);
  const places = `${process.env['PATH']}:/usr/sbin`;
  for (const program of ['redis-server', 'nginx']) {
    const script = `#!/bin/sh\nenv >"${folder}/${program}.environment"\nPATH="${places}" exec ${program} "$@"\n`;
    writeFileSync(join(folder, program), script, { mode: 0o755 });
  }
  const environment = { PATH: `${folder}:${places}`, JWT_SECRET: 'k7Qm2xVt9LpWc4ZsRb8YdHn3JfGe6TuA' };
  const command = await start({ environment, args: ['--nodes', '1'] });
  await command.says(/Open +http:/);
  for (const program of ['redis-server', 'nginx']) {
    const inherited = readFileSync(join(folder, `${program}.environment`), 'utf8');
    expect(inherited).toContain('TMPDIR=');
    expect(inherited).not.toMatch(/JWT_SECRET|DB_HOST/);
  }
});

it('has the balancer alone listen on the HOST that is set, and warns while others know the secret of its tokens', async () => {
  const environment = { HOST: '0.0.0.0', JWT_SECRET: 'some_secret' };
  const command = await start({ environment, args: ['--nodes', '1'] });
  await command.says(/Open +http:\/\/localhost:[^]*Not safe +JWT_SECRET is a published example.* HOST is 0\.0\.0\.0\./);
  const addresses = listeningAddresses(command.running());
  expect(addresses.get(command.port)).toBe('00000000');
  addresses.delete(command.port);
  expect([...addresses.values()]).toEqual([LOOPBACK, LOOPBACK]);
});

it('refuses at the balancer, by a problem, a body that no node would take', async () => {
  const command = await start({ args: ['--nodes', '1'] });
  await command.says(/Open +http:/);
  const post = (path: string, length: number) =>
    fetch(command.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'x'.repeat(length) }),
    });
  const polling = '/socket.io/?EIO=4&transport=polling&sid=nobody';

  expect((await post('/api/auth/login', 390_000)).status).toBe(400);
  expect((await post(polling, 1_400_000)).status).toBe(400);

  for (const answer of [await post('/api/auth/login', 420_000), await post(polling, 1_600_000)]) {
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const words = expect.any(String) as unknown;
    const problem = { status: 413, code: 'request.too_large', retryable: false, requestId: words, message: words };
    expect(await answer.json()).toMatchObject(problem);
  }
});

it('takes its nodes, Redis and balancer along when it is killed, and finds its data when it is started again', async () => {
  const first = await start();
  await first.says(/Open +http:/);
  const { client } = await register(first.url, 'Ana');
  first.signal('SIGKILL');
  await first.ended;
  // PostgreSQL lives on, and is adopted.
  const isPostgres = (pid: string) => /postgres/.test(ofProcess(pid, 'cmdline'));
  await eventually('all but PostgreSQL are gone', () => first.running().every(isPostgres));

  const next = await start({ before: first });
  await next.says(/Open +http:/);
  await connect(client, 'websocket');
  next.signal('SIGTERM');
  expect(await next.ended).toEqual([0, null]);
  expect(next.running()).toEqual([]);
});

it('says what is missing, what is taken and what is not valid, and starts nothing', async () => {
  const listener = createServer().listen(0);
  listeners.push(listener);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const refusals: [Start, sentence: RegExp][] = [
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
  for (const [plan, sentence] of refusals) {
    const command = await start(plan);
    expect(await command.ended).toEqual([1, null]);
    expect(command.written).toMatch(sentence);
    expect(command.written).not.toMatch(/ {4}at /);
    expect(command.running()).toEqual([]);
  }
});
