import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeSockets, PASSWORD, register, startHub, type TestHub } from './support/hub.js';
import { closeDevices, messageContents, openOnlineDevice, waitForMessageCount } from './support/devices.js';
import { exchangeMessages, readmeExample, runModule, type Program } from './support/program.js';

const sdk = resolve(__dirname, '../../sdk');

describe("in the SDK's README, the example", () => {
  let hub: TestHub;
  let folder: string;
  const programs: Program[] = [];

  /** Runs an example of the README as it stands there. */
  async function run(name: string, environment: Record<string, string>): Promise<Program> {
    // Runs in the folder of the package, where `@smart-hub/sdk` resolves to the package itself.
    const program = runModule(await readmeExample(name), sdk, { HUB_URL: hub.url, ...environment });
    programs.push(program);
    return program;
  }

  beforeAll(async () => {
    hub = await startHub();
    folder = await mkdtemp(join(tmpdir(), 'hub-readme-'));
  });
  afterEach(async () => {
    closeDevices();
    closeSockets();
    for (const program of programs.splice(0)) await program.end('SIGKILL');
  });
  afterAll(async () => {
    await hub.close();
    await rm(folder, { recursive: true });
  });

  it('"chat" sends typed lines and prints received messages', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const benDevice = await openOnlineDevice(ben);
    const chat = await run('chat', { EMAIL: ana.email, PASSWORD, TO: ben.id });
    await exchangeMessages(chat, ana.id, benDevice);
    await chat.end();
  });

  it('"outbox" keeps a message while the server is down and the client is killed, and then sends it once', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const environment = { TOKEN: ana.token, ME: ana.id, TO: ben.id, OUTBOX: join(folder, 'outbox.json') };
    await hub.stop();
    const before = await run('outbox', { ...environment, TEXT: 'Still there?' });
    await before.waitForLine('Unsent: Still there?');
    await before.end('SIGKILL');

    await hub.start();
    const after = await run('outbox', environment);
    await after.waitForLine('Unsent: Still there?');
    await after.waitForLine('All sent.');
    await after.end();
    const benDevice = await openOnlineDevice(ben);
    expect(messageContents(benDevice, ana.id)).toEqual(['Still there?']);
  });

  it('"plain" sends, receives and syncs messages without the SDK', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const benDevice = await openOnlineDevice(ben);
    await benDevice.send({ receiverId: ana.id, content: 'before' });
    await waitForMessageCount(benDevice, ana.id, 1);
    const plain = await run('plain', { TOKEN: ana.token, TO: ben.id, TEXT: 'Hello Ben!' });
    await plain.waitForLine('Ben: before');
    await plain.waitForLine('Ana: Hello Ben!');
    await waitForMessageCount(benDevice, ana.id, 2);
    await benDevice.send({ receiverId: ana.id, content: 'after' });
    await plain.waitForLine('Ben: after');
  });
});
