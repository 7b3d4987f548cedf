import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeDevices, openOnlineDevice } from './support/devices.js';
import { closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';
import { exchangeMessages, readmeExample, Program, runModule } from './support/program.js';

const root = resolve(__dirname, '../..');

/**
 * An app in TypeScript. The compiler must report the two marked mistakes, for which it needs the types of the contract.
 */
const TYPED = `
import { Hub, HubClient, HubError, indexedDbStore, type MessageView } from '@smart-hub/sdk';
import { fileStore } from '@smart-hub/sdk/file-store';
import type { Problem } from '@smart-hub/contract/problem';
import { usersRoutes } from '@smart-hub/contract/users';

const client = new HubClient({ url: 'http://localhost:3000' });
const { user } = await client.login({ email: 'a@b.co', password: 'x' });
const hub: Hub = await Hub.connect(client, { userId: user.id, store: fileStore('outbox.json') });
const failed: MessageView[] = hub.messages(user.id).filter(({ state }) => state === 'failed');
const problem: Problem | undefined = failed[0]?.problem;
const people: { name: string }[] = await client.call(usersRoutes.listPeople, {});
console.log(problem?.code === 'message.undeliverable', people, HubError, indexedDbStore);
// @ts-expect-error A message has no field named text.
await hub.send({ receiverId: user.id, text: 'a' });
// @ts-expect-error There is no command named fly.
await hub.socket.command('fly', {});
`;

describe('the SDK, packed and installed in an empty folder by the commands of its README', () => {
  let hub: TestHub;
  let app: string;
  let installed: string;

  const sh = (command: string, cwd: string) => {
    // Removes the environment variables that pnpm has set for this script: an app would not have them.
    const inherited = Object.entries(process.env).filter(([key]) => !/^(npm_|pnpm_|NODE_OPTIONS$)/i.test(key));
    const preferences = { APP: app, npm_config_prefer_offline: 'true', npm_config_audit: 'false' };
    const env = { ...Object.fromEntries(inherited), ...preferences };
    return new Program(spawn('sh', ['-ec', command], { cwd, env })).waitForSuccess();
  };
  const manifestOf = async (name: string) =>
    JSON.parse(await readFile(join(installed, name, 'package.json'), 'utf8')) as {
      exports: Record<string, Record<string, string>>;
      dependencies: Record<string, string>;
      version: string;
    };

  beforeAll(async () => {
    hub = await startHub();
    app = await mkdtemp(join(tmpdir(), 'hub-app-'));
    installed = join(app, 'node_modules/@smart-hub');
    await sh(await readmeExample('pack', 'sh'), root);
    await sh(await readmeExample('install', 'sh'), app);
  });
  afterEach(() => {
    closeDevices();
    closeSockets();
  });
  afterAll(async () => {
    await hub.close();
    await rm(app, { recursive: true });
  });

  it.each(['contract', 'sdk'])('has only the needed files in the package %s', async (name) => {
    const files = await readdir(join(installed, name), { recursive: true, withFileTypes: true });
    const paths = files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name).slice(installed.length + 1));
    const extra = paths.filter(
      (path) => !/^\w+[\\/](dist[\\/][\w-]+\.(js|js\.map|d\.ts)|package\.json|README\.md|LICENSE)$/.test(path),
    );
    expect(extra).toEqual([]);
    for (const file of ['LICENSE', 'README.md']) expect(paths).toContain(join(name, file));

    const { exports, dependencies } = await manifestOf(name);
    expect(Object.values(dependencies).filter((version) => !/^\d/.test(version))).toEqual([]);
    for (const target of Object.values(exports).flatMap((conditions) => Object.values(conditions)))
      expect(paths).toContain(join(name, target.replace('*', 'messages')));
    if (name === 'sdk') expect(dependencies['@smart-hub/contract']).toBe((await manifestOf('contract')).version);
  });

  it('runs the example "chat" of its README', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const benDevice = await openOnlineDevice(ben);
    const chat = runModule(await readmeExample('chat'), app, {
      HUB_URL: hub.url,
      EMAIL: ana.email,
      PASSWORD,
      TO: ben.id,
    });
    await exchangeMessages(chat, ana.id, benDevice);
    await chat.waitForSuccess();
  });

  it('can be loaded by require(), and includes the types of the contract', async () => {
    await writeFile(join(app, 'old.cjs'), "console.log(typeof require('@smart-hub/sdk').Hub.connect);\n");
    await writeFile(join(app, 'app.mts'), TYPED);
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const flags = '--noEmit --strict --target es2023 --module nodenext --types node --typeRoots';
    const run = (args: string) => sh(`"${process.execPath}" ${args}`, app);

    expect(await run('old.cjs')).toContain('function');
    expect(await run(`"${tsc}" ${flags} "${join(root, 'node_modules/@types')}" app.mts`)).toBe('');
  });
});
