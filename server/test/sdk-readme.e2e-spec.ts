import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { closeSockets, PASSWORD, register, startHub, type Hub } from './support/hub.js';
import { closeDevices, contents, openOnline, untilCount } from './support/devices.js';
import { chatWith, exampleOf, runModule, type Program } from './support/program.js';

const sdk = resolve(__dirname, '../../sdk');

describe("the examples in the SDK's README", () => {
  let hub: Hub;
  let folder: string;
  const programs: Program[] = [];

  /** Runs an example as it is written. */
  async function run(name: string, environment: Record<string, string>): Promise<Program> {
    // Within its folder the package finds itself by its name.
    const program = runModule(await exampleOf(name), sdk, { HUB_URL: hub.url, ...environment });
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

  it('chat', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const his = await openOnline(ben);
    const chat = await run('chat', { EMAIL: ana.email, PASSWORD, TO: ben.id });
    await chatWith(chat, ana.id, his);
    await chat.end();
  });

  it('keep a message over the end of client and server', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const environment = { TOKEN: ana.token, ME: ana.id, TO: ben.id, OUTBOX: join(folder, 'outbox.json') };
    await hub.stop();
    const before = await run('outbox', { ...environment, TEXT: 'Still there?' });
    await before.says('Kept: Still there?');
    await before.end('SIGKILL');

    await hub.start();
    const after = await run('outbox', environment);
    await after.says('Kept: Still there?');
    await after.says('All sent.');
    await after.end();
    const his = await openOnline(ben);
    expect(contents(his, ana.id)).toEqual(['Still there?']);
  });

  it('do without the SDK', async () => {
    const [ana, ben] = await Promise.all([register(hub, 'Ana'), register(hub, 'Ben')]);
    const his = await openOnline(ben);
    await his.send({ receiverId: ana.id, content: 'before' });
    await untilCount(his, ana.id, 1);
    const plain = await run('plain', { TOKEN: ana.token, TO: ben.id, TEXT: 'Hello Ben!' });
    await plain.says('Ben: before');
    await plain.says('Ana: Hello Ben!');
    await untilCount(his, ana.id, 2);
    await his.send({ receiverId: ana.id, content: 'after' });
    await plain.says('Ben: after');
  });
});
